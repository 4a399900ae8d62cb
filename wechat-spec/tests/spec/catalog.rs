//! Whole directories: order, and what only shows across files.

use std::path::Path;

use insta::assert_snapshot;
use wechat_spec::{Catalog, Diagnostics, Memory};

use crate::PRODUCT;

const MINI: &str = "base = \"common\"\nkinds = [\"mini_program\"]\n";

fn load(files: Memory) -> (Catalog, Diagnostics) {
    Catalog::load_from(&files, Path::new("api"))
}

#[test]
fn a_directory_is_sorted_and_whole() {
    let group = |path: &str| format!("[endpoint.a]\ncall = \"GET /{path}\"\n");
    let (catalog, diagnostics) = load(
        Memory::new()
            .with("api/common.toml", PRODUCT)
            .with("api/mini-program.toml", MINI)
            .with("api/channels.toml", MINI)
            .with("api/mini-program/b-c.toml", group("b"))
            .with("api/mini-program/a.toml", group("a"))
            .with("api/mini-program/types.toml", "[record.A]\n")
            .with("api/common/types.toml", "[record.B]\n")
            .with("api/common/z.toml", group("z"))
            .with("api/alone.toml", group("alone")),
    );
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let names = |groups: &[wechat_spec::model::Group]| -> Vec<String> {
        groups
            .iter()
            .map(|group| format!("{}/{} {:?}", group.product, group.name, group.kinds))
            .collect()
    };
    let products: Vec<_> = catalog.products.iter().map(|product| &product.name).collect();
    assert_snapshot!(format!(
        "{products:?}\n{:#?}\n{:#?}",
        names(&catalog.groups),
        names(&catalog.types)
    ));
    assert_eq!(catalog.product("channels").map(|product| product.credentials.len()), Some(2));
}

#[test]
fn twins_in_two_files() {
    let (_, diagnostics) = load(
        Memory::new()
            .with("api/common.toml", PRODUCT)
            .with("api/mini-program.toml", MINI)
            .with("api/channels.toml", MINI)
            .with("api/common/a.toml", "[endpoint.a]\ncall = \"POST /a\"\n[code.1]\ndoc = \"One.\"\nname = \"ONE\"\n")
            .with("api/common/b.toml", "[endpoint.b]\ncall = \"POST /a\"\nrequest = { kind = { const = 1 } }\n[code.1]\ndoc = \"One.\"\n[code.2]\ndoc = \"Two.\"\nname = \"ONE\"\n")
            .with("api/mini-program/a.toml", "[endpoint.c]\ncall = \"POST /a\"\n[code.1]\ndoc = \"One, otherwise.\"\n")
            .with("api/channels/a.toml", "[endpoint.d]\ncall = \"POST /d\"\n")
            .with("api/mini-program/d.toml", "[endpoint.d]\ncall = \"POST /d\"\n"),
    );
    assert_snapshot!(diagnostics.to_string());
}

#[test]
fn names_of_files() {
    let (_, diagnostics) = load(
        Memory::new()
            .with("api/common.toml", PRODUCT)
            .with("api/common/1st.toml", "title = \"a\"\n")
            .with("api/common/a-b.toml", "title = \"a\"\n")
            .with("api/common/a_b.toml", "title = \"a\"\n"),
    );
    assert_snapshot!(diagnostics.to_string());
}

#[test]
fn a_directory_that_is_not_there() {
    let (_, diagnostics) = Catalog::load(Path::new("no/such/directory"));
    assert_eq!(diagnostics.len(), 1);
}

/// The catalogue of the project itself, when it is around: right, and read in good time.
#[test]
fn the_catalogue_of_the_project() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-specs");
    if dir.join("common.toml").exists() {
        let (catalog, diagnostics) = Catalog::load(&dir);
        assert!(diagnostics.is_empty(), "{diagnostics}");
        assert!(catalog.groups.iter().map(|group| group.endpoints.len()).sum::<usize>() > 100);
    }
}
