//! Templates as the template list shows them, and values at and over every limit.

use super::cut::characters;
use super::{FieldKind, Mistake, Template, TemplateError};

const CONTENT: &str =
    "会议时间: {{date2.DATA}}\n会议地点：{{ thing1.DATA }}\n金额:{{amount3.DATA}}\n";

#[test]
fn fields_in_order() {
    let template = Template::parse(CONTENT).unwrap();
    let fields: Vec<_> =
        template.fields().iter().map(|f| (f.title.as_str(), f.key.as_str(), f.kind)).collect();
    assert_eq!(
        fields,
        [
            ("会议时间", "date2", FieldKind::Date),
            ("会议地点", "thing1", FieldKind::Thing),
            ("金额", "amount3", FieldKind::Amount),
        ]
    );
}

#[test]
fn templates_that_are_none() {
    assert_eq!(Template::parse("会议"), Err(TemplateError::NoFields));
    for content in [
        "a\n{{thing1.DATA",
        "a\n{{thing1}}",
        "\n{{.DATA}}",
        "{{a1.DATA}}\n{{a1.DATA}}",
        "\n{{a b.DATA}}",
    ] {
        let error = Template::parse(content).unwrap_err();
        assert!(error.to_string().starts_with("line 2 "), "{error}");
    }
}

#[test]
fn by_title_or_key() {
    let template = Template::parse(CONTENT).unwrap();
    let message = template
        .fill([("会议时间", "2019年10月1日 15:01"), ("thing1", "广州"), ("金额", "¥10.50")])
        .unwrap();
    assert!(message.cuts().is_empty());
    assert_eq!(
        message.json().to_string(),
        r#"{"amount3":{"value":"¥10.50"},"date2":{"value":"2019年10月1日 15:01"},"thing1":{"value":"广州"}}"#
    );
    assert_eq!(message.values().len(), 3);
    assert_eq!(message.into_values()["thing1"], "广州");
}

#[test]
fn every_mistake_at_once() {
    let template = Template::parse(
        "A:{{thing1.DATA}}\nB:{{thing2.DATA}}\nB:{{thing3.DATA}}\nC:{{amount4.DATA}}",
    )
    .unwrap();
    let message = template
        .message()
        .set("nope", 1)
        .set("B", 2)
        .set("A", " ")
        .set("thing2", 3)
        .set("thing2", 4);
    let error = message.set("C", "¥12345678901").build().unwrap_err();
    let TemplateError::Values(mistakes) = &error else { panic!("{error:?}") };
    let text = |text: &str| text.to_owned();
    assert_eq!(
        *mistakes,
        [
            Mistake::Unknown(text("nope")),
            Mistake::Ambiguous(text("B")),
            Mistake::Twice(text("thing2")),
            Mistake::Money(text("amount4")),
            Mistake::Missing(text("thing1")),
            Mistake::Missing(text("thing3")),
        ]
    );
    assert!(error.to_string().contains("`nope`; several"), "{error}");
}

/// What is sent for a value in a field of this type.
fn sent(kind: &str, value: &str) -> String {
    let template = Template::parse(&format!("{{{{{kind}1.DATA}}}}")).unwrap();
    let message = template.message().set(format!("{kind}1"), value).build().unwrap();
    let sent = message.values()[&format!("{kind}1")].clone();
    match message.cuts() {
        [] => assert_eq!(sent, value),
        [cut] => assert_eq!((&*cut.full, &*cut.sent), (value, &*sent)),
        cuts => panic!("{cuts:?}"),
    }
    sent
}

#[test]
fn limits() {
    let limits = [
        ("thing", "字", 20),
        ("number", "7", 32),
        ("letter", "x", 32),
        ("symbol", "#", 5),
        ("character_string", "a", 32),
        ("phone_number", "1", 17),
        ("car_number", "粤", 8),
        ("name", "张", 10),
        ("name", "z", 20),
        ("phrase", "汉", 5),
    ];
    for (kind, letter, limit) in limits {
        for length in 1..limit + 20 {
            let length_sent = sent(kind, &letter.repeat(length)).chars().count();
            assert_eq!(length_sent, length.min(limit), "{kind} of {length}");
        }
    }
    for kind in ["time", "date", "enum", "keyword"] {
        assert_eq!(sent(kind, &"x".repeat(100)).len(), 100);
    }
}

#[test]
fn names_with_any_chinese_are_chinese() {
    assert_eq!(sent("name", "Zoë Müller-Lüdenscheidt").chars().count(), 20);
    assert_eq!(sent("name", "Alexander·张三李四"), "Alexander·");
}

#[test]
fn numbers_keep_their_value_or_are_refused() {
    assert_eq!(sent("amount", "¥12345678.90元"), "¥12345678.90元");
    assert_eq!(sent("amount", "¥123456789.987元"), "¥123456789.9元");
    assert_eq!(sent("amount", "¥1234567890.9"), "¥1234567890");
    assert_eq!(sent("number", "-1.5"), "-1.5");
    let third = format!("0.{}", "3".repeat(40));
    assert_eq!(sent("number", &third), third[..33]);
    assert_eq!(sent("number", &format!("{}.25", "1".repeat(32))), "1".repeat(32));
}

#[test]
fn cuts_fall_between_readers_characters() {
    assert_eq!(characters("e\u{301}e\u{301}", 3), "e\u{301}");
    assert_eq!(characters("👍🏽👍🏽", 3), "👍🏽");
    assert_eq!(characters("🇨🇳🇨🇳", 3), "🇨🇳");
    assert_eq!(characters("a👨‍👩‍👧", 4), "a");
    assert_eq!(characters("ab👨‍👩‍👧", 2), "ab");
    assert_eq!(characters("👨‍👩‍👧", 3), "👨‍👩");
}
