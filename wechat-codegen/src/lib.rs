//! wechat-codegen
