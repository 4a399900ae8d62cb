//! A group file as a module: the handle with a method an endpoint, the trait that gives the handle
//! to apps, and every type.

use std::fmt::Write as _;

use wechat_spec::model::Group;

use super::docs::{doc, escape};
use super::rust::{camel, ident};
use super::{Paths, choice, code, endpoint, event, record};
use crate::syntax::KINDS;

/// The text of the module of a group or types file.
pub fn group(group: &Group, paths: &Paths) -> String {
    let mut out = format!(
        "#[allow(unused_imports)]\nuse {} as rt;\n#[allow(unused_imports)]\nuse rt::prelude::*;\n\n",
        paths.runtime()
    );
    if !group.endpoints.is_empty() {
        handle(&mut out, group, paths);
    }
    code::codes(&mut out, &group.codes);
    for item in &group.records {
        record::record(&mut out, item, group, paths);
    }
    for item in &group.enums {
        choice::open_enum(&mut out, item);
    }
    for item in &group.unions {
        choice::union(&mut out, item, paths);
    }
    if !group.events.is_empty() {
        event::events(&mut out, group, paths);
    }
    out
}

fn handle(out: &mut String, group: &Group, paths: &Paths) {
    let (name, giver) = (super::rust::handle(&group.name), trait_name(group));
    let method = ident(&group.name);
    let feature = match &paths.feature {
        Some(feature) => format!("*Feature `{feature}`.*"),
        None => String::new(),
    };
    let title = format!("{} {}", escape(&group.title), escape(&group.doc));
    doc(out, &[&title, "A method an endpoint; each returns a call to be awaited.", &feature]);
    let _ = writeln!(
        out,
        "#[derive(Clone, Copy, Debug)]\npub struct {name}<'a> {{\nclient: &'a rt::Client,\n}}\n\n\
         impl<'a> {name}<'a> {{\n\
         /// The calls of this group, made by `client`.\n\
         pub fn new(client: &'a rt::Client) -> Self {{\nSelf {{ client }}\n}}\n"
    );
    for item in &group.endpoints {
        endpoint::endpoint(out, item, group, paths);
    }
    out.push_str("}\n\n");
    let mut about = String::new();
    doc(&mut about, &[if title.trim().is_empty() { "The calls of this group." } else { &title }]);
    let _ = writeln!(
        out,
        "/// Gives [`{name}`] to apps of the kinds that may call it.\n\
         pub trait {giver}: rt::WeChatApp {{\n{about}\
         fn {method}(&self) -> {name}<'_>;\n}}\n\n\
         impl<A: rt::WeChatApp> {giver} for A\nwhere\nA::Kind: rt::Calls<{name}<'static>>,\n{{\n\
         fn {method}(&self) -> {name}<'_> {{\n{name}::new(self.client())\n}}\n}}\n"
    );
    for kind in kinds(group).chain(["Any".to_owned()]) {
        let _ = writeln!(out, "impl rt::Calls<{name}<'static>> for rt::kind::{kind} {{}}\n");
    }
}

/// `login` → `LoginGroup`, the trait that gives the handle.
pub(super) fn trait_name(group: &Group) -> String {
    format!("{}Group", camel(&group.name))
}

/// The types of the kinds that may call it: all of them when it stands alone and names none.
pub(super) fn kinds(group: &Group) -> impl Iterator<Item = String> {
    let all = group.kinds.is_empty() && group.product.is_empty();
    let all = KINDS.iter().filter(move |_| all).map(|(_, kind)| (*kind).to_owned());
    group.kinds.iter().map(|kind| camel(kind)).chain(all)
}
