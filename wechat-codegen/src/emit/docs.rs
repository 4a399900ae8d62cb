//! Doc comments. Spec texts are plain sentences with `code` and bare links in them; what would be
//! markup to rustdoc is escaped.

/// `/// …` lines. Paragraphs are separated by an empty line; empty ones are left out.
pub(super) fn doc(out: &mut String, paragraphs: &[&str]) {
    let mut first = true;
    for paragraph in paragraphs.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        if !first {
            out.push_str("///\n");
        }
        first = false;
        for line in paragraph.lines() {
            out.push_str("/// ");
            out.push_str(line.trim());
            out.push('\n');
        }
    }
}

/// Escapes a text of a spec.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut in_code = false;
    let shown: String = text.trim().chars().filter(|c| is_shown(*c)).collect();
    for (index, word) in shown.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let bare = word.trim_end_matches(['.', ',', ';', ')']);
        if !in_code && (bare.starts_with("https://") || bare.starts_with("http://")) {
            out.push_str(&format!("<{bare}>{}", &word[bare.len()..]));
            continue;
        }
        for c in word.chars() {
            match c {
                '`' => in_code = !in_code,
                // At the start of a line: a heading, a fence.
                '#' | '~' if !in_code && starts_line(&out) => out.push('\\'),
                '<' | '>' | '[' | ']' | '*' | '_' if !in_code => out.push('\\'),
                _ => {}
            }
            out.push(c);
        }
    }
    // An odd backtick would swallow what follows.
    if in_code {
        out = out.replace('`', "'");
    }
    out
}

fn starts_line(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.is_empty() || before.ends_with('\n')
}

/// Not a control character, nor one that turns the direction of what follows: a comment cannot hold
/// the former, and rustc refuses the latter. Specs with such texts have been complained of already.
fn is_shown(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c == '\n' || !(c.is_control() || turns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_code_is_not() {
        assert_eq!(escape("a[0] <b> `c[1]`"), "a\\[0\\] \\<b\\> `c[1]`");
        assert_eq!(escape("see https://x.y/z_1."), "see <https://x.y/z_1>.");
        assert_eq!(escape("an `odd one"), "an 'odd one");
        assert_eq!(escape("a\rb\u{7}c\u{202e}d\ne"), "abcd\ne");
        assert_eq!(escape("# a # b\n~~~\n  #c"), "\\# a # b\n\\~~~\n  \\#c");
    }
}
