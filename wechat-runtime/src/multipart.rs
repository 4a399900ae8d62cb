//! Writing `multipart/form-data` as WeChat reads it: the length is known beforehand, file names are
//! plain UTF-8 in `filename="…"`, never the extended `filename*=`.

use bytes::Bytes;

use crate::file::{FileBody, FileError, Piece};
use crate::record::{Part, PartContent};
use crate::retry::random;

/// The body and its content type.
pub(crate) async fn encode(parts: &[Part]) -> Result<(String, FileBody), FileError> {
    let boundary = format!("----wechat{:016x}{:016x}", random(), random());
    let mut pieces = Vec::with_capacity(parts.len() * 2 + 1);
    let mut text = String::new();
    for part in parts {
        text.push_str("--");
        text.push_str(&boundary);
        text.push_str("\r\nContent-Disposition: form-data; name=\"");
        escape(part.name, &mut text);
        text.push('"');
        match &part.content {
            PartContent::Text(value) => {
                text.push_str("\r\n\r\n");
                text.push_str(value);
            }
            PartContent::Json(json) => {
                text.push_str("\r\nContent-Type: application/json\r\n\r\n");
                pieces.push(Piece::Bytes(Bytes::from(std::mem::take(&mut text))));
                pieces.push(Piece::Bytes(json.clone()));
            }
            PartContent::File(file) => {
                text.push_str("; filename=\"");
                escape(&file.file_name(), &mut text);
                text.push_str("\"\r\nContent-Type: ");
                text.extend(file.content_type().chars().filter(|c| !c.is_control()));
                text.push_str("\r\n\r\n");
                pieces.push(Piece::Bytes(Bytes::from(std::mem::take(&mut text))));
                pieces.push(Piece::of(file).await?);
            }
        }
        text.push_str("\r\n");
    }
    text.push_str("--");
    text.push_str(&boundary);
    text.push_str("--\r\n");
    pieces.push(Piece::Bytes(Bytes::from(text)));
    Ok((format!("multipart/form-data; boundary={boundary}"), FileBody::new(pieces)))
}

/// As browsers do: only what would end the value or the line is escaped.
fn escape(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
}
