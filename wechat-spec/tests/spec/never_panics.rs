//! Whatever a file says, the parser answers: real and odd files, cut, spliced and scribbled over.
//! (The fuzz target `spec_parser` goes on where this stops.)

use std::path::Path;

use wechat_spec::{Catalog, Memory, load_product};

use crate::{PRODUCT, invariants, load_with};

/// A file with something of everything.
const EVERYTHING: &str = include_str!("everything.toml");

/// A small generator, so that a failure repeats itself (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default()
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }
}

/// What mistakes are made of.
const SCRAPS: &[&str] = &[
    "",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "?",
    "$",
    "$$",
    "/",
    "{a}",
    "\\",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "码",
    "😀",
    "é",
    "-",
    "+1",
    "0x",
    "1e999",
    "nan",
    "99999999999999999999",
    "2024-01-01",
    "true",
    "[endpoint.a]\n",
    "[record.A]\n",
    "a = \"A\"\n",
    "own = \"A\"\n",
    "wire = \"inline\"",
    "type = \"[[{A}]]?\"",
    "const = \"$x\"",
    "_doc = 1\n",
    "[code.1]\n",
    "tag = \"\"\n",
    "a.b.c = 1\n",
    "[[endpoint.a]]\n",
    "request = \"A\"\n",
    "untagged = \"A\"\n",
    "response = \"A\"\n",
    "in = \"path\"",
];

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn mutate(text: &mut String, random: &mut Random) {
    let from = boundary(text, random.below(text.len() + 1));
    let length = 1 + random.below(40);
    let to = boundary(text, from + length).max(from);
    match random.below(6) {
        0 => text.replace_range(from..to, ""),
        1 => text.insert_str(from, random.pick(SCRAPS)),
        2 => text.replace_range(from..to, random.pick(SCRAPS)),
        3 => text.truncate(from),
        4 => {
            let piece = text[from..to].to_owned();
            let at = boundary(text, random.below(text.len() + 1));
            text.insert_str(at, &piece);
        }
        _ => {
            // A line somewhere else.
            let lines: Vec<&str> = text.lines().collect();
            let line = random.pick(&lines).to_owned();
            let at = lines.iter().take(random.below(lines.len())).map(|line| line.len() + 1).sum();
            let at = boundary(text, at);
            text.insert_str(at, &format!("{line}\n"));
        }
    }
}

/// Reads a text as everything a text can be, and looks at what is said about it.
fn read(text: &str) {
    let files = Memory::new()
        .with("api/mini-program.toml", PRODUCT)
        .with("api/mini-program/test.toml", text)
        .with("api/mini-program/types.toml", text)
        .with("api/common/types.toml", EVERYTHING);
    invariants::hold(&load_with(files.clone()));
    load_product(Path::new("api/p.toml"), &Memory::new().with("api/p.toml", text));
    invariants::say(&Catalog::load_from(&files, Path::new("api")).1);
}

#[test]
fn mutated_files() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..80 {
        let mut text =
            if random.below(4) == 0 { PRODUCT.to_owned() } else { EVERYTHING.to_owned() };
        for _ in 0..=random.below(8) {
            mutate(&mut text, &mut random);
        }
        read(&text);
    }
}

#[test]
fn scraps() {
    let mut random = Random(42);
    for _ in 0..80 {
        let text: String = (0..random.below(30)).map(|_| random.pick(SCRAPS)).collect();
        read(&text);
    }
}

#[test]
fn deep_and_wide_files() {
    read(&"[".repeat(100_000));
    read(&format!("a = {}", "[".repeat(100_000)));
    read(&format!("a = {}1", "{a=".repeat(10_000)));
    read(&"a.".repeat(10_000));
    read(&format!("[endpoint.a]\ncall = \"GET /{}\"", "{a}".repeat(5_000)));
    read(&format!("[endpoint.a]\nrequest = {{ a = \"{}\" }}", "[".repeat(100_000)));
    let many: String =
        (0..2_000).map(|n| format!("[record.R{n}]\na = \"R{}\"\n", (n + 1) % 2_000)).collect();
    read(&many);
}

/// What the parser accepts, it accepts whole.
#[test]
fn the_file_with_everything_is_right() {
    let files = Memory::new()
        .with("api/mini-program.toml", PRODUCT)
        .with("api/mini-program/test.toml", EVERYTHING);
    let loaded = load_with(files);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
}
