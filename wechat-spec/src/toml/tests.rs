//! The reader against another one, on right files and on thousands of wrong ones.

use std::collections::BTreeMap;
use std::path::Path;

use toml_span::value::{Value, ValueInner};

use super::tree::{Kind, Node, Table};
use crate::diagnostic::{Diagnostics, Report};
use crate::source::Source;

/// A tree as text, keys sorted.
fn show(table: &Table<'_>) -> String {
    let entries: BTreeMap<&str, String> =
        table.entries.iter().map(|entry| (entry.key.as_ref(), show_node(&entry.value))).collect();
    format!("{entries:?}")
}

fn show_node(node: &Node<'_>) -> String {
    match &node.kind {
        Kind::Text(text) => format!("{text:?}"),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => format!("{number:?}f"),
        Kind::Bool(value) => value.to_string(),
        Kind::List(list) => format!("{:?}", list.iter().map(show_node).collect::<Vec<_>>()),
        Kind::Table(table) => show(table),
    }
}

fn show_other(value: &mut Value<'_>) -> String {
    match value.take() {
        ValueInner::String(text) => format!("{text:?}"),
        ValueInner::Integer(number) => number.to_string(),
        ValueInner::Float(number) => format!("{number:?}f"),
        ValueInner::Boolean(value) => value.to_string(),
        ValueInner::Array(mut list) => {
            format!("{:?}", list.iter_mut().map(show_other).collect::<Vec<_>>())
        }
        ValueInner::Table(table) => {
            let entries: BTreeMap<String, String> = table
                .into_iter()
                .map(|(key, mut value)| (key.name.to_string(), show_other(&mut value)))
                .collect();
            format!("{entries:?}")
        }
    }
}

fn read(text: &str) -> (String, Diagnostics) {
    let source = Source::new(Path::new("t.toml"), text.to_owned());
    let mut report = Report::new(&source);
    let tree = show(&super::read(&source, &mut report));
    (tree, report.finish())
}

/// Both take a text or both refuse it, and make the same of it.
fn compare(text: &str) {
    let (tree, mistakes) = read(text);
    match toml_span::parse(text) {
        Ok(mut other) => {
            assert!(mistakes.is_empty(), "only we refuse\n{text}\n---\n{mistakes}");
            assert_eq!(tree, show_other(&mut other), "{text}");
        }
        Err(error) => assert!(!mistakes.is_empty(), "only the other refuses: {error}\n---\n{text}"),
    }
}

#[test]
fn right_texts() {
    for text in [
        "",
        "\n\r\n# comment\n",
        "a = 1",
        "a = 1 # comment\r\nb=\"x\"\t\n",
        "'a b' = 'c\\d'\n\"\\u00e9\\t\" = \"\\\"\\\\\\n\"",
        "a.b.c = 1\na.b.d = 2\n\"a\".e = 3",
        "a = \"\"\"\nline\r\n  two \\\n     three \"\" four\"\"\"\"\"\nb = '''\n it's ''two''' ",
        "a = \"\"\nb = ''\nc = \"\"\"\"\"\"\nd = ''''''",
        "a = [1, 2,\n # comment\n 3,\n]\nb = []\nc = [[1], ['x']]",
        "a = { b = 1, c.d = 2, c.e = { } }",
        "a = {\n b = 1, # one\n c = 2,\n}",
        "a = +1\nb = -1_000\nc = 0\nd = 0xdead_BEEF\ne = 0o17\nf = 0b101\ng = 9223372036854775807\nh = -9223372036854775808",
        "a = 1.5\nb = -0.0\nc = 1e3\nd = 1.5E-3\ne = 6.626_0e+1\nf = inf\ng = -inf\nh = +1.0",
        "a = true\nb = false",
        "[a]\nb = 1\n[a.c]\nd = 2\n[e.f]\n[e]\ng = 1",
        "[ a . 'b' ]\n[a.c] # comment\n",
        "[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\n[[a.e]]\n[[a.e]]",
        "a.b = 1\n[a.c]\nd = 1",
        "-1 = 'x'\n1_2 = 'y'\n_ = 'z'",
    ] {
        let (_, mistakes) = read(text);
        assert!(mistakes.is_empty(), "{text}\n{mistakes}");
        compare(text);
    }
}

#[test]
fn wrong_texts() {
    for text in [
        "a",
        "a =",
        "= 1",
        "a = 1 b = 2",
        "a = \"x",
        "a = 'x\n'",
        "a = \"\"\"x",
        "a = [1",
        "a = [1 2]",
        "a = { b = 1",
        "a = { b }",
        "a = { , }",
        "a = [,]",
        "a = 01",
        "a = 1_",
        "a = _1",
        "a = 1__2",
        "a = 0x",
        "a = 0xg",
        "a = --1",
        "a = 1.",
        "a = .5",
        "a = 1e",
        "a = 1e999",
        "a = 9223372036854775808",
        "a = 2024-01-01",
        "a = 12:30:00",
        "a = b",
        "a = True",
        "a = 1\na = 2",
        "[a]\n[a]",
        "a = 1\n[a]",
        "[a]\nb = 1\n[a.b]",
        "a = {}\n[a.b]",
        "a = { b = 1 }\na.c = 2",
        "[a.b]\n[a]\nb.c = 1",
        "a.b = 1\n[a]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        "[a",
        "[a]]",
        "[[a]",
        "[]",
        "[a.]",
        "[a] b = 1",
        "a..b = 1",
        ".a = 1",
        "a. = 1",
        "\"\"\"a\"\"\" = 1",
        "a = \"\\q\"",
        "a = \"\\u12\"",
        "a = \"\\ud800\"",
        "a = \"x\u{7}\"",
        "a = 'x\u{0}'",
        "é = 1",
        "a = \u{ff11}",
        "a\n= 1",
        "a = \n1",
        "a.b = 1\na = 2",
        "a = 1\na.b = 2",
    ] {
        let (_, mistakes) = read(text);
        assert!(!mistakes.is_empty(), "{text}");
        compare(text);
    }
}

/// After a mistake the reader goes on, and what is right is there.
#[test]
fn recovery() {
    let (tree, mistakes) = read(
        "a = \nb = 1\n[c\nd = 1\n[e]\nf = [1,\n 2\ng = 3\nh = { i = 1,\n j = x,\n }\nk = 4\n[e]\nl = 1\n[m]\nn = \"x\no = 2\n",
    );
    assert_eq!(tree, r#"{"b": "1", "e": "{\"g\": \"3\", \"k\": \"4\"}", "m": "{\"o\": \"2\"}"}"#);
    let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [1, 3, 6, 10, 13, 16], "{mistakes}");
}

/// The other reader takes DEL; TOML does not.
#[test]
fn delete_is_a_control_character() {
    for text in ["# \u{7f}", "a = 1 # \u{7f}", "a = '\u{7f}'", "a = \"\u{7f}\""] {
        assert_eq!(read(text).1.len(), 1, "{text}");
    }
}

#[test]
fn changed_texts() {
    let everything = include_str!("../../tests/spec/everything.toml");
    let scraps = [
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "#",
        "\n",
        "\r\n",
        "\r",
        "\\",
        "\"\"\"",
        "'''",
        "[[",
        "]]",
        "0",
        "_",
        "-",
        "+",
        "e",
        "1.",
        "0x1",
        "inf",
        "\t",
        " ",
        "\u{1}",
        "码",
        "a",
        "a = 1\n",
        "[a]\n",
        "[[a]]\n",
        "a.b = 1\n",
        "\\u0041",
        "\u{feff}",
    ];
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap_or_default() % limit.max(1)
    };
    for round in 0..3_000 {
        let mut text = if round % 3 == 0 {
            String::new()
        } else {
            String::from(
                "a = { b = [1, 'x'], c.d = \"y\" }\n[t]\nk = 1.5\n[t.u]\n[[l]]\nv = '''\nz'''\n",
            )
        };
        if round % 50 == 1 {
            text = everything.to_owned();
        }
        for _ in 0..=below(6) {
            let from = (0..=below(text.len() + 1))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or_default();
            let length = below(4);
            let to = (from..=(from + length).min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(from);
            text.replace_range(from..to, scraps[below(scraps.len())]);
        }
        compare(&text);
    }
}
