//! Where a springboard sends people, and where nobody can make it send them.

use super::*;

fn springboard() -> Springboard {
    let builder = Springboard::builder()
        .target("shop", "https://shop.example/wechat/")
        .target("root", "https://root.example:8443")
        .target("dev", "http://127.0.0.1:3000/a")
        .parameter("shop", "lang");
    builder.build().unwrap()
}

fn go(uri: &str) -> Option<String> {
    // Servers take requests that `Uri` does not; those never get here.
    let uri: Uri = uri.parse().ok()?;
    let response = springboard().answer(&Method::GET, &uri);
    let location = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    assert_eq!(location.is_some(), response.status() == StatusCode::FOUND);
    if location.is_none() {
        assert!(!response.body().contains("example"), "a refusal names no site");
    }
    location
}

#[test]
fn people_come_where_they_were_going() {
    for (uri, to) in [
        ("/shop?code=1&state=2", "https://shop.example/wechat?code=1&state=2"),
        ("/shop/?code=1", "https://shop.example/wechat/?code=1"),
        ("/shop/a/b.html?state=2&code=1", "https://shop.example/wechat/a/b.html?state=2&code=1"),
        ("/shop/%E5%BA%97?code=a%2Fb%3D", "https://shop.example/wechat/%E5%BA%97?code=a%2Fb%3D"),
        ("/shop/x?evil=1&code=1&lang=zh&to=//e", "https://shop.example/wechat/x?code=1&lang=zh"),
        ("/root/x?lang=zh", "https://root.example:8443/x"),
        ("/root", "https://root.example:8443"),
        ("/dev/a?state=s", "http://127.0.0.1:3000/a/a?state=s"),
    ] {
        assert_eq!(go(uri).as_deref(), Some(to), "{uri}");
    }
}

#[test]
fn nobody_is_sent_anywhere_else() {
    for uri in [
        "/",
        "//",
        "/nobody",
        "/SHOP",
        "/sho",
        "/shop.",
        "/shop%2f",
        "/shop@evil.example",
        "/shop:80/",
        "/root.evil.example/",
        "/root@evil.example/",
        "//evil.example/shop",
        "/shop//evil.example",
        "/shop///evil.example",
        "/shop/a//b",
        "/shop/..",
        "/shop/../x",
        "/shop/a/../../..",
        "/shop/.",
        "/shop/./a",
        "/shop/%2e%2e/x",
        "/shop/.%2e",
        "/shop/%2E%2E%2F",
        "/shop/%2f/evil",
        "/shop/%2F%2Fevil.example",
        "/shop/%5cevil",
        "/shop/%255c",
        "/shop/%252f",
        "/shop/a%0d%0aSet-Cookie:x",
        "/shop/a%00",
        "/shop/a%09b",
        "/shop/a%7f",
        "/shop/%",
        "/shop/%2",
        "/shop/%zz",
        "/shop/%3fcode=2",
        "/shop/%23x",
        "/root/@evil.example",
        "/root/https:/evil.example",
        "/root/https://evil.example",
        "/shop/a;b",
        "/shop/a\\b",
        "/shop/é",
        "/shop?code=1&code=2",
        "/shop?state=1&state=1",
        "/shop?code=%0d%0ax",
        "/shop?code=%",
        "/shop?code=a\"b",
        "/shop?code=<x>",
        "/shop?state=%7f",
    ] {
        assert_eq!(go(uri), None, "{uri}");
    }
    assert_eq!(go(&format!("/shop/{}", "a".repeat(3000))), None);
    assert_eq!(go(&format!("/shop?code={}", "a".repeat(3000))), None);
    let uri = "/shop?code=1".parse().unwrap();
    for method in [Method::POST, Method::PUT, Method::OPTIONS] {
        let response = springboard().answer(&method, &uri);
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(springboard().answer(&Method::HEAD, &uri).status(), StatusCode::FOUND);
}

/// Whatever stands in a request, the address begins with a registered one.
#[test]
fn no_request_leaves_the_registered_addresses() {
    let pieces = [
        "/",
        "shop",
        "root",
        "dev",
        "..",
        ".",
        "\\",
        "@",
        ":",
        "//",
        "%2f",
        "%2e",
        "%5c",
        "%00",
        "evil.example",
        "?",
        "code=",
        "state=",
        "&",
        "=",
        "#",
        "x",
        "%25",
        "https:",
        ";",
        "%",
    ];
    let mut seed = 1_u64;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    let mut sent = 0;
    for _ in 0..20_000 {
        let mut uri = String::from("/");
        for _ in 0..roll(9) {
            uri.push_str(pieces[roll(pieces.len())]);
        }
        let Some(to) = go(&uri) else { continue };
        sent += 1;
        let base =
            ["https://shop.example/wechat", "https://root.example:8443", "http://127.0.0.1:3000/a"]
                .into_iter()
                .find(|base| to.starts_with(base))
                .unwrap_or_else(|| panic!("{uri} -> {to}"));
        let rest = &to[base.len()..];
        assert!(rest.is_empty() || rest.starts_with(['/', '?']), "{uri} -> {to}");
        let path = rest.split('?').next().unwrap();
        assert!(!path.contains("//"), "{uri} -> {to}");
        assert!(path.split('/').all(|part| part != "." && part != ".."), "{uri} -> {to}");
    }
    assert!(sent > 100, "{sent}");
}

#[test]
fn what_is_wrong_is_told_at_once() {
    for address in [
        "http://shop.example",
        "shop.example",
        "//shop.example",
        "https://a@shop.example",
        "https://shop.example?x",
        "https://shop.example#x",
        "https://shop.example/../x",
        "https://shop.example//x",
        "https://shop.example/%2e%2e",
        "javascript:alert(1)",
        "",
    ] {
        let error = Springboard::builder().target("a", address).build().unwrap_err();
        assert!(error.to_string().contains("\"a\""), "{error}");
    }
    let error = Springboard::builder()
        .target("a b", "https://shop.example")
        .target("twice", "https://shop.example")
        .target("twice", "https://shop.example")
        .parameter("nobody", "x")
        .parameter("twice", "a&b")
        .build()
        .unwrap_err()
        .to_string();
    for word in ["a b", "twice", "nobody", "a&b"] {
        assert!(error.contains(word), "{error}");
    }
}
