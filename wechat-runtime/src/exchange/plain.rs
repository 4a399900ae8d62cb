//! What stands in for `secure.rs` without the feature `api-security`: no call is ever secured.

use bytes::Bytes;
use http::HeaderMap;

use super::{Judge, Outgoing};
use crate::client::Client;
use crate::error::Result;
use crate::reply::Reply;

/// There is none.
pub(super) enum Secured {}

impl Secured {
    pub(super) fn new(
        _: &Client,
        _: &Outgoing<'_>,
        _: Option<&[u8]>,
        _: bool,
    ) -> Result<Option<Secured>> {
        Ok(None)
    }

    pub(super) fn path(&self) -> &str {
        match *self {}
    }

    pub(super) fn body(&self) -> Bytes {
        match *self {}
    }

    pub(super) fn add_headers(&self, _: &mut HeaderMap) -> Result<()> {
        match *self {}
    }

    pub(super) fn judge<'r>(
        &self,
        _: &HeaderMap,
        _: Bytes,
        _: impl Fn(Bytes) -> Reply<'r>,
        _: &mut Judge<'_>,
    ) -> Result<()> {
        match *self {}
    }
}
