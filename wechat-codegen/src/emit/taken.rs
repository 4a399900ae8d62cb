//! Names of a spec that generated code needs for itself. They are no mistake of the language, which
//! knows nothing of Rust, but there is no code for them.

use wechat_spec::model::Group;

use super::rust::handle;

/// What generated code takes from the prelude, by its plain name.
const PRELUDE: &[&str] =
    &["Default", "From", "Into", "IntoIterator", "Iterator", "Option", "String", "Vec"];

/// What must be named otherwise, and why.
pub(crate) fn taken(group: &Group) -> Vec<String> {
    let records = group.records.iter().map(|item| &item.name);
    let enums = group.enums.iter().map(|item| &item.name);
    let unions = group.unions.iter().map(|item| &item.name);
    let own = [handle(&group.name), super::group::trait_name(group)];
    let has_handle = !group.endpoints.is_empty();
    let mut out = Vec::new();
    for name in records.chain(enums).chain(unions) {
        if PRELUDE.contains(&name.as_str()) {
            out.push(format!("no type can be named `{name}`: generated code needs Rust's own"));
        } else if !group.events.is_empty() && ["Event", "Other"].contains(&name.as_str()) {
            out.push(format!("no type beside events can be named `{name}`: their enum needs it"));
        } else if has_handle && own.contains(name) {
            out.push(format!(
                "no type of `{}` can be named `{name}`: the group itself is",
                group.name
            ));
        }
    }
    if group.endpoints.iter().any(|endpoint| endpoint.name == "new") {
        out.push("no endpoint can be named `new`: that makes the group's handle".to_owned());
    }
    out
}
