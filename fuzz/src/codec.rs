//! The codec: bytes as an answer in JSON or XML, read into records with fields of every kind.

use wechat_app::__private::v0_1 as rt;
use wechat_app::record::{self, parse_xml, write_xml};

use crate::golden::demo::{answers, values, words};

static ENVELOPE: rt::Envelope = rt::Envelope { code: "errcode", message: "errmsg", ok: &[] };

/// Reads bytes as the answers of endpoints: whatever they say, there is a record or an error, and a
/// record that is written and read again stays the same.
pub fn json_codec(data: &[u8]) {
    let _ = record::head(data, &ENVELOPE);
    answer::<values::Put>(data);
    answer::<values::SendMessage>(data);
    answer::<values::Thing>(data);
    answer::<values::More>(data);
    answer::<values::Integers>(data);
    answer::<answers::GetMaterialResponse>(data);
    answer::<answers::TreeResponse>(data);
    answer::<answers::Person>(data);
    answer::<answers::User>(data);
    answer::<words::TypeRequest>(data);
    answer::<words::Names>(data);
}

fn answer<R: rt::Record + rt::Serialize + std::fmt::Debug>(data: &[u8]) {
    let Ok((_, first)) = record::decode::<R>(data, &ENVELOPE) else { return };
    let _ = format!("{first:?}");
    // Text in a field that is sent as a number cannot be, which is told.
    let Ok(written) = serde_json::to_vec(&first) else { return };
    // A union that nothing was read into is written as one without a tag; from then on all stays.
    let second = again::<R>(&written);
    let third = again::<R>(&second);
    assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&third));
}

fn again<R: rt::Record + rt::Serialize>(written: &[u8]) -> Vec<u8> {
    let (_, record) = record::decode::<R>(written, &ENVELOPE).expect("what was written is read");
    serde_json::to_vec(&record).expect("what was read is written")
}

/// Reads bytes as an XML document, and again what is written of it.
pub fn xml_codec(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(tree) = parse_xml(&text) else { return };
    let written = write_xml(&tree);
    assert_eq!(parse_xml(&written).as_ref(), Ok(&tree), "{written}");
    json_codec(tree.to_string().as_bytes());
}
