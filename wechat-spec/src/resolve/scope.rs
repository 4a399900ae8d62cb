//! Which names a file knows: its own types, its product's, those common to all.

use crate::ast::{self, TypeExpr, TypeText, Word};
use crate::diagnostic::Report;
use crate::index::Index;
use crate::model::{self, Home, Named, Type, TypeRef};
use crate::names::camel_case;
use crate::parse;
use crate::resolve::Around;
use crate::source::Span;

/// The names of a file, and of the types files around it.
pub(crate) struct Scope<'a> {
    /// What its own names stand for, and where.
    own: Vec<(Named, Span)>,
    own_names: Index,
    /// What those of the types files stand for, and whose they are.
    shared: Vec<(Named, Home)>,
    shared_names: Index,
    product: Option<&'a model::Group>,
    common: Option<&'a model::Group>,
}

impl<'a> Scope<'a> {
    /// Collects the names of a file and reports those that are taken twice.
    pub(crate) fn new(file: &ast::Group, around: &Around<'a>, report: &mut Report<'_>) -> Self {
        let mut scope = Scope {
            own: Vec::new(),
            own_names: Index::default(),
            shared: Vec::new(),
            shared_names: Index::default(),
            product: around.product_types,
            common: around.common_types,
        };
        // What is nearer hides what is farther.
        for (types, home) in
            [(around.product_types, Home::Product), (around.common_types, Home::Common)]
        {
            for (name, is) in types.into_iter().flat_map(names) {
                if scope.shared_names.add(name, scope.shared.len()).is_none() {
                    scope.shared.push((is, home));
                }
            }
        }
        for record in &file.records {
            scope.add(&record.name, Named::Record, report, "");
        }
        for all in &file.enums {
            let is = if all.model.integer { Named::IntEnum } else { Named::TextEnum };
            scope.add(&all.name, is, report, "");
        }
        for union in &file.unions {
            scope.add(&union.name, Named::Union, report, "");
        }
        for endpoint in &file.endpoints {
            let name = request_name(endpoint);
            if matches!(endpoint.request, ast::Shape::Inline(_)) {
                scope.add(&name, Named::Record, report, "the request's");
            }
            if matches!(endpoint.response, ast::Shape::Inline(_)) {
                scope.add(&response_name(endpoint), Named::Record, report, "the response's");
            }
        }
        for event in &file.events {
            scope.add(&event_name(event), Named::Record, report, "the event's");
        }
        scope
    }

    fn add(&mut self, name: &Word, is: Named, report: &mut Report<'_>, whose: &str) {
        if name.value.is_empty() {
            return;
        }
        let taken = self.own_names.add(&name.value, self.own.len());
        match taken.and_then(|at| self.own.get(at)) {
            Some((_, first)) => {
                let line = report.line_of(*first);
                let message = format!("the name `{}` is taken, on line {line}", name.value);
                match whose {
                    "" => report.help(
                        name.span,
                        message,
                        "a record, an enum and a union cannot share a name",
                    ),
                    _ => {
                        report.help(name.span, message, format!("say {whose} name: `name = \"…\"`"))
                    }
                }
            }
            None => self.own.push((is, name.span)),
        }
    }

    /// Whether what stands here has this name; false for the later of two of one name.
    pub(crate) fn owns(&self, name: &Word) -> bool {
        self.own(&name.value).is_some_and(|(_, span)| span == name.span)
    }

    /// What a name stands for.
    pub(crate) fn find(&self, name: &str) -> Option<TypeRef> {
        let found = |is, home| Some(TypeRef { name: name.to_owned(), is, home, boxed: false });
        if let Some((is, _)) = self.own(name) {
            return found(is, Home::Group);
        }
        let (is, home) = self.shared.get(self.shared_names.get(name)?).copied()?;
        found(is, home)
    }

    fn own(&self, name: &str) -> Option<(Named, Span)> {
        self.own.get(self.own_names.get(name)?).copied()
    }

    /// A record of a types file.
    pub(crate) fn shared_record(&self, name: &TypeRef) -> Option<&'a model::Record> {
        self.shared(name)?.records.iter().find(|record| record.name == name.name)
    }

    /// A union of a types file.
    pub(crate) fn shared_union(&self, name: &TypeRef) -> Option<&'a model::Union> {
        self.shared(name)?.unions.iter().find(|union| union.name == name.name)
    }

    fn shared(&self, name: &TypeRef) -> Option<&'a model::Group> {
        match name.home {
            Home::Group => None,
            Home::Product => self.product,
            Home::Common => self.common,
        }
    }

    /// All names, for `did you mean`.
    fn known(&self) -> impl Iterator<Item = &str> {
        self.own_names.names().chain(self.shared_names.names())
    }

    /// A type, its names looked up; `None` (and a report) when one is not known.
    pub(crate) fn resolve(&self, text: &TypeText, report: &mut Report<'_>) -> Option<Type> {
        self.expr(&text.expr, text, report)
    }

    fn expr(&self, expr: &TypeExpr, text: &TypeText, report: &mut Report<'_>) -> Option<Type> {
        Some(match expr {
            TypeExpr::Known(ty) => ty.clone(),
            TypeExpr::List(inner) => Type::List(Box::new(self.expr(inner, text, report)?)),
            TypeExpr::Map(inner) => Type::Map(Box::new(self.expr(inner, text, report)?)),
            TypeExpr::Name(name) => match self.find(name) {
                Some(found) => Type::Named(found),
                None => {
                    parse::unknown_type(report, &text.text, name, text.span, self.known());
                    return None;
                }
            },
        })
    }

    /// A record by name; `what` says for what it is used.
    pub(crate) fn record(
        &self,
        word: &Word,
        what: &str,
        report: &mut Report<'_>,
    ) -> Option<TypeRef> {
        match self.find(&word.value) {
            Some(found) if found.is == Named::Record => Some(found),
            Some(found) => {
                let is = if found.is == Named::Union { "a union" } else { "an enum" };
                report
                    .error(word.span, format!("{what} must be a record, `{}` is {is}", word.value));
                None
            }
            None => {
                let guess = crate::names::nearest(&word.value, self.known()).map(str::to_owned);
                let message = format!("unknown record `{}`", word.value);
                match guess {
                    Some(_) => report.guess(word.span, message, guess),
                    None => report.missing(
                        word.span,
                        message,
                        Some(format!("describe it: `[record.{}]`", word.value)),
                    ),
                }
                None
            }
        }
    }
}

/// The names that a types file describes.
fn names(types: &model::Group) -> impl Iterator<Item = (&str, Named)> {
    let records = types.records.iter().map(|record| (record.name.as_str(), Named::Record));
    let enums = types
        .enums
        .iter()
        .map(|all| (all.name.as_str(), if all.integer { Named::IntEnum } else { Named::TextEnum }));
    let unions = types.unions.iter().map(|union| (union.name.as_str(), Named::Union));
    records.chain(enums).chain(unions)
}

/// The name of an endpoint's request record.
pub(crate) fn request_name(endpoint: &ast::Endpoint) -> Word {
    match &endpoint.name {
        Some(name) => name.clone(),
        None => Word {
            value: camel_case(&endpoint.key.value).unwrap_or_default(),
            span: endpoint.key.span,
        },
    }
}

/// The name of an endpoint's response record.
pub(crate) fn response_name(endpoint: &ast::Endpoint) -> Word {
    let mut name = request_name(endpoint);
    if !name.value.is_empty() {
        name.value.push_str("Response");
    }
    name
}

/// The name of an event's record: `Subscribe`.
pub(crate) fn event_name(event: &ast::Event) -> Word {
    match &event.name {
        Some(name) => name.clone(),
        None => {
            Word { value: camel_case(&event.key.value).unwrap_or_default(), span: event.key.span }
        }
    }
}
