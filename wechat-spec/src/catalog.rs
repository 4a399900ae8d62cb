//! A whole directory of specs, in an order that does not depend on the disk.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Loader;
use crate::model::{Group, Product};
use crate::source::{Disk, Files};

/// Everything that a directory describes.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Sorted by name.
    pub products: Vec<Product>,
    /// Sorted by product and name; types files are not among them.
    pub groups: Vec<Group>,
    /// The types files, sorted by product.
    pub types: Vec<Group>,
}

impl Catalog {
    /// Loads a directory of the disk (`api-specs`).
    pub fn load(dir: &Path) -> (Catalog, Diagnostics) {
        Self::load_from(&Disk::here(), dir)
    }

    /// Loads a directory: `NAME.toml` beside a directory `NAME` is a product, everything below a
    /// directory is a group, and a file without such a neighbour is a group that stands alone.
    pub fn load_from(files: &dyn Files, dir: &Path) -> (Catalog, Diagnostics) {
        let mut loader = Loader::new(files);
        let paths = match files.list(dir) {
            Ok(paths) => paths,
            Err(error) => {
                loader.diagnostics.push(Diagnostic::file(
                    dir.to_owned(),
                    format!("cannot be read: {error}"),
                    None,
                ));
                return (Catalog::default(), loader.diagnostics);
            }
        };
        let is_product = |path: &PathBuf| {
            let dir = path.with_extension("");
            paths.iter().any(|other| other.parent() == Some(&dir)) || is_product_text(files, path)
        };
        let mut catalog = Catalog::default();
        let mut found = Vec::new();
        for path in &paths {
            if path.parent() == Some(dir) && is_product(path) {
                catalog.products.extend(loader.product(path, 0).as_deref().cloned());
            } else if path.file_name().is_some_and(|name| name == "types.toml") {
                found.extend(loader.types(path));
            } else {
                found.extend(loader.group(path).map(Rc::new));
            }
        }
        found.sort_by(|a, b| {
            (&a.group.product, &a.group.name, &a.source.path).cmp(&(
                &b.group.product,
                &b.group.name,
                &b.source.path,
            ))
        });
        catalog.products.sort_by(|a, b| a.name.cmp(&b.name));
        check::across(&found, &catalog.products, &mut loader.diagnostics);
        for found in &found {
            let is_types = found.source.path.file_name().is_some_and(|name| name == "types.toml");
            let list = if is_types { &mut catalog.types } else { &mut catalog.groups };
            list.push(found.group.clone());
        }
        loader.diagnostics.tidy();
        (catalog, loader.diagnostics)
    }

    /// A product by name.
    pub fn product(&self, name: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.name == name)
    }
}

/// A product may have no groups of its own (yet): then its keys tell.
fn is_product_text(files: &dyn Files, path: &Path) -> bool {
    let Ok(Some(text)) = files.read(path) else {
        return false;
    };
    let starts = |key: &str| {
        text.lines().any(|line| {
            line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        })
    };
    starts("base") || (starts("host") && starts("envelope"))
}
