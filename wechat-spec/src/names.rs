//! Names: WeChat's turned into Rust's, and guesses at what a mistyped one was meant to be.

/// `phoneNumber` → `phone_number`; `None` when there is no Rust name in it (it holds other than
/// ASCII letters, digits, `_ - . / :` and spaces, or does not begin with a letter).
pub fn snake_case(wire: &str) -> Option<String> {
    let words = words(wire)?;
    let name = words.join("_");
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}

/// `get_unlimited` → `GetUnlimited`; `None` as for [`snake_case`].
pub fn camel_case(wire: &str) -> Option<String> {
    let mut name = String::with_capacity(wire.len());
    for word in words(wire)? {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            name.push(first.to_ascii_uppercase());
            name.extend(chars);
        }
    }
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}

/// The words of a name, in lower case.
fn words(wire: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = wire.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        if matches!(c, '_' | '-' | '.' | '/' | ':' | ' ') {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        if !c.is_ascii_alphanumeric() {
            return None;
        }
        let before = index.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or('_');
        let after = chars.get(index + 1).copied().unwrap_or('_');
        // `userName` → user|Name, `AESKey` → AES|Key, `md5Sum` → md5|Sum, `openIDs` → open|IDs.
        let plural = after == 's' && !chars.get(index + 2).is_some_and(char::is_ascii_lowercase);
        let starts = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase() && !plural));
        if starts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c.to_ascii_lowercase());
    }
    if !word.is_empty() {
        words.push(word);
    }
    Some(words)
}

/// A field or function name that Rust takes, raw (`r#type`) where need be.
pub fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !is_never_raw(name)
}

/// A type or variant name that Rust takes.
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && !is_never_raw(name)
}

/// A name of a constant.
pub fn is_screaming(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Words that are no names in Rust even as `r#word`.
fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "Self" | "super" | "crate" | "_")
}

/// The Rust keywords that need `r#` as a name (edition 2024).
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The known name that is nearest to a mistyped one, if one is near.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    nearest_of(name, &mut known.into_iter())
}

fn nearest_of<'n>(name: &str, known: &mut dyn Iterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_ascii_lowercase();
    let length = name.chars().count();
    let limit = match length {
        0..=2 => 1,
        3..=5 => 2,
        _ => length / 3,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut longer: Option<&str> = None;
    for candidate in known {
        let lower = candidate.to_ascii_lowercase();
        let distance = distance(&name, &lower, limit);
        let near = distance <= limit && distance < candidate.chars().count().max(2);
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
        if length >= 3 && longer.is_none() && lower.starts_with(&name) {
            longer = Some(candidate);
        }
    }
    best.map(|(_, candidate)| candidate).or(longer)
}

/// Edit distance where swapping two neighbours counts once; more than `limit` is `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit || a.len() > 64 {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&above, j) + usize::from(x != y);
            best = best.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = above;
        above = row;
    }
    above.last().copied().unwrap_or(limit + 1).min(limit + 1)
}
