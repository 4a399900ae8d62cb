//! What the server does in one step, as Lua scripts: they are sent once, and known by their digests
//! from then on. Calls and answers are made and taken apart here.

use std::sync::LazyLock;
use std::time::Duration;
use std::vec;

use ::redis::{Cmd, ErrorKind, RedisResult, Script, ServerErrorKind, Value, cmd};

use super::link::Link;

/// The highest whole number that scripts can count with.
pub(super) const MOST: u64 = (1 << 53) - 1;

/// A script that needs the texts and its digest.
pub(super) struct Lua {
    code: &'static str,
    script: LazyLock<Script>,
}

macro_rules! lua {
    ($($name:ident = $file:literal;)*) => {
        $(
            pub(super) static $name: Lua = Lua {
                code: concat!(include_str!("lua/common.lua"), include_str!($file)),
                script: LazyLock::new(|| Script::new($name.code)),
            };
        )*
    };
}

lua! {
    GET = "lua/get.lua";
    PUT = "lua/put.lua";
    REMOVE = "lua/remove.lua";
    LOCK = "lua/lock.lua";
    RENEW = "lua/renew.lua";
    RELEASE = "lua/release.lua";
}

#[cfg(feature = "callback")]
lua! {
    SEEN_CLAIM = "lua/seen_claim.lua";
    SEEN_FINISH = "lua/seen_finish.lua";
    SEEN_RELEASE = "lua/seen_release.lua";
}

/// A script with its keys and arguments.
pub(super) struct Call {
    lua: &'static Lua,
    keys: Vec<String>,
    arguments: Vec<Vec<u8>>,
}

impl Call {
    pub(super) fn new(lua: &'static Lua) -> Call {
        Call { lua, keys: Vec::new(), arguments: Vec::new() }
    }

    pub(super) fn key(mut self, key: impl Into<String>) -> Call {
        self.keys.push(key.into());
        self
    }

    pub(super) fn text(mut self, text: &str) -> Call {
        self.arguments.push(text.as_bytes().to_vec());
        self
    }

    pub(super) fn number(self, number: u64) -> Call {
        self.text(&number.to_string())
    }

    /// Nothing is an empty text.
    pub(super) fn maybe(self, number: Option<u64>) -> Call {
        self.text(&number.map(|number| number.to_string()).unwrap_or_default())
    }

    fn command(&self, name: &str, script: &str) -> Cmd {
        let mut command = cmd(name);
        command.arg(script).arg(self.keys.len()).arg(&self.keys).arg(&self.arguments);
        command
    }
}

/// Has the server run a script, and sends it along if the server does not know it: a cluster's node,
/// or one that was restarted.
pub(super) async fn run(link: &dyn Link, call: &Call) -> RedisResult<Value> {
    let known = call.command("EVALSHA", call.lua.script.get_hash());
    match link.ask(&known).await {
        Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
            link.ask(&call.command("EVAL", call.lua.code)).await
        }
        answer => answer,
    }
}

/// The parts of an answer, one after the other; `None` for one that is absent or something else.
pub(super) struct Answer(vec::IntoIter<Value>);

impl Answer {
    pub(super) fn of(value: Value) -> Answer {
        match value {
            Value::Array(values) => Answer(values.into_iter()),
            value => Answer(vec![value].into_iter()),
        }
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        match self.0.next()? {
            Value::Int(number) => u64::try_from(number).ok(),
            _ => None,
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        match self.0.next()? {
            Value::BulkString(bytes) => String::from_utf8(bytes).ok(),
            Value::SimpleString(text) => Some(text),
            _ => None,
        }
    }
}

/// As scripts want it: at least one.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(MOST).clamp(1, MOST)
}
