//! Scenes of QR codes given as they are: a number, a text.

use crate::official_account::qrcode::{
    CreatePermanentQrcode, CreatePermanentStrQrcode, CreateTemporaryQrcode,
    CreateTemporaryStrQrcode, QrcodeTicket, SceneId, SceneIdInfo, SceneStr, SceneStrInfo,
    ShowQrcode,
};

impl From<u32> for SceneIdInfo {
    fn from(scene: u32) -> SceneIdInfo {
        SceneId::new(scene).into()
    }
}

impl From<&str> for SceneStrInfo {
    fn from(scene: &str) -> SceneStrInfo {
        SceneStr::new(scene).into()
    }
}

impl From<String> for SceneStrInfo {
    fn from(scene: String) -> SceneStrInfo {
        SceneStr::new(scene).into()
    }
}

impl From<u32> for CreateTemporaryQrcode {
    fn from(scene: u32) -> CreateTemporaryQrcode {
        CreateTemporaryQrcode::new(scene)
    }
}

impl From<u32> for CreatePermanentQrcode {
    fn from(scene: u32) -> CreatePermanentQrcode {
        CreatePermanentQrcode::new(scene)
    }
}

impl From<&str> for CreateTemporaryStrQrcode {
    fn from(scene: &str) -> CreateTemporaryStrQrcode {
        CreateTemporaryStrQrcode::new(scene)
    }
}

impl From<&str> for CreatePermanentStrQrcode {
    fn from(scene: &str) -> CreatePermanentStrQrcode {
        CreatePermanentStrQrcode::new(scene)
    }
}

/// The picture of a code that was made: `account.qrcode().show(&code)`.
impl From<&QrcodeTicket> for ShowQrcode {
    fn from(code: &QrcodeTicket) -> ShowQrcode {
        ShowQrcode::new(code.ticket.as_str())
    }
}
