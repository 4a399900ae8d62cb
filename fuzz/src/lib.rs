//! What the fuzz targets do with their input, as plain functions, so that seeds and finds can be
//! replayed on a stable compiler.

use std::path::Path;

use wechat_spec::{Catalog, Memory, load_group, load_product};

mod callback;
mod codec;
mod encrypted_data;
mod hub;
mod oauth_state;
mod springboard;

pub use callback::{callback_body, decrypted_text};
pub use codec::{json_codec, xml_codec};
pub use encrypted_data::encrypted_data;
pub use hub::hub_request;
pub use oauth_state::oauth_state;
pub use springboard::springboard;

/// The goldens of the generator: records with fields of every kind and wire form.
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "."]
mod golden {
    #[path = "../../wechat-codegen/tests/golden/common"]
    pub mod common {
        #[path = "types.rs"]
        pub mod types;
    }
    #[path = "../../wechat-codegen/tests/golden/demo"]
    pub mod demo {
        #[path = "answers.rs"]
        pub mod answers;
        #[path = "types.rs"]
        pub mod types;
        #[path = "values.rs"]
        pub mod values;
        #[path = "words.rs"]
        pub mod words;
    }
}

#[path = "../../wechat-spec/tests/spec/invariants.rs"]
mod invariants;

/// Reads bytes as a group, a types and a product file (split by lines of `---`): whatever they
/// say, the parser answers with a model that keeps its promises.
pub fn spec_parser(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split("\n---\n");
    let mut part = || parts.next().unwrap_or_default();
    let files = Memory::new()
        .with("api/p/group.toml", part())
        .with("api/p/types.toml", part())
        .with("api/p.toml", part())
        .with("api/common/types.toml", part())
        .with("api/common.toml", part());
    invariants::hold(&load_group(Path::new("api/p/group.toml"), &files));
    invariants::hold(&load_group(Path::new("api/p/types.toml"), &files));
    invariants::say(&load_product(Path::new("api/p.toml"), &files).1);
    invariants::say(&Catalog::load_from(&files, Path::new("api")).1);
}
