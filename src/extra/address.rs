//! Writing the address of a page: parameters in the order that WeChat's pages insist on.

use std::fmt::{Display, Formatter, Result};

/// Writes the address. Parameters without a value are left away, but for `state`.
pub(super) fn write(
    f: &mut Formatter<'_>,
    host: &str,
    path: &str,
    parameters: &[(&str, &dyn Display)],
    fragment: &str,
) -> Result {
    write!(f, "{}{path}", host.trim_end_matches('/'))?;
    let mut before = '?';
    for (name, value) in parameters {
        let value = value.to_string();
        if !value.is_empty() || *name == "state" {
            write!(f, "{before}{name}={}", Escaped(&value))?;
            before = '&';
        }
    }
    f.write_str(fragment)
}

/// An address, for whoever wants the text and not a type of its own.
#[cfg(any(feature = "open-platform-authorizer", feature = "wecom-suite-authorization"))]
pub(super) fn text(
    host: &str,
    path: &str,
    parameters: &[(&str, &dyn Display)],
    fragment: &str,
) -> String {
    struct Address<'a>(&'a str, &'a str, &'a [(&'a str, &'a dyn Display)], &'a str);
    impl Display for Address<'_> {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result {
            write(f, self.0, self.1, self.2, self.3)
        }
    }
    Address(host, path, parameters, fragment).to_string()
}

/// Percent-encoded but for what never needs it.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.bytes().try_for_each(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                write!(f, "{}", char::from(byte))
            }
            _ => write!(f, "%{byte:02X}"),
        })
    }
}
