//! What only shows when all files are known: calls, return codes and names that are
//! there twice.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::index::Index;
use crate::load::Found;
use crate::model::Product;
use crate::resolve::{DIFFER, code_text, same_call};
use crate::source::Span;

/// Checks the groups against each other.
pub(crate) fn across(found: &[Rc<Found>], products: &[Product], diagnostics: &mut Diagnostics) {
    endpoints(found, products, diagnostics);
    codes(found, diagnostics);
    names(found, diagnostics);
}

/// Two groups whose names are the same in Rust.
fn names(found: &[Rc<Found>], diagnostics: &mut Diagnostics) {
    for pair in found.windows(2) {
        let [a, b] = pair else { continue };
        if a.group.product == b.group.product && a.group.name == b.group.name {
            let message = format!("the group has the same name as {}", a.source.path.display());
            diagnostics.push(Diagnostic::file(
                b.source.path.clone(),
                message,
                Some("rename one of the files".to_owned()),
            ));
        }
    }
}

/// Two endpoints of a product that nothing tells apart. A product's calls include its base's.
fn endpoints(found: &[Rc<Found>], products: &[Product], diagnostics: &mut Diagnostics) {
    let is_base = |base: &str, of: &str| {
        let files = |name: &str| {
            products.iter().find(|product| product.name == name).map(|product| &product.files)
        };
        let (Some(base), Some(of)) = (files(base), files(of)) else {
            return false;
        };
        base.first().is_some_and(|file| of.contains(file))
    };
    let mut paths = Index::default();
    let mut by_path: Vec<Vec<(usize, usize)>> = Vec::new();
    for (file, found) in found.iter().enumerate() {
        for (index, endpoint) in found.group.endpoints.iter().enumerate() {
            let at = paths.add(&endpoint.path, by_path.len()).unwrap_or(by_path.len());
            if at == by_path.len() {
                by_path.push(Vec::new());
            }
            if let Some(places) = by_path.get_mut(at) {
                places.push((file, index));
            }
        }
    }
    let get = |(file, index): (usize, usize)| {
        let found = found.get(file)?;
        Some((found, found.group.endpoints.get(index)?, found.file.endpoints.get(index)?))
    };
    for places in &by_path {
        for (at, place) in places.iter().enumerate() {
            let Some((later, endpoint, from)) = get(*place) else {
                continue;
            };
            let Some(call) = &from.call else { continue };
            for other in places.iter().take(at) {
                let Some((earlier, twin, twin_from)) = get(*other) else {
                    continue;
                };
                // Within a file the group's own check has said it.
                if other.0 == place.0 || twin_from.call.is_none() || !same_call(twin, endpoint) {
                    continue;
                }
                let (a, b) = (&earlier.group.product, &later.group.product);
                if a == b || is_base(a, b) || is_base(b, a) {
                    let line = earlier.source.line_index(twin_from.key.span.start) + 1;
                    let path = earlier.source.path.display();
                    say(
                        diagnostics,
                        later,
                        call.span,
                        format!("`{}` of {path}:{line} is the same call", twin.name),
                        DIFFER,
                    );
                    break;
                }
            }
        }
    }
}

/// A return code or its name that a product describes in two files.
fn codes(all: &[Rc<Found>], diagnostics: &mut Diagnostics) {
    let mut values = Index::default();
    let mut names = Index::default();
    // Another file than this one that has the same.
    let other = |twin: Option<usize>, file: usize| {
        twin.filter(|twin| *twin != file).and_then(|twin| all.get(twin))
    };
    for (file, found) in all.iter().enumerate() {
        let product = &found.group.product;
        for (code, from) in found.group.codes.iter().zip(&found.file.codes) {
            let text = code_text(&code.value);
            if let Some(twin) = other(values.add(&format!("{product} {text}"), file), file) {
                let message = format!(
                    "the return code {text} is described in {} too",
                    twin.source.path.display()
                );
                say(diagnostics, found, from.span, message, "keep one");
            }
            let Some(name) = &from.name else { continue };
            if let Some(twin) = other(names.add(&format!("{product} {}", name.value), file), file) {
                let message = format!(
                    "a return code of {} is named `{}` too",
                    twin.source.path.display(),
                    name.value
                );
                say(diagnostics, found, name.span, message, "name it otherwise");
            }
        }
    }
}

fn say(diagnostics: &mut Diagnostics, found: &Found, span: Span, message: String, help: &str) {
    diagnostics.push(Diagnostic::at(&found.source, span, message, Some(help.to_owned())));
}
