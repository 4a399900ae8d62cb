//! Every event that the specs describe, in every form in which WeChat writes one: it becomes its own
//! variant, and what it says comes out of the typed record as it went in.
//!
//! | file | what |
//! |---|---|
//! | `sample.rs` | a document for each event, from its description |
//! | `forms.rs` | what holds of each event in XML and JSON, whole and mutilated |
//! | `spelling.rs` | what is passed over when an event is looked for |
//! | `specs.rs` | what holds of the descriptions |
#![cfg(feature = "full")]
#![allow(missing_docs)]

mod forms;
mod sample;
mod specs;
mod spelling;

use std::path::Path;
use std::sync::LazyLock;

use wechat_spec::Catalog;
use wechat_spec::model::{Enum, Group, Home, TypeRef};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let (catalog, mistakes) =
        Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("api-specs"));
    assert!(mistakes.is_empty(), "{mistakes}");
    catalog
});

/// An enum that a group names, be it its own, its product's or everybody's.
fn open_enum(group: &Group, name: &TypeRef) -> &'static Enum {
    let home = |of: &&Group| match name.home {
        Home::Group => of.product == group.product && of.name == group.name,
        Home::Product => of.product == group.product && of.name == "types",
        Home::Common => of.product == "common" && of.name == "types",
    };
    let groups = CATALOG.groups.iter().chain(&CATALOG.types).filter(home);
    let mut enums = groups.flat_map(|group| &group.enums);
    enums.find(|item| item.name == name.name).expect("the enum is described")
}

/// The group of a file: `wecom`, `events`.
fn group(product: &str, name: &str) -> &'static Group {
    let found = |group: &&Group| group.product == product && group.name == name;
    CATALOG.groups.iter().find(found).expect("the group is described")
}
