//! What the file of a credential is called.

use super::super::store::CredentialKey;

/// How long a name may be in full. With what is appended to it, file systems take 255 bytes.
const LONGEST: usize = 180;
/// How much of a longer one can still be read.
const READABLE: usize = 140;

/// `mini_program,wx0123,access_token`: different keys have different names, also where upper and
/// lower case are the same to the file system. A very long name ends in a hash; see [`hash`].
pub(super) fn of(key: &CredentialKey) -> String {
    let text = key.to_string();
    let mut name = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => name.push(char::from(byte)),
            // What parts the parts; a colon inside of one is escaped already.
            b':' => name.push(','),
            // A dot is harmless but for a name that begins with it.
            b'.' if !name.is_empty() => name.push('.'),
            byte => name.push_str(&format!("%{byte:02x}")),
        }
    }
    if name.len() > LONGEST {
        name.truncate(READABLE);
        name.push_str(&format!("~{:032x}", hash(&text)));
    }
    name
}

/// FNV-1a. Two keys that somebody made to have one hash are told apart by what is in the file: they
/// get in each other's way, but neither ever gets the other's value.
pub(super) fn hash(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn key(app: &str, per: &[&str]) -> CredentialKey {
        let per = per.iter().map(|part| (*part).to_owned()).collect();
        CredentialKey::new("mini_program", app, "access_token", per, false)
    }

    #[test]
    fn a_name_can_be_read() {
        assert_eq!(of(&key("wx01ab", &[])), "mini_program,wx01ab,access_token");
        assert_eq!(of(&key("wx01ab", &["a.b"])), "mini_program,wx01ab,access_token,a.b");
    }

    #[test]
    fn different_keys_have_different_names_that_any_file_system_takes() {
        let long = "x".repeat(5000);
        let longer = "x".repeat(5001);
        let apps = ["", ".", "..", "a", "A", "a/b", "a\\b", "a,b", "a:b", "a%3ab", "%", "é", "\0"];
        let apps = apps.iter().copied().chain([long.as_str(), longer.as_str()]);
        let mut names = HashSet::new();
        for app in apps {
            for per in [&[][..], &[""], &["a"], &["A"], &["a", ""], &["", "a"], &["a,"], &["~"]] {
                let name = of(&key(app, per));
                assert!(name.len() <= LONGEST, "{name}");
                let plain =
                    |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-,.%~".contains(&b);
                assert!(name.bytes().all(plain), "{name}");
                assert!(!name.starts_with('.'), "{name}");
                assert!(names.insert(name.to_lowercase()), "{name}");
            }
        }
    }

    #[test]
    fn the_hash_is_that_of_its_authors() {
        assert_eq!(hash(""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(hash("foobar"), 0x343e1662793c64bf6f0d3597ba446f18);
    }
}
