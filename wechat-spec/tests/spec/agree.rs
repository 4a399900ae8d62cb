//! The parser, the JSON Schema and the reference say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use wechat_spec::model::{CLASSES, VARIABLES};
use wechat_spec::{Catalog, Disk, Files, Memory, load_group, vocabulary};

use crate::schema::{check, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn reference() -> String {
    std::fs::read_to_string(root().join("docs/spec-reference.md")).expect("the reference")
}

fn schema() -> Value {
    let text =
        std::fs::read_to_string(root().join("api-specs/spec.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("JSON")
}

/// Every closed list of words: its name in the reference, its place in the schema, its words.
fn lists() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    fn words<T>(list: &[(&'static str, T)]) -> Vec<&'static str> {
        list.iter().map(|(word, _)| *word).collect()
    }
    vec![
        ("types", "/type/examples", words(vocabulary::TYPES)),
        ("wire", "/wire/enum", words(vocabulary::FORMS)),
        ("in", "/field/properties/in/enum", words(vocabulary::PLACES)),
        ("body", "/endpoint/properties/body/enum", words(vocabulary::BODIES)),
        ("sign of a call", "/call_sign/anyOf/0/enum", words(vocabulary::CALL_SIGNS)),
        ("sign", "/credential/properties/sign/enum", words(vocabulary::SIGNS)),
        ("layout", "/union/properties/layout/enum", words(vocabulary::LAYOUTS)),
        ("response", "/endpoint/properties/response/anyOf/1/enum", vocabulary::RESPONSES.to_vec()),
        ("class", "/code/properties/class/enum", CLASSES.to_vec()),
    ]
}

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_schema_has_the_keys_of_the_parser() {
    let schema = schema();
    for (table, keys) in vocabulary::TABLES {
        let path = format!("/$defs/{}/properties", table.replace(' ', "_"));
        let properties =
            schema.pointer(&path).and_then(Value::as_object).unwrap_or_else(|| panic!("no {path}"));
        assert_eq!(
            set(properties.keys().map(String::as_str)),
            set(keys.iter().copied()),
            "{table}"
        );
    }
}

#[test]
fn the_schema_has_the_words_of_the_parser() {
    let schema = schema();
    for (name, path, words) in lists() {
        let found = schema
            .pointer(&format!("/$defs{path}"))
            .and_then(Value::as_array)
            .unwrap_or_else(|| panic!("no {path}"));
        assert_eq!(set(found.iter().filter_map(Value::as_str)), set(words), "{name}");
    }
    let enum_types = schema
        .pointer("/$defs/enum/properties/_type/enum")
        .and_then(Value::as_array)
        .expect("enum types");
    assert_eq!(
        set(enum_types.iter().filter_map(Value::as_str)),
        set(vocabulary::ENUM_TYPES.iter().copied())
    );
    let types: Vec<&str> = vocabulary::TYPES.iter().map(|(word, _)| *word).collect();
    let pattern = format!("^[\\[{{]*({}|[A-Z][A-Za-z0-9]*)[\\]}}]*\\??$", types.join("|"));
    assert_eq!(
        schema.pointer("/$defs/type/pattern").and_then(Value::as_str),
        Some(pattern.as_str())
    );
    let methods = format!("^({}) /[^ ?]*$", vocabulary::METHODS.join("|"));
    for path in [
        "/$defs/endpoint/properties/call/pattern",
        "/$defs/credential/properties/fetch/pattern",
        "/$defs/recover/properties/fetch/pattern",
        "/$defs/exchange/properties/fetch/pattern",
    ] {
        assert_eq!(schema.pointer(path).and_then(Value::as_str), Some(methods.as_str()));
    }
}

/// The first column of the table below each `<!-- keys: endpoint -->` of the reference.
fn tables() -> BTreeMap<String, BTreeSet<String>> {
    let text = reference();
    let mut tables = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"))
        else {
            continue;
        };
        let rows = lines.by_ref().take_while(|line| line.starts_with('|')).skip(2);
        let words = rows.map(|row| {
            let cell = row.replace("\\|", "\u{1}");
            let cell = cell.split('|').nth(1).unwrap_or_default().replace('\u{1}', "|");
            cell.trim().trim_matches('`').to_owned()
        });
        let twice = tables.insert(name.to_owned(), words.collect());
        assert!(twice.is_none(), "{name} is described twice");
    }
    tables
}

#[test]
fn the_reference_describes_every_key_and_word_and_no_other() {
    let mut tables = tables();
    let mut described = |name: String, words: BTreeSet<String>| {
        assert_eq!(
            tables.remove(&name).unwrap_or_else(|| panic!("no table `{name}`")),
            words,
            "{name}"
        );
    };
    for (table, keys) in vocabulary::TABLES {
        described(format!("keys: {table}"), set(keys.iter().copied()));
    }
    for (name, _, words) in lists() {
        described(format!("words: {name}"), set(words));
    }
    described(
        "words: variables".to_owned(),
        VARIABLES.iter().map(|name| format!("${name}")).collect(),
    );
    assert!(tables.is_empty(), "{:?}", tables.keys());
}

/// The examples of the reference, each at the path of its first line.
fn examples() -> Vec<(PathBuf, String)> {
    let text = reference();
    let blocks = text.split("```toml\n").skip(1).filter_map(|block| block.split("```").next());
    let path = |block: &str, index: usize| match block
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# "))
    {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(format!("api-specs/mini-program/example-{index}.toml")),
    };
    blocks.enumerate().map(|(index, block)| (path(block, index), block.to_owned())).collect()
}

#[test]
fn the_examples_of_the_reference_are_right() {
    let examples = examples();
    let files = examples.iter().fold(Memory::new(), |files, (path, text)| files.with(path, text));
    let (catalog, diagnostics) = Catalog::load_from(&files, Path::new("api-specs"));
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_eq!(catalog.products.len(), 4);
    assert_eq!(catalog.products.len() + catalog.groups.len(), examples.len());
    let schema = schema();
    for (path, text) in &examples {
        let wrong = check(&json(text), &schema, &schema, "");
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
    }
}

#[test]
fn the_mistake_in_the_reference_looks_like_that() {
    let text = reference();
    let shown = text
        .split("```text\n")
        .filter_map(|block| block.split("\n```").next())
        .find(|block| block.contains("unknown type"));
    let shown = shown.expect("a mistake");
    let line = shown.lines().find_map(|line| line.strip_prefix(" 4 | ")).expect("its line");
    let text = format!("\n[endpoint.a]\ncall = \"POST /a\"\n{line}\n");
    let path = Path::new("api-specs/mini-program/loyalty.toml");
    let loaded = load_group(path, &Memory::new().with(path, text));
    assert_eq!(loaded.diagnostics.to_string(), shown);
}

/// The schema takes what the parser takes, and refuses the commonest mistakes.
#[test]
fn the_schema_takes_the_catalogue_and_refuses_mistakes() {
    let schema = schema();
    let disk = Disk::below(root());
    for path in disk.list(Path::new("api-specs")).expect("the catalogue") {
        let text = disk.read(&path).expect("a file").expect("a file");
        let wrong = check(&json(&text), &schema, &schema, "");
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
    }
    let everything = check(&json(include_str!("everything.toml")), &schema, &schema, "");
    assert!(everything.is_empty(), "{everything:#?}");
    for mistake in [
        "titel = \"a\"",
        "[endpoint.A]\ncall = \"GET /a\"",
        "[endpoint.a]\ncall = \"get /a\"",
        "[endpoint.a]\ncall = \"GET a\"",
        "[endpoint.a]\ncall = \"GET /a\"\nrequest = { a = \"strng\" }",
        "[endpoint.a]\ncall = \"GET /a\"\nrequest = { a = { type = \"time\", wire = \"unixms\" } }",
        "[endpoint.a]\ncall = \"GET /a\"\nrequest = { a = { type = \"time\", const = 1 } }",
        "[endpoint.a]\ntitle = \"a\"",
        "[union.A]\na = \"B\"",
        "[event.a]\ntitle = \"a\"",
        "[code.1]\nclass = \"busy\"",
        "[code.1]\ndoc = \"a\"\nclass = \"bussy\"",
        "base = \"common\"",
        "kinds = []",
    ] {
        assert!(!check(&json(mistake), &schema, &schema, "").is_empty(), "{mistake}");
    }
}
