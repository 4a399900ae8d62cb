//! The menu of an official account and its conditional menus.

use serde_json::Value;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Menus {
    pub(crate) buttons: Option<Value>,
    /// Newest first.
    pub(crate) conditional: Vec<Conditional>,
}

/// A menu that only matching users see.
#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    pub(crate) id: String,
    pub(crate) buttons: Value,
    pub(crate) rule: Value,
}

impl Menus {
    /// The buttons that somebody with these tags sees: of the newest menu whose rule holds, else
    /// of the menu for all.
    pub(crate) fn seen_by(&self, tags: &[i64]) -> Option<&Value> {
        let holds = |menu: &&Conditional| {
            let tag = crate::behaviour::number(menu.rule.get("tag_id"));
            // Nothing is known of anyone's phone: take it for an iPhone.
            let platform = menu.rule.get("client_platform_type").and_then(Value::as_str);
            tag.is_none_or(|tag| tags.contains(&tag))
                && platform.is_none_or(|platform| platform == "1")
        };
        self.conditional.iter().find(holds).map(|menu| &menu.buttons).or(self.buttons.as_ref())
    }
}
