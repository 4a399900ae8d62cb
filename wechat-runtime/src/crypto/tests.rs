//! WeChat's published examples, and properties that hold for every input. Where an example is
//! from stands beside it; `tests/data` holds the long ones. The private keys were made for these
//! tests.

#[cfg(feature = "api-security")]
mod api_security;
mod ciphers;
#[cfg(feature = "rsa-decrypt")]
mod rsa_decrypt;
#[cfg(feature = "sm")]
mod sm;
mod user_data;

use super::card::{Card, CardChoice, CardExt, CardFilter};
use super::jssdk::JsConfig;
use super::{session, signature, text};

/// A small deterministic source of test inputs.
pub(super) struct Inputs(u64);

impl Inputs {
    pub(super) fn new() -> Inputs {
        Inputs(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    pub(super) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }

    /// Letters, digits, Chinese, quotes, emoji.
    pub(super) fn text(&mut self, length: usize) -> String {
        let alphabet: Vec<char> = "aZ09 \"\\+/=中文🍎\n".chars().collect();
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

#[test]
fn base64_survives_a_form() {
    let mut inputs = Inputs::new();
    for length in 0..100 {
        let bytes = inputs.bytes(length);
        let sent = text::to_base64(&bytes).replace('+', " ");
        assert_eq!(*text::from_base64(&sent).unwrap(), bytes);
        assert_eq!(*text::from_base64(sent.trim_end_matches('=')).unwrap(), bytes);
    }
    assert_eq!(text::from_base64("a?b="), None);
}

#[test]
fn server_signature_is_exact() {
    // https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
    // describes it; the figures are those of the JeffreySu/WeiXinMPSDK tests.
    let good = "335b26997f05c82243aad6b10a2d1853637e71a8";
    let verify = |signature| {
        signature::verify_server_signature("weixin", "1357982061", "1358161344", signature)
    };
    assert!(verify(good));
    for end in 0..good.len() {
        assert!(!verify(&good[..end]), "cut to {end}");
    }
    assert!(!verify(&format!("{good}0")));
    assert!(!signature::verify_server_signature("", "1357982061", "1358161344", good));
}

#[test]
fn sorted_sha1_does_not_depend_on_order() {
    let mut inputs = Inputs::new();
    for _ in 0..50 {
        let mut values: Vec<String> = (0..5).map(|length| inputs.text(length)).collect();
        let signature = signature::sorted_sha1(&values);
        values.rotate_left(2);
        assert_eq!(signature::sorted_sha1(&values), signature);
        values.push(String::new());
        assert_eq!(signature::sorted_sha1(&values), signature);
    }
    // SHA-1 of `abc`, FIPS 180.
    assert_eq!(signature::sorted_sha1(["c", "a", "b"]), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

#[test]
fn login_and_payment_signatures() {
    // https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/virtual-payment.html
    let body = br#"{"offerId":"1450011500","buyQuantity":1,"env":0,"currencyType":"CNY","productId":"testproductId","goodsPrice":10,"outTradeNo":"xxxxxx","attach":"testdata"}"#;
    assert_eq!(
        session::pay_sig("12345", "requestVirtualPayment", body),
        "ed51ba10bc88998f046de17abdb8e663d244932bb2720ef9bf9276fc490ba03e"
    );
    assert_eq!(
        session::login_signature("9hAb/NEYUlkaMBEsmFgzig==", body),
        "94bf5e657dcb41c1fa2f730ed7fb57a808d35213aa984e10c724619eff2e339d"
    );
    // HMAC-SHA256 of nothing with an empty key, RFC 4231's reference implementation.
    assert_eq!(
        session::login_signature("", b""),
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    );
    // RFC 4231, test case 6: a key that is longer than a block of the hash.
    let tag = signature::hmac_sha256(
        &[0xaa; 131],
        [&b"Test Using Larger Than Block-Size Key"[..], b" - Hash Key First"],
    );
    let expected = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
    assert_eq!(text::hex(&*tag), expected);
}

#[test]
fn midas_signatures() {
    // https://developers.weixin.qq.com/minigame/dev/tutorial/open-ability/midas-signature.html
    let mut params = vec![
        ("zone_id", "1"),
        ("appid", "wx1234567"),
        ("openid", "odkx20ENSNa2w5y3g_qOkOvBNM1g"),
        ("offer_id", "12345678"),
        ("ts", "1507530737"),
        ("pf", "android"),
    ];
    let secret = "zNLgAGgqsEWJOg1nFVaO5r7fAlIQxr1u";
    let path = "/cgi-bin/midas/getbalance";
    let signature = session::midas_signature(params.iter().copied(), path, "POST", secret);
    assert_eq!(signature, "1ad64e8dcb2ec1dc486b7fdf01f4a15159fc623dc3422470e51cf6870734726b");

    params.extend([("access_token", "ACCESSTOKEN"), ("sig", signature.as_str())]);
    let signature = session::midas_user_signature(params, path, "POST", "V7Q38/i2KXaqrQyl2Yx9Hg==");
    assert_eq!(signature, "ff4c5bb39dea1002a8f03be0438724e1a8bcea5ebce8f221f9b9fea3bcf3bf76");
}

#[test]
fn js_config_is_what_wx_config_expects() {
    let config = JsConfig::sign("wx0", "ticket", "https://example.com/a?b=c#d").unwrap();
    let again = JsConfig::sign_with(
        "wx0",
        "ticket",
        "https://example.com/a?b=c",
        &config.nonce_str,
        config.timestamp,
    );
    assert_eq!(config, again, "the fragment takes no part");
    assert_eq!(config.nonce_str.len(), 32);
    assert_ne!(config.nonce_str, JsConfig::sign("", "", "").unwrap().nonce_str);
    let json = serde_json::to_value(&config).unwrap();
    let mut keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["appId", "nonceStr", "signature", "timestamp"]);
    assert!(json["timestamp"].is_u64());
}

#[test]
fn cards_leave_out_what_is_empty() {
    let card = Card { card_id: "card", ..Card::default() };
    let ext = CardExt::sign_with("ticket", card, "nonce", 1404896688);
    assert_eq!(ext.signature, signature::sorted_sha1(["ticket", "1404896688", "nonce", "card"]));
    assert_eq!(
        ext.to_json(),
        format!(
            r#"{{"timestamp":"1404896688","nonce_str":"nonce","signature":"{}"}}"#,
            ext.signature
        )
    );
    let bound = CardExt::sign("ticket", Card { openid: "o", code: "1", ..card }).unwrap();
    assert!(bound.to_json().starts_with(r#"{"code":"1","openid":"o","timestamp":""#));

    let filter = CardFilter { card_type: "GROUPON", ..CardFilter::default() };
    let choice = CardChoice::sign_with("wx0", "ticket", filter, "nonce", 1404896688);
    assert_eq!(
        choice.card_sign,
        signature::sorted_sha1(["wx0", "ticket", "GROUPON", "nonce", "1404896688"])
    );
    assert_eq!(serde_json::to_value(&choice).unwrap()["signType"], "SHA1");
    assert!(CardChoice::sign("wx0", "ticket", filter).is_ok());
}
