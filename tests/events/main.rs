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
use wechat_spec::model::Group;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let (catalog, mistakes) =
        Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("api-specs"));
    assert!(mistakes.is_empty(), "{mistakes}");
    catalog
});

/// The group of a file: `wecom`, `events`.
fn group(product: &str, name: &str) -> &'static Group {
    let found = |group: &&Group| group.product == product && group.name == name;
    CATALOG.groups.iter().find(found).expect("the group is described")
}
