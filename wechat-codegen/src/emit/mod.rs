//! Model → text. One file a kind of item.

mod choice;
mod code;
mod docs;
mod endpoint;
mod event;
mod group;
mod product;
mod record;
mod rust;
mod taken;

pub use endpoint::{Signature, signature};
pub use group::group;
pub use product::product;
pub(crate) use rust::handle;
pub(crate) use taken::taken;

/// Where generated code finds what it does not declare itself.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The facade: `::wechat_app`.
    pub facade: String,
    /// The module of the product's shared types, as seen from the generated module.
    pub product_types: String,
    /// The module of the types all products share.
    pub common_types: String,
    /// The Cargo feature to name in docs.
    pub feature: Option<String>,
}

impl Default for Paths {
    fn default() -> Paths {
        Paths {
            facade: "::wechat_app".to_owned(),
            product_types: "super::types".to_owned(),
            common_types: "super::super::common::types".to_owned(),
            feature: None,
        }
    }
}

impl Paths {
    /// The module of the events that apps of several products are sent: beside the types.
    pub(crate) fn common_events(&self) -> String {
        match self.common_types.rsplit_once("::") {
            Some((parent, _)) => format!("{parent}::events"),
            None => "events".to_owned(),
        }
    }

    /// The hidden, versioned module that all generated code goes through: code of one version of
    /// the macros fails to compile against another version of the facade, instead of misbehaving.
    pub(crate) fn runtime(&self) -> String {
        format!("{}::__private::v0_1", self.facade)
    }
}
