//! What generated code goes through. Not for use by hand: it changes with any version.

/// Of this version of the macros.
pub mod v0_1 {
    pub use std::collections::BTreeMap;
    pub use std::fmt;
    pub use std::option::Option;
    pub use std::result::Result;

    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
    pub use serde_json::Value;

    #[cfg(feature = "callback")]
    pub use wechat_runtime::callback::{
        Event, EventOf, EventShape, EventVariant, Receives, event_debug, event_serialize,
    };
    pub use wechat_runtime::op::{
        Auth, Body, CallSign, Class, Code, CodeInfo, Const, Credential, Envelope, Exchange, Fetch,
        Method, Op, Place, Product, Pushed, Recover, Reply, Rule, Send, Sign, Value as OpValue,
    };
    pub use wechat_runtime::record::{
        Content, Entry, IntEnum, Kind, Layout, Of, Record, Shape, TextEnum, Type, Union,
        UnionShape, Variant, View, choice_debug, clone, debug, deserialize, deserialize_union,
        fields, flag, serialize, serialize_union,
    };
    pub use wechat_runtime::value::{Fen, IntoList, Nested, Secret, Time};
    pub use wechat_runtime::{Binary, Call, Client, ErrCode, File, WeChatApp};

    pub use crate::kind;

    /// That apps of this kind may call the group `G`.
    #[diagnostic::on_unimplemented(
        message = "apps of the kind `{Self}` cannot call `{G}`",
        label = "not an endpoint of this kind of app"
    )]
    pub trait Calls<G> {}

    /// The prelude of generated modules: plain names, whatever the crate around them does.
    pub mod prelude {
        pub use std::prelude::rust_2024::*;
        // In what a derive makes, a name of the module around it goes before a primitive type.
        pub use std::primitive::*;
    }
}
