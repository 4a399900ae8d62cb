//! What holds for every state, target and session, over many made-up ones.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::StateError;
use super::base32;
use super::key::Key;
use super::provider::Grant;
use super::session::Sessions;
use super::state::States;
use super::target::{Target, Targets};
use crate::value::Secret;

/// SplitMix64: the same values in every run.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn text(&mut self, alphabet: &[u8], longest: usize) -> String {
        let length = self.below(longest + 1);
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

const NOW: u64 = 1_800_000_000;

fn states(key: u8) -> States {
    States::new(Key::new([key; 32]).unwrap(), "wx0123456789abcdef")
}

fn target(rng: &mut Rng) -> Target {
    let path = format!("/{}", rng.text(b"abcXYZ019-._~?=&%/", 120).trim_start_matches('/'));
    Targets::this_site().check(&path).unwrap()
}

#[test]
fn base32_has_one_text_for_one_value() {
    let mut rng = Rng(1);
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..rng.below(100)).map(|_| rng.next().to_le_bytes()[0]).collect();
        let text = base32::encode(&bytes);
        assert_eq!(base32::decode(&text), Some(bytes));
        let other = rng.text(b"abcdefghijklmnopqrstuvwxyz234567A=", 12);
        if let Some(bytes) = base32::decode(&other) {
            assert_eq!(base32::encode(&bytes), other);
        }
    }
}

#[test]
fn a_state_comes_back_with_its_target_to_its_browser_only() {
    let (states, mut rng) = (states(1), Rng(2));
    for _ in 0..500 {
        let target = target(&mut rng);
        let begun = states.begin(&target, None, at(NOW)).unwrap();
        assert!(begun.state.len() <= 128);
        assert!(begun.state.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let check = |cookie| states.check(&begun.state, cookie, at(NOW + 599));
        assert_eq!(check(Some(&begun.cookie)), Ok(Some(target.as_str().to_owned())));
        assert_eq!(check(None), Err(StateError::NoCookie));
        let other = states.begin(&target, None, at(NOW)).unwrap();
        assert_eq!(check(Some(&other.cookie)), Err(StateError::OtherBrowser));
        let late = states.check(&begun.state, Some(&begun.cookie), at(NOW + 600));
        assert_eq!(late, Err(StateError::Expired));
        // A second tab of the same browser leaves the first its login.
        let second = states.begin(&Target::home(), Some(&begun.cookie), at(NOW + 5)).unwrap();
        let kept = states.check(&begun.state, Some(&second.cookie), at(NOW + 9)).unwrap();
        assert!(kept.is_none_or(|kept| kept == target.as_str() && kept.len() <= 51));
    }
}

#[test]
fn no_change_of_a_state_passes() {
    let (states, mut rng) = (states(1), Rng(3));
    for _ in 0..300 {
        let begun = states.begin(&target(&mut rng), None, at(NOW)).unwrap();
        let mut bytes = begun.state.clone().into_bytes();
        match rng.below(3) {
            0 => {
                let at = rng.below(bytes.len());
                let new = b"abcdefghijklmnopqrstuvwxyz234567"[rng.below(32)];
                if bytes[at] == new {
                    continue;
                }
                bytes[at] = new;
            }
            1 => bytes.truncate(rng.below(bytes.len())),
            _ => bytes.extend(rng.text(b"ab7", 9).into_bytes().iter().chain(b"a")),
        }
        let changed = String::from_utf8(bytes).unwrap();
        let checked = states.check(&changed, Some(&begun.cookie), at(NOW));
        assert!(
            matches!(
                checked,
                Err(StateError::Forged | StateError::Malformed | StateError::Missing)
            ),
            "{checked:?}"
        );
    }
    let begun = states.begin(&Target::home(), None, at(NOW)).unwrap();
    let check = |states: &States| states.check(&begun.state, Some(&begun.cookie), at(NOW));
    assert_eq!(check(&self::states(2)), Err(StateError::Forged));
    let other_app = States::new(Key::new([1; 32]).unwrap(), "wxfedcba9876543210");
    assert_eq!(check(&other_app), Err(StateError::Forged));
    let rotated = Key::new([2; 32]).unwrap().and_former(Key::new([1; 32]).unwrap());
    assert!(check(&States::new(rotated, "wx0123456789abcdef")).is_ok());
}

#[test]
fn keys_that_could_be_guessed_are_refused_and_keys_are_not_shown() {
    assert!(Key::new([0; 31]).is_err());
    assert!(Key::derived(&Secret::new("")).is_err());
    let key = Key::derived(&Secret::new("0123456789abcdef0123456789abcdef")).unwrap();
    assert_eq!(format!("{key:?}"), "Key(***)");
}

/// Where a browser at `https://shop.example/here` goes, in the steps of the URL standard that
/// matter: `\` is `/`, tabs and line ends vanish, ends are trimmed.
fn host_of(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ').replace('\\', "/");
    let (scheme, rest) = match address.split_once(':') {
        Some((scheme, rest))
            if scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) =>
        {
            (scheme.to_ascii_lowercase(), rest)
        }
        _ => ("https".to_owned(), address.as_str()),
    };
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return Some("shop.example".to_owned());
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    Some(host.to_ascii_lowercase())
}

#[test]
fn no_target_leads_elsewhere() {
    let targets = Targets::this_site().and("https://m.shop.example").unwrap();
    let mut rng = Rng(4);
    let pieces = [
        "/",
        "//",
        "\\",
        "@",
        ":",
        "https:",
        "http://",
        "HTTPS://",
        "m.shop.example",
        "evil.example",
        "shop.example",
        ".",
        "..",
        "?",
        "#",
        "%2f",
        "%0d%0a",
        "\r",
        "\n",
        "\t",
        " ",
        "javascript:",
        "data:",
        "小",
        "x",
        "\u{0}",
        ":443",
        "[::1]",
        "a b",
        "//m.shop.example",
        ".evil.example",
    ];
    let mut passed = 0;
    for _ in 0..200_000 {
        let address: String =
            (0..1 + rng.below(6)).map(|_| pieces[rng.below(pieces.len())]).collect();
        let Ok(target) = targets.check(&address) else { continue };
        passed += 1;
        assert_eq!(target.as_str(), address);
        assert!(address.bytes().all(|byte| byte > b' ' && byte < 0x7f), "{address:?}");
        let host = host_of(&address);
        let known = ["shop.example", "m.shop.example"].map(str::to_owned);
        assert!(host.is_some_and(|host| known.contains(&host)), "{address:?}");
    }
    assert!(passed > 1000, "{passed}: the pieces make too few good ones");
    for bad in ["ftp://m.shop.example", "//m.shop.example", "https://u@m.shop.example", "https://"]
    {
        assert!(Targets::this_site().and(bad).is_err(), "{bad}");
    }
}

#[test]
fn sessions_come_back_and_cannot_be_changed() {
    let sessions = |key: u8| Sessions {
        key: Key::new([key; 32]).unwrap(),
        app: "wx0123456789abcdef".to_owned(),
        life: Duration::from_secs(3600),
    };
    let mut rng = Rng(5);
    for _ in 0..300 {
        let mut grant = Grant::openid(rng.text(b"oABC_-19", 28));
        grant.unionid = Some(rng.text(b"oABC_-19", 28)).filter(|text| !text.is_empty());
        grant.user = Some(rng.text(b"4 2&=.;,%\"\\", 20)).filter(|text| !text.is_empty());
        grant.scope = vec!["snsapi_base".to_owned(), "snsapi_userinfo".to_owned()];
        grant.access_token = Some(Secret::new("a-token-of-the-user"));
        let session = sessions(1).start(&grant, at(NOW));
        let cookie = sessions(1).write(&session);
        assert!(!cookie.contains("token"));
        // What RFC 6265 takes in the value of a cookie.
        assert!(cookie.bytes().all(|b| matches!(b, b'!'..=b'~') && !b"\",;\\".contains(&b)));
        assert_eq!(sessions(1).read(&cookie, at(NOW + 3599)), Some(session));
        assert_eq!(sessions(1).read(&cookie, at(NOW + 3600)), None);
        assert_eq!(sessions(2).read(&cookie, at(NOW)), None);
        let mut bytes = cookie.into_bytes();
        let place = rng.below(bytes.len());
        bytes[place] ^= 1 << rng.below(7);
        if let Ok(changed) = String::from_utf8(bytes) {
            assert_eq!(sessions(1).read(&changed, at(NOW)), None);
        }
    }
}
