//! What a web page needs for `wx.addCard` and `wx.chooseCard`, signed with a `wx_card` ticket.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::signature::sorted_sha1;
use super::{NoRandomness, text};

/// Which card is handed out, and to whom. Each part may stay empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Card<'a> {
    /// The card.
    pub card_id: &'a str,
    /// The code, for cards whose codes are one's own.
    pub code: &'a str,
    /// The one user who may take it, for cards bound to users.
    pub openid: &'a str,
}

/// `cardExt` of `wx.addCard`: [`CardExt::to_json`] is the string that the page passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardExt {
    /// The code, or empty.
    pub code: String,
    /// The user, or empty.
    pub openid: String,
    /// When it was signed, in seconds since 1970.
    pub timestamp: u64,
    /// The random part.
    pub nonce_str: String,
    /// The signature.
    pub signature: String,
}

impl CardExt {
    /// Signs now, with a fresh nonce.
    pub fn sign(ticket: &str, card: Card<'_>) -> Result<CardExt, NoRandomness> {
        Ok(CardExt::sign_with(ticket, card, &text::nonce()?, text::now()))
    }

    /// Signs with a given nonce and time.
    pub fn sign_with(ticket: &str, card: Card<'_>, nonce: &str, timestamp: u64) -> CardExt {
        let time = timestamp.to_string();
        CardExt {
            code: card.code.to_owned(),
            openid: card.openid.to_owned(),
            timestamp,
            nonce_str: nonce.to_owned(),
            signature: sorted_sha1([ticket, &time, nonce, card.card_id, card.code, card.openid]),
        }
    }

    /// The JSON text for the page: `cardExt` is a string, not an object.
    pub fn to_json(&self) -> String {
        // Strings and a number cannot fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for CardExt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in [("code", &self.code), ("openid", &self.openid)] {
            if !value.is_empty() {
                map.serialize_entry(key, value)?;
            }
        }
        // The page's side takes the time as a string here, unlike in `wx.config`.
        map.serialize_entry("timestamp", &self.timestamp.to_string())?;
        map.serialize_entry("nonce_str", &self.nonce_str)?;
        map.serialize_entry("signature", &self.signature)?;
        map.end()
    }
}

/// Which cards `wx.chooseCard` offers. Each part may stay empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct CardFilter<'a> {
    /// The shop: `shopId` of the page's call.
    pub location_id: &'a str,
    /// One card.
    pub card_id: &'a str,
    /// One type of card.
    pub card_type: &'a str,
}

/// The signed part of `wx.chooseCard`; `signType` is `SHA1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardChoice {
    /// When it was signed, in seconds since 1970.
    pub timestamp: u64,
    /// The random part.
    pub nonce_str: String,
    /// `cardSign`.
    pub card_sign: String,
}

impl CardChoice {
    /// Signs now, with a fresh nonce.
    pub fn sign(
        app_id: &str,
        ticket: &str,
        filter: CardFilter<'_>,
    ) -> Result<CardChoice, NoRandomness> {
        Ok(CardChoice::sign_with(app_id, ticket, filter, &text::nonce()?, text::now()))
    }

    /// Signs with a given nonce and time.
    pub fn sign_with(
        app_id: &str,
        ticket: &str,
        filter: CardFilter<'_>,
        nonce: &str,
        timestamp: u64,
    ) -> CardChoice {
        let time = timestamp.to_string();
        let CardFilter { location_id, card_id, card_type } = filter;
        CardChoice {
            timestamp,
            nonce_str: nonce.to_owned(),
            card_sign: sorted_sha1([ticket, app_id, location_id, &time, nonce, card_id, card_type]),
        }
    }
}

impl Serialize for CardChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("timestamp", &self.timestamp)?;
        map.serialize_entry("nonceStr", &self.nonce_str)?;
        map.serialize_entry("signType", "SHA1")?;
        map.serialize_entry("cardSign", &self.card_sign)?;
        map.end()
    }
}
