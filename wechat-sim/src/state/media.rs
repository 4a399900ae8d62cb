//! What an app has uploaded: temporary media, which live three days, and permanent materials.

use std::collections::HashMap;

use bytes::Bytes;

use crate::answer::{Refusal, refuse};
use crate::clock::Millis;

/// How long temporary media live.
const LIFE: Millis = 3 * 86_400 * 1000;

/// An uploaded file.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    /// `image`, `voice`, `video`, `thumb`.
    pub(crate) kind: String,
    pub(crate) filename: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
    /// Seconds.
    pub(crate) created: u64,
    /// Of a video.
    pub(crate) title: String,
    /// Of a video.
    pub(crate) introduction: String,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Library {
    temporary: HashMap<String, Media>,
    /// In the order they were added.
    permanent: Vec<(String, Media)>,
}

impl Library {
    pub(crate) fn add_temporary(&mut self, id: String, media: Media) {
        self.temporary.insert(id, media);
    }

    pub(crate) fn add_permanent(&mut self, id: String, media: Media) {
        self.permanent.push((id, media));
    }

    pub(crate) fn temporary(&self, id: &str, now: Millis) -> Result<&Media, Refusal> {
        let alive = |media: &&Media| media.created * 1000 + LIFE > now;
        self.temporary.get(id).filter(alive).ok_or_else(|| Refusal::of(40007))
    }

    pub(crate) fn permanent(&self, id: &str) -> Result<&Media, Refusal> {
        self.permanent
            .iter()
            .find(|(its, _)| its == id)
            .map(|(_, media)| media)
            .ok_or_else(|| Refusal::of(40007))
    }

    pub(crate) fn delete(&mut self, id: &str) -> Result<(), Refusal> {
        let before = self.permanent.len();
        self.permanent.retain(|(its, _)| its != id);
        if self.permanent.len() == before { refuse(40007) } else { Ok(()) }
    }

    /// The permanent ones of a kind, newest first.
    pub(crate) fn of_kind<'l>(&'l self, kind: &str) -> Vec<(&'l str, &'l Media)> {
        let of_kind = self.permanent.iter().rev().filter(|(_, media)| media.kind == kind);
        of_kind.map(|(id, media)| (id.as_str(), media)).collect()
    }

    /// Any file by id, for the addresses that answers hold.
    pub(crate) fn any(&self, id: &str) -> Option<&Media> {
        self.temporary.get(id).or_else(|| self.permanent(id).ok())
    }
}
