//! Signatures of single calls: HMAC-SHA256 over the body as it is sent, in the query. Which calls have
//! them is the specs' business; a call that is given a key is signed with it in any case.

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::op::CallSign;
use crate::value::Secret;

use super::{Options, Outgoing, dialogue};

/// The keys that a call is signed with.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    pay: Option<&'a Secret>,
    session: Option<&'a Secret>,
}

impl<'a> Keys<'a> {
    /// All that the call needs, looked up before anything is sent. A parameter that the request has
    /// itself is not made.
    pub(super) fn of(
        client: &'a Client,
        out: &Outgoing<'_>,
        options: &'a Options,
    ) -> Result<Keys<'a>> {
        let has = |param: &str| out.encoded.query.iter().any(|(name, _)| name == param);
        let wants = |sign| out.spec.signs.contains(&sign);
        let find = |sign, own: Option<&'a Secret>, apps: Option<&'a Secret>, missing: &str| {
            let key = if wants(sign) { own.or(apps) } else { own };
            match key.filter(|key| !key.is_empty()) {
                _ if has(param(sign)) => Ok(None),
                None if wants(sign) => Err(Error::config(missing.to_owned())),
                key => Ok(key),
            }
        };
        Ok(Keys {
            pay: find(
                CallSign::Pay,
                options.pay_key.as_ref(),
                client.pay_key(),
                "the call is signed with the app key of payment: give the app its `pay_key` (in the \
                 attribute or to the builder), or this call another one with `.pay_key(…)`",
            )?,
            session: find(
                CallSign::Session,
                options.session_key.as_ref(),
                None,
                "the call is signed with the user's session key, which login gave: give it to this \
                 call with `.session_key(…)`",
            )?,
        })
    }

    /// Whether there is anything to sign.
    pub(super) fn is_empty(self) -> bool {
        self.pay.is_none() && self.session.is_none()
    }

    /// Adds the signatures to the query.
    pub(super) fn sign(self, path: &str, body: &[u8], query: &mut String) -> Result<()> {
        if cfg!(not(feature = "crypto")) {
            let text = "signed calls need the feature `crypto`";
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
        for (sign, value) in self.signatures(path, body) {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(param(sign));
            query.push('=');
            query.push_str(&value);
        }
        Ok(())
    }

    #[cfg(feature = "crypto")]
    fn signatures(self, path: &str, body: &[u8]) -> impl Iterator<Item = (CallSign, String)> {
        use crate::crypto::session::{login_signature, pay_sig};

        let path = path.split('?').next().unwrap_or(path);
        let pay = self.pay.map(|key| (CallSign::Pay, pay_sig(key.expose(), path, body)));
        let session =
            self.session.map(|key| (CallSign::Session, login_signature(key.expose(), body)));
        pay.into_iter().chain(session)
    }

    #[cfg(not(feature = "crypto"))]
    fn signatures(self, _: &str, _: &[u8]) -> impl Iterator<Item = (CallSign, String)> {
        std::iter::empty()
    }
}

/// The signatures of a call whose credential is not in its body, for whoever takes them out of texts.
pub(crate) fn signatures(client: &Client, out: &Outgoing<'_>, options: &Options) -> Vec<String> {
    let (Ok(keys), Ok(body)) =
        (Keys::of(client, out, options), dialogue::signed(None, &out.encoded.body))
    else {
        return Vec::new();
    };
    keys.signatures(&out.encoded.path, body).map(|(_, value)| value).collect()
}

/// The parameter of the query that it is.
fn param(sign: CallSign) -> &'static str {
    match sign {
        CallSign::Pay => "pay_sig",
        CallSign::Session => "signature",
    }
}
