//! Tests of the codec over records written by hand, as the generator would.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::op::Envelope;
use crate::value::{Fen, Secret, Time};

const ENVELOPE: Envelope =
    Envelope { code: "errcode", message: "errmsg", ok: &[crate::op::Code::Number(0)] };

#[derive(Default)]
#[repr(C)]
struct User {
    openid: String,
    session_key: Secret,
    age: Option<i32>,
    paid: Fen,
    at: Option<Time>,
    vip: bool,
    tags: Vec<String>,
    friends: Vec<User>,
    extra: BTreeMap<String, f64>,
    any: Value,
    kind: Colour,
    ids: Option<Vec<u32>>,
    flag: Option<bool>,
}

// SAFETY: the entries name the types of all fields, in their order.
unsafe impl Record for User {
    const SHAPE: &'static Shape = &Shape::new(
        "User",
        &fields::<User, 13>([
            Entry { wire: "openid", of: <String as Type>::OF, flags: 0 },
            Entry { wire: "session_key", of: <Secret as Type>::OF, flags: 0 },
            Entry { wire: "age", of: <Option<i32> as Type>::OF, flags: 0 },
            Entry { wire: "paid", of: <Fen as Type>::OF, flags: 0 },
            Entry { wire: "at", of: <Option<Time> as Type>::OF, flags: flag::DATE_TIME },
            Entry { wire: "vip", of: <bool as Type>::OF, flags: flag::ZERO_ONE },
            Entry { wire: "tags", of: <Vec<String> as Type>::OF, flags: flag::BAR },
            Entry { wire: "friends", of: Of::lazy::<Vec<User>>(), flags: 0 },
            Entry { wire: "extra", of: <BTreeMap<String, f64> as Type>::OF, flags: 0 },
            Entry { wire: "any", of: <Value as Type>::OF, flags: 0 },
            Entry { wire: "kind", of: <Colour as Type>::OF, flags: 0 },
            Entry { wire: "ids", of: <Option<Vec<u32>> as Type>::OF, flags: 0 },
            Entry { wire: "flag", of: <Option<bool> as Type>::OF, flags: flag::PRIVATE },
        ]),
    );
}

impl Clone for User {
    fn clone(&self) -> Self {
        clone(self)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Colour {
    Red,
    Unknown(String),
}
impl Default for Colour {
    fn default() -> Self {
        Colour::Unknown(String::new())
    }
}
impl TextEnum for Colour {
    fn from_wire(wire: &str) -> Self {
        match wire {
            "red" => Colour::Red,
            other => Colour::Unknown(other.to_owned()),
        }
    }
    fn as_wire(&self) -> &str {
        match self {
            Colour::Red => "red",
            Colour::Unknown(other) => other,
        }
    }
}
// SAFETY: the constant made for this type.
unsafe impl Type for Colour {
    const KIND: Kind = <Colour as TextEnum>::KIND;
}

fn read(text: &str) -> User {
    decode::<User>(text.as_bytes(), &ENVELOPE).unwrap().1
}

fn fault(text: &str) -> DecodeError {
    decode::<User>(text.as_bytes(), &ENVELOPE).err().unwrap()
}

#[test]
fn reads_and_writes_every_kind() {
    let tree = json!({
        "openid": "o", "session_key": "k", "age": 3, "paid": 1234, "at": "2024-02-29 08:00:00",
        "vip": 1, "tags": "a|b", "friends": [{ "openid": "p", "session_key": "", "paid": 0, "vip": 0,
            "tags": "", "friends": [], "extra": {}, "any": null, "kind": "blue" }],
        "extra": { "x": 1.5 }, "any": { "deep": [1, "2"] }, "kind": "red", "ids": [1, 2], "flag": true,
    });
    let user = read(&tree.to_string());
    assert_eq!(user.friends[0].kind, Colour::Unknown("blue".to_owned()));
    assert_eq!(user.at, Some(Time::from_unix(1_709_164_800)));
    let mut out = Vec::new();
    serialize(&user, &mut serde_json::Serializer::new(&mut out)).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), tree);
    let again: User = deserialize(&tree).unwrap();
    assert_eq!(again.tags, ["a", "b"]);
    // A copy says the same, and is another.
    let mut copy = user.clone();
    drop(user);
    let mut written = Vec::new();
    serialize(&copy, &mut serde_json::Serializer::new(&mut written)).unwrap();
    assert_eq!(written, out);
    copy.friends.clear();
}

#[test]
fn reads_what_wechat_makes_of_it() {
    let user = read(
        r#"{"openid":17,"age":"3","paid":"","at":1709164800,"vip":"true","tags":["a"],"friends":{},
           "extra":[],"any":[],"ids":"","flag":"0","new":{"a":[1]},"kind":null}"#,
    );
    assert_eq!(
        (user.openid.as_str(), user.age, user.paid, user.vip),
        ("17", Some(3), Fen(0), true)
    );
    assert_eq!(
        (user.at, user.tags.len(), user.ids),
        (Some(Time::from_unix(1_709_164_800)), 1, None)
    );
    assert_eq!((user.flag, user.friends.len(), user.extra.len()), (Some(false), 0, 0));
    assert_eq!(read(r#"{"friends":{"openid":"one"}}"#).friends[0].openid, "one");
    assert_eq!(read(r#"{"age":3.0,"ids":7}"#).ids, Some(vec![7]));
}

#[test]
fn errors_say_where_and_never_quote() {
    let error = fault(r#"{"friends":[{},{"friends":[{"age":"S3CRET"}]}]}"#);
    assert_eq!(error.path, "friends[1].friends[0].age");
    assert!(error.message.starts_with("expected an integer, found a string"), "{}", error.message);
    assert!(!error.message.contains("S3CRET") && !error.syntax);
    assert!(fault(r#"{"age":99999999999}"#).message.contains("too large"));
    assert!(fault(r#"{"age":{}}"#).message.contains("found an object"));
    for cut in [r#"{"openid":"#, "", r#"{"a":1}{"#] {
        assert!(fault(cut).syntax, "{cut}");
    }
    // An error of the API stays one when its body does not fit the record.
    let error = fault(r#"{"age":[1],"errcode":40013,"errmsg":"no"}"#);
    assert_eq!(error.head.unwrap().code, Some(CodeValue::Number(40013)));
}

#[test]
fn the_envelope_is_read_whatever_its_form() {
    let code = |text: &str| decode::<User>(text.as_bytes(), &ENVELOPE).unwrap().0.code;
    assert_eq!(code(r#"{"errcode":"40001"}"#), Some(CodeValue::Number(40001)));
    assert_eq!(code(r#"{"errcode":"SIGN_ERROR"}"#), Some(CodeValue::Word("SIGN_ERROR".into())));
    assert_eq!(code(r#"{"errcode":43101.0}"#), Some(CodeValue::Number(43101)));
    for none in ["{}", r#"{"errcode":null}"#, r#"{"errcode":""}"#] {
        assert_eq!(code(none), None);
    }
    let dotted = Envelope { code: "base_resp.ret", message: "base_resp.err_msg", ok: &[] };
    let found = head(br#"{"base_resp":{"ret":45009,"err_msg":"no"}}"#, &dotted).unwrap();
    assert_eq!(found.code, Some(CodeValue::Number(45009)));
    assert_eq!(found.message.as_deref(), Some("no"));
}

#[test]
fn broken_text_is_mended() {
    assert_eq!(read("\u{feff}{\"openid\":\"a\u{1}b\"}\0").openid, "a\u{1}b");
    assert_eq!(
        read(r#"{"openid":"\ud83d\ude00 \ud83d x \udc00"}"#).openid,
        "😀 \u{fffd} x \u{fffd}"
    );
    assert_eq!(read(r#"{"openid":"\q"}"#).openid, "\\q");
    let (_, user) = decode::<User>(b"{\"openid\":\"\xe4\xbd\"}", &ENVELOPE).unwrap();
    assert_eq!(user.openid, "\u{fffd}");
}

#[test]
fn debug_hides_what_is_secret() {
    let user = read(r#"{"openid":"o","session_key":"S3CRET","flag":true}"#);
    let mut text = String::new();
    struct D<'a>(&'a User);
    impl std::fmt::Debug for D<'_> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            debug(self.0, f)
        }
    }
    text.push_str(&format!("{:?}", D(&user)));
    assert!(
        text.contains("session_key: ***") && text.contains("flag: ***") && text.contains("\"o\"")
    );
    assert!(!text.contains("S3CRET"));
}
