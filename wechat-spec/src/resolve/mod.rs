//! From a file as written to the model: names are looked up, places and defaults filled in, and
//! whatever only shows when the whole file is known is checked. One module a subject.

mod body;
mod endpoint;
mod event;
mod form;
mod graph;
mod nested;
mod product;
mod reach;
mod record;
mod request;
mod scope;
mod twins;

pub(crate) use product::product;
pub(crate) use scope::Scope;
pub(crate) use twins::{DIFFER, same_call};

use crate::ast;
use crate::diagnostic::Report;
use crate::index::{Index, sort_by_number};
use crate::model::{self, Record};
use crate::names::nearest;
use crate::resolve::record::Draft;

/// What a file is resolved with.
pub(crate) struct Around<'a> {
    /// The product, when it is known.
    pub(crate) product: Option<&'a model::Product>,
    /// `types.toml` of the product.
    pub(crate) product_types: Option<&'a model::Group>,
    /// `common/types.toml`.
    pub(crate) common_types: Option<&'a model::Group>,
    /// `common/events.toml`, for a product's `events.toml`.
    pub(crate) common_events: Option<&'a model::Group>,
    /// The file is itself a types file: others use what it describes.
    pub(crate) is_types: bool,
}

/// Resolves a group or types file. `name` is the group's.
pub(crate) fn group(
    file: &ast::Group,
    name: &str,
    around: &Around<'_>,
    report: &mut Report<'_>,
) -> model::Group {
    let scope = Scope::new(file, around, report);
    let mut drafts = Drafts { incomplete: file.incomplete, ..Drafts::default() };
    for record in file.records.iter().filter(|record| scope.owns(&record.name)) {
        drafts.add(record::draft(record, record.name.clone(), &scope, report));
    }
    let unions = file.unions.iter().filter(|union| scope.owns(&union.name));
    let unions: Vec<_> =
        unions.map(|union| record::union(union, &scope, report, &mut drafts)).collect();
    let mut group = model::Group {
        name: name.to_owned(),
        product: around.product.map(|product| product.name.clone()).unwrap_or_default(),
        title: file.title.clone(),
        doc: file.doc.clone(),
        kinds: kinds(file, around.product, report),
        unions,
        enums: file
            .enums
            .iter()
            .filter(|all| scope.owns(&all.name))
            .map(|all| all.model.clone())
            .collect(),
        ..model::Group::default()
    };
    if around.is_types
        && let Some(endpoint) = file.endpoints.first()
    {
        report.error(endpoint.key.span, "a types file has no endpoints");
    }
    for endpoint in &file.endpoints {
        group.endpoints.push(endpoint::endpoint(endpoint, &scope, around, &mut drafts, report));
    }
    for event in &file.events {
        group.events.extend(event::event(event, &scope, &mut drafts, report));
    }
    twins::endpoints(&group.endpoints, file, report);
    for event in around.common_events.iter().flat_map(|common| &common.events) {
        let record = model::TypeRef { home: model::Home::Common, ..event.record.clone() };
        group.common_events.push(model::Event { record, ..event.clone() });
    }
    twins::events(&group, file, report);
    group.codes = codes(file, report);
    reach::mark(&group, &mut drafts, file, around.is_types, report);
    nested::check(&group.unions, &drafts, file, &scope, report);
    group.records = drafts.finish();
    group
}

/// Records on their way to the model.
#[derive(Default)]
pub(crate) struct Drafts {
    all: Vec<Draft>,
    by_name: Index,
    /// Something was left out, so that what seems to be unused may well be used.
    pub(crate) incomplete: bool,
}

impl Drafts {
    /// Adds a record that has a name of its own.
    pub(crate) fn add(&mut self, draft: Draft) {
        self.incomplete |= draft.incomplete;
        if self.by_name.add(&draft.record.name, self.all.len()).is_none() {
            self.all.push(draft);
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Draft> {
        self.all.get(self.by_name.get(name)?)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Draft> {
        self.all.get_mut(self.by_name.get(name)?)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Draft> {
        self.all.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Draft> {
        self.all.iter_mut()
    }

    /// In the order of the file.
    fn finish(mut self) -> Vec<Record> {
        sort_by_number(&mut self.all, |draft| draft.name.span.start);
        let records = self.all.into_iter().map(|mut draft| {
            // The constants of a request are its endpoint's.
            if draft.request_of.is_some() {
                draft.record.consts.clear();
            }
            draft.record
        });
        records.collect()
    }
}

fn kinds(
    file: &ast::Group,
    product: Option<&model::Product>,
    report: &mut Report<'_>,
) -> Vec<String> {
    let Some(words) = &file.kinds else {
        return product.map(|product| product.kinds.clone()).unwrap_or_default();
    };
    for word in words {
        if let Some(product) = product
            && !product.kinds.contains(&word.value)
        {
            let guess =
                nearest(&word.value, product.kinds.iter().map(String::as_str)).map(str::to_owned);
            report.guess(
                word.span,
                format!("the product is not for the kind of app `{}`", word.value),
                guess,
            );
        }
    }
    words.iter().map(|word| word.value.clone()).collect()
}

fn codes(file: &ast::Group, report: &mut Report<'_>) -> Vec<model::Code> {
    let mut values = Index::default();
    let mut names = Index::default();
    for (at, code) in file.codes.iter().enumerate() {
        let text = code_text(&code.value);
        if values.add(&text, at).is_some() {
            report.error(code.span, format!("the return code {text} is described twice"));
        }
        let Some(name) = &code.name else { continue };
        if let Some(twin) = names.add(&name.value, at).and_then(|twin| file.codes.get(twin)) {
            let twin = code_text(&twin.value);
            report.error(
                name.span,
                format!("two return codes are named `{}`, the other is {twin}", name.value),
            );
        }
    }
    let code = |code: &ast::Code| model::Code {
        value: code.value.clone(),
        name: code.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
        doc: code.doc.clone(),
        class: code.class.clone(),
        fix: code.fix.clone(),
    };
    file.codes.iter().map(code).collect()
}

pub(crate) fn code_text(value: &model::CodeValue) -> String {
    match value {
        model::CodeValue::Number(number) => number.to_string(),
        model::CodeValue::Word(word) => word.clone(),
    }
}
