//! An address behind a springboard, as a browser asks for it.

use http::{Method, Uri};
use wechat_runtime::web::Springboard;

/// Takes bytes as the address. Nobody is sent anywhere but below a registered address, by a URL that
/// reads the same whoever reads it.
pub fn springboard(bytes: &[u8]) {
    let Ok(uri) = Uri::try_from(bytes) else { return };
    let springboard = Springboard::builder()
        .target("shop", "https://shop.example/wechat")
        .target("root", "https://root.example:8443")
        .parameter("root", "lang")
        .build()
        .expect("good targets");
    let answer = springboard.answer(&Method::GET, &uri);
    let Some(to) = answer.headers().get("location") else {
        assert!(answer.status().is_client_error());
        return;
    };
    let to = to.to_str().expect("ASCII");
    let (address, query) = to.split_once('?').unwrap_or((to, ""));
    let below = ["https://shop.example/wechat", "https://root.example:8443"]
        .iter()
        .find_map(|base| address.strip_prefix(base))
        .unwrap_or_else(|| panic!("{to} is not registered"));
    assert!(below.is_empty() || below.starts_with('/'), "{to}");
    // Also when what reads it decodes it, or walks up.
    let decoded = percent_encoding::percent_decode_str(below).collect::<Vec<u8>>();
    assert!(!decoded.contains(&b'\\') && !decoded.iter().any(u8::is_ascii_control), "{to}");
    let decoded = String::from_utf8_lossy(&decoded).into_owned();
    assert!(!decoded.contains("//") && decoded.split('/').all(|part| part != ".."), "{to}");
    assert!(to.parse::<Uri>().is_ok());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let name = pair.split('=').next().unwrap_or_default();
        assert!(["code", "state", "lang"].contains(&name), "{to}");
    }
}
