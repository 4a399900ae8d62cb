//! The body of a push before anything about it is known to be true: only the encrypted text is taken
//! out of it. Nothing else is kept, no tree is built, and what two readers could read differently is
//! refused, so that the text that was verified is the text that is decrypted.

mod json;
mod xml;

use std::borrow::Cow;

use super::error::CallbackError;
use super::message::Format;

/// What is taken out of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outer<'a> {
    /// `None` in a plain body.
    pub(super) sealed: Option<Sealed<'a>>,
    /// Whom it says it is for. Nobody vouches for that: it may choose a key to try, nothing more.
    pub(super) to_user: Option<Cow<'a, str>>,
}

/// The encrypted text of a body, and how it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) envelope: Envelope,
}

/// How encrypted texts are wrapped; answers are wrapped as the push was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Envelope {
    /// `<xml><Encrypt>`
    Xml,
    /// `{"Encrypt":`
    Json,
    /// `{"encrypt":`: WeCom's bots and devices.
    LowerJson,
}

/// Finds the encrypted text.
pub(super) fn find(body: &str) -> Result<Outer<'_>, CallbackError> {
    let body = body.trim_start_matches('\u{feff}').trim_ascii();
    if body.is_empty() {
        return Err(CallbackError::Malformed("it is empty"));
    }
    match Format::sniff(body) {
        Format::Xml => xml::find(body),
        Format::Json => json::find(body),
    }
}

/// The encrypted text of a body that nobody signed: the only field of an object.
pub(super) fn unsigned(body: &str) -> Result<Cow<'_, str>, CallbackError> {
    json::unsigned(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Option<String> {
        find(body).expect(body).sealed.map(|sealed| sealed.text.into_owned())
    }

    #[test]
    fn the_encrypted_text_is_found_wherever_it_may_stand() {
        let sealed = Some("AAAA".to_owned());
        for body in [
            "<xml><ToUserName><![CDATA[a]]></ToUserName><Encrypt><![CDATA[AAAA]]></Encrypt></xml>",
            "\u{feff}<?xml version=\"1.0\"?>\n<xml a=\"x>y\"><!-- <Encrypt> -->\n<Encrypt >AAAA </Encrypt >\n</xml>\n",
            "<xml><T><![CDATA[</T><Encrypt>BBBB</Encrypt>]]></T><a b='/'/><Encrypt> <![CDATA[AAAA]]></Encrypt></xml>",
            "<xml><a><b>1</b><c><d/></c></a><e><![CDATA[1]]>2</e><Encrypt>AAAA</Encrypt></xml>",
            "{\"ToUserName\":\"a\",\"Encrypt\":\"AAAA\"}",
            " {\"encrypt\":\"AA\\u0041A\",\"x\":{\"Encrypt\":[1]}} ",
        ] {
            assert_eq!(found(body), sealed, "{body}");
        }
        assert_eq!(found("<xml><Encrypt/></xml>"), Some(String::new()));
        for body in
            ["<xml><ToUserName><![CDATA[gh_a]]></ToUserName></xml>", "{\"ToUserName\":\"gh_a\"}"]
        {
            assert_eq!(find(body).expect(body).to_user.as_deref(), Some("gh_a"));
        }
        for plain in ["<xml/>", "<xml><a>1</a></xml>", "{}", "{\"a\":{\"Encrypt\":\"x\"}}"] {
            assert_eq!(found(plain), None, "{plain}");
        }
    }

    #[test]
    fn a_body_that_nobody_signed_has_one_field() {
        let text = unsigned(" {\"encrypted\":\"AA\\u0041A\"} ").expect("it has");
        assert_eq!(text, "AAAA");
        for body in [
            "",
            "{}",
            "[\"AAAA\"]",
            "{\"encrypted\":1}",
            "{\"Encrypt\":\"AAAA\"}",
            "{\"encrypted\":\"A\",\"encrypted\":\"B\"}",
            "{\"encrypted\":\"A\"}x",
            "<xml><Encrypt>A</Encrypt></xml>",
        ] {
            assert!(matches!(unsigned(body), Err(CallbackError::Malformed(_))), "{body}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for body in [
            "<xml><Encrypt>A</Encrypt><Encrypt>B</Encrypt></xml>",
            "{\"Encrypt\":\"A\",\"Encrypt\":\"B\"}",
            "{\"Encrypt\":\"A\",\"encrypt\":\"B\"}",
        ] {
            assert_eq!(find(body), Err(CallbackError::DuplicateEncrypt), "{body}");
        }
        for body in [
            "",
            " \n",
            "<xml>",
            "<xml><Encrypt>A</xml>",
            "<xml><Encrypt>A<!-- --></Encrypt></xml>",
            "<xml><Encrypt>A<b/></Encrypt></xml>",
            "<xml><Encrypt><![CDATA[A]]><![CDATA[B]]></Encrypt></xml>",
            "<xml><Encrypt>&#65;</Encrypt></xml>",
            "<xml><a><Encrypt>A</Encrypt></a></xml>",
            "<xml><a></b></xml>",
            "</xml>",
            "<xml/></xml>",
            "<xml><a><b>1</b></xml>",
            "<xml></a></xml>",
            "<xml></xml><xml><Encrypt>A</Encrypt></xml>",
            "<other><Encrypt>A</Encrypt></other>",
            "<!DOCTYPE x [<!ENTITY e \"A\">]><xml><Encrypt>A</Encrypt></xml>",
            "<![CDATA[x]]><xml/>",
            "x<xml/>",
            "<xml/>x",
            "<xml",
            "<xml><![CDATA[",
            "< xml/>",
            &"<xml>".repeat(40),
            "{\"Encrypt\":1}",
            "[]",
            "{\"Encrypt\":\"A\"}{}",
            "plain words",
        ] {
            assert!(matches!(find(body), Err(CallbackError::Malformed(_))), "{body}");
        }
    }
}
