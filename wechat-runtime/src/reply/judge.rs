//! Whether an answer is success: the return code, wherever it stands, and extra rules.

use serde_json::Value;

use super::Reply;
use crate::error::{Code, Error, ErrorKind, Result};
use crate::exchange::Envelopes;
use crate::lenient;
use crate::op::{Envelope, Rule};
use crate::record::{self, Head};

impl Reply<'_> {
    /// The error of a JSON document that has a return code which is not success.
    pub(super) fn disguised(&self) -> Option<Error> {
        match self.cx.out.spec.envelope {
            Envelopes::Of(envelope) => {
                let head = match record::head(&self.body, envelope) {
                    Ok(head) => head,
                    Err(error) => error.head?,
                };
                self.judge(head, envelope).err()
            }
            Envelopes::Any => self.judge_any(&lenient::from_slice(&self.body).ok()?).err(),
        }
    }

    #[inline]
    pub(super) fn judge(&self, head: Head, envelope: &Envelope) -> Result<()> {
        match head.code {
            None => Ok(()),
            Some(code) if envelope.ok.iter().any(|ok| code.is(ok)) => Ok(()),
            Some(code) => Err(self.refused(code, head.message)),
        }
    }

    #[cold]
    pub(super) fn refused(&self, code: Code, message: Option<String>) -> Error {
        let scrub = self.cx.scrub();
        let message = message.map(|message| scrub.text(&message));
        let code = match code {
            Code::Word(word) => Code::Word(scrub.text(&word).into()),
            number => number,
        };
        Error::api(code, message, Some(self.cx.client.product())).with_status(self.status)
    }

    /// The return code wherever WeChat may have put it.
    pub(super) fn judge_any(&self, document: &Value) -> Result<()> {
        let own = &self.cx.client.product().envelope;
        let places = [
            (document, "errcode", "errmsg"),
            (document.get("base_resp").unwrap_or(&Value::Null), "ret", "err_msg"),
            (document, "resultcode", "resultmsg"),
            // Where the product has it.
            (document, own.code, own.message),
        ];
        for (object, code, message) in places {
            let code = match object.get(code) {
                Some(Value::Number(number)) => number.as_i64().map(Code::Number),
                Some(Value::String(text)) if !text.trim().is_empty() => Some(
                    text.trim()
                        .parse()
                        .map_or_else(|_| Code::Word(text.trim().into()), Code::Number),
                ),
                _ => None,
            };
            match code {
                Some(code) if code != Code::Number(0) => {
                    let message = object.get(message).and_then(Value::as_str).map(str::to_owned);
                    return Err(self.refused(code, message));
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn rules(&self) -> Result<()> {
        for rule in self.cx.out.spec.rules {
            match rule {
                Rule::NonEmptyBody => {
                    let empty =
                        matches!(self.body.trim_ascii(), b"" | b"{}" | b"[]" | b"null" | b"\"\"");
                    if empty {
                        return Err(self.error(ErrorKind::Empty, "the answer holds nothing"));
                    }
                }
                Rule::Is(path, allowed) => {
                    let envelope = Envelope { code: path, message: "", ok: allowed };
                    // The document was read before, so it can be read again.
                    if let Ok(head) = record::head(&self.document()?, &envelope)
                        && let Some(code) = head.code
                        && !allowed.iter().any(|ok| code.is(ok))
                    {
                        return Err(self.refused(code, None).with_path((*path).to_owned()));
                    }
                }
            }
        }
        Ok(())
    }
}
