//! Every spec file under `golden/` becomes the Rust text beside it. `fixtures/golden` compiles these
//! texts and makes calls with them; here they are only compared. After a wanted change:
//! `UPDATE_GOLDEN=1 cargo test -p wechat-codegen golden`, and read the diff.

use std::path::{Path, PathBuf};

use wechat_codegen::{Paths, format, group, product};
use wechat_spec::{Disk, Files as _, load_group, load_product};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn goldens_are_up_to_date() {
    let disk = Disk::below(root());
    let mut stale = Vec::new();
    for file in disk.list(Path::new("")).unwrap() {
        let text = if file.components().count() > 1 {
            group_text(&file, &disk)
        } else {
            product_text(&file, &disk)
        };
        let golden = root().join(file.with_extension("rs"));
        if std::fs::read_to_string(&golden).is_ok_and(|known| known == text) {
            continue;
        }
        match std::env::var_os("UPDATE_GOLDEN") {
            Some(_) => std::fs::write(&golden, text).unwrap(),
            None => stale.push(file),
        }
    }
    assert!(stale.is_empty(), "not what is generated now, see the head of this file: {stale:?}");
}

fn group_text(file: &Path, disk: &Disk) -> String {
    let loaded = load_group(file, disk);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let paths = Paths { feature: Some("golden".to_owned()), ..Paths::default() };
    let text = group(&loaded.group, &paths);
    assert!(format(&text) != text, "{} makes no Rust:\n{text}", file.display());
    format(&text)
}

fn product_text(file: &Path, disk: &Disk) -> String {
    let (found, diagnostics) = load_product(file, disk);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let value = product(&found.unwrap(), &["super::demo::errors::CODES".to_owned()]);
    format(&format!(
        "use ::wechat_app::__private::v0_1 as rt;\n/// The product.\npub const PRODUCT: rt::Product = {value};\n"
    ))
}
