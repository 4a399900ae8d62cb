//! How a mistake looks: place, quote, carets.

use insta::assert_snapshot;

use crate::{load, load_alone};

#[test]
fn as_in_the_readme() {
    let loaded = load_alone(
        r#"[endpoint.add_points]
doc      = "Adds points to a member card."
call     = "POST /card/membercard/updateuser"
request  = { code = "string", add_bonus = "i64", record_bonus = "strng?" }
response = { result_bonus = "i64", openid = "string" }
"#,
    );
    assert_snapshot!(loaded.diagnostics.to_string(), @r#"
    api/loyalty.toml:4:65: unknown type `strng?`
       |
     4 | request  = { code = "string", add_bonus = "i64", record_bonus = "strng?" }
       |                                                                 ^^^^^^^^ help: did you mean `string?`
    "#);
}

#[test]
fn wide_characters_move_the_caret_but_count_as_one_column() {
    let loaded = load(
        "[endpoint.a]\ncall = \"GET /a\"\nrequest = { a = { doc = \"二维码的场景值\", type = \"strng\" } }\n",
    );
    let mistake = loaded.diagnostics.iter().next().expect("a mistake");
    assert_eq!((mistake.line, mistake.column), (3, 43));
    assert_snapshot!(loaded.diagnostics.to_string());
}

#[test]
fn tabs_and_control_characters_cannot_move_the_caret() {
    let loaded = load(
        "[endpoint.a]\ncall = \"GET /a\"\n\trequest = { a = 'x\t', b = \"str\u{202e}ng\" }\r\n",
    );
    assert_snapshot!(loaded.diagnostics.to_string());
}

#[test]
fn long_lines_are_cut_around_the_caret() {
    let field = |name: &str, ty: &str| {
        format!("{name} = {{ type = \"{ty}\", doc = \"一段很长的说明文字\" }}, ")
    };
    let many: String = (0..12)
        .map(|n| field(&format!("field_{n}"), if n % 5 == 1 { "strng" } else { "string" }))
        .collect();
    let loaded = load(&format!(
        "[endpoint.a]\ncall = \"POST /a\"\nrequest = {{ {many} last = \"string\" }}\n"
    ));
    let text = loaded.diagnostics.to_string();
    assert!(text.lines().all(|line| line.chars().count() < 170), "{text}");
    assert_snapshot!(text);
}

#[test]
fn a_place_that_spans_lines_is_marked_on_its_first() {
    let loaded = load("title = [\n  1,\n]\n[endpoint.a]\ncall = \"\"\"GET\n/a\"\"\"\n");
    assert_snapshot!(loaded.diagnostics.to_string());
}

#[test]
fn line_numbers_of_several_digits_keep_the_gutter() {
    let loaded = load(&format!("{}[endpoint.a]\ncall = 1\n", "# nothing\n".repeat(120)));
    assert_snapshot!(loaded.diagnostics.to_string());
}
