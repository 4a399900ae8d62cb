//! Every spec file is declared by exactly one module of the facade, and every group's feature
//! exists. Files are named one by one there, as a macro cannot watch a directory.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn toml_files(dir: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            toml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
            found.insert(path.to_str().unwrap().to_owned());
        }
    }
}

/// The string literals of the facade's product modules.
fn named() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [
        "ads.rs",
        "channels.rs",
        "common.rs",
        "dialogue.rs",
        "mini_program.rs",
        "official_account.rs",
        "open_platform.rs",
        "wecom.rs",
        "wecom_provider.rs",
        "wecom_suite.rs",
    ]
    .iter()
    .flat_map(|file| {
        let text = fs::read_to_string(root.join("src").join(file)).unwrap();
        text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn every_spec_file_is_declared_once() {
    let mut files = BTreeSet::new();
    toml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("api-specs"), &mut files);
    // The base of the other products, which name it themselves.
    assert!(files.remove("api-specs/common.toml"));
    let named = named();
    for file in &files {
        assert_eq!(
            named.iter().filter(|name| *name == file).count(),
            1,
            "{file} is not declared once in src/"
        );
    }
    for name in named.iter().filter(|name| name.ends_with(".toml")) {
        assert!(files.contains(name), "{name} is declared in src/ and does not exist");
    }
}

#[test]
fn every_group_has_its_feature_in_its_umbrella() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut files = BTreeSet::new();
    toml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("api-specs"), &mut files);
    for file in &files {
        let parts: Vec<&str> = file.trim_end_matches(".toml").split('/').collect();
        let [_, product, group] = parts[..] else { continue };
        if matches!(group, "errors" | "types") {
            continue;
        }
        let feature = format!("{product}-{group}");
        assert!(manifest.contains(&format!("\n{feature} = [")), "no feature {feature}");
        let umbrella = manifest
            .lines()
            .find(|line| line.starts_with(&format!("{product} = [")))
            .unwrap_or_else(|| panic!("no umbrella feature {product}"));
        assert!(umbrella.contains(&format!("\"{feature}\"")), "{feature} is not in `{product}`");
        assert_eq!(
            named().iter().filter(|name| **name == feature).count(),
            2,
            "{feature}: cfg and docs"
        );
    }
    let count = manifest.lines().filter(|line| line.contains(" = [")).count();
    assert!(count <= 300, "{count} features: the registry takes 300");
}

/// What the documentation says of the size of the catalogue is so.
#[test]
fn figures_of_the_documentation_are_those_of_the_specs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (catalog, _) = wechat_spec::Catalog::load(&root.join("api-specs"));
    let count = |f: fn(&wechat_spec::model::Group) -> usize| -> String {
        let count: usize = catalog.groups.iter().chain(&catalog.types).map(f).sum();
        // All of them have four digits or fewer.
        match (count / 1000, count % 1000) {
            (0, rest) => rest.to_string(),
            (thousands, rest) => format!("{thousands},{rest:03}"),
        }
    };
    let endpoints = count(|group| group.endpoints.len());
    let events = count(|group| group.events.len());
    let groups = catalog.groups.iter().filter(|group| !group.endpoints.is_empty()).count();
    let codes = count(|group| group.codes.len());
    for (file, said) in [
        (
            "README.md",
            format!("{endpoints} calls, {events} events and messages, {codes} return codes"),
        ),
        ("README.md", format!("{events} events and messages are described")),
        ("README.zh-CN.md", format!("{endpoints} 个接口、{events} 种事件和消息、{codes} 个返回码")),
        ("README.zh-CN.md", format!("已描述 {events} 种事件和消息")),
        ("CHANGELOG.md", format!("{events} events and messages, {codes} return codes")),
        ("CHANGELOG.md", format!("{endpoints} endpoints in {groups} groups")),
    ] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(&said), "{file} does not say: {said}");
    }
}

/// Of several tables, the first that has a number says what it means.
#[test]
fn a_products_own_return_codes_come_first() {
    use wechat_app::{channels, dialogue, mini_program, official_account, open_platform, wecom};
    for (product, own) in [
        (&mini_program::PRODUCT, mini_program::errors::CODES),
        (&official_account::PRODUCT, official_account::errors::CODES),
        (&open_platform::PRODUCT, open_platform::errors::CODES),
        (&channels::PRODUCT, channels::errors::CODES),
        (&wecom::PRODUCT, wecom::errors::CODES),
        (&dialogue::PRODUCT, dialogue::errors::CODES),
    ] {
        assert_eq!(product.codes[0].len(), own.len(), "{}", product.name);
        assert_eq!(product.codes[0][0].name, own[0].name, "{}", product.name);
    }
}
