//! Reads `multipart/form-data` as WeChat does: plain `filename="…"` in UTF-8, and nothing of the
//! newer `filename*=`.

use bytes::Bytes;

use crate::request::Unreadable;

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) filename: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
}

/// Splits a body into its parts.
pub(crate) fn read(content_type: &str, body: &Bytes) -> Result<Vec<Part>, Unreadable> {
    let boundary = match parameter(content_type, "boundary") {
        Some(boundary) if content_type.starts_with("multipart/form-data") => boundary,
        _ => return Err((41005, "the body must be multipart/form-data with a boundary".into())),
    };
    let delimiter = format!("--{boundary}");
    let broken = |why: &str| (41005, format!("the multipart body is broken: {why}"));
    let mut at = find(body, delimiter.as_bytes(), 0)
        .ok_or_else(|| broken("its boundary is nowhere"))?
        + delimiter.len();
    let between = format!("\r\n{delimiter}");
    let mut parts = Vec::new();
    while !body[at..].starts_with(b"--") {
        if !body[at..].starts_with(b"\r\n") {
            return Err(broken("no line end after a boundary"));
        }
        let head = at + 2;
        let blank = find(body, b"\r\n\r\n", at)
            .ok_or_else(|| broken("a part has no blank line after its headers"))?;
        let start = blank + 4;
        let end = find(body, between.as_bytes(), blank + 2)
            .ok_or_else(|| broken("no closing boundary"))?;
        let headers = body.get(head..blank).unwrap_or_default();
        let headers =
            std::str::from_utf8(headers).map_err(|_| broken("a part's headers are not UTF-8"))?;
        let body = body.slice(start.min(end)..end);
        parts.push(part(headers, body).ok_or_else(|| broken("a part has no name"))?);
        at = end + between.len();
    }
    Ok(parts)
}

fn part(headers: &str, body: Bytes) -> Option<Part> {
    let header = |name: &str| {
        headers.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    Some(Part {
        name: parameter(disposition, "name")?,
        filename: parameter(disposition, "filename"),
        content_type: header("content-type").map(str::to_owned),
        body,
    })
}

/// `name="value"` or `name=value` of a header; quotes inside are `\"` or `%22`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    loop {
        let (_, tail) = rest.split_once(';')?;
        let tail = tail.trim_start();
        let (key, value) = tail.split_once('=')?;
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = value.find(';').unwrap_or(value.len());
                (value[..end].trim().to_owned(), &value[end..])
            }
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

fn unquote(quoted: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (out.replace("%22", "\""), &quoted[at + 1..]),
            '\\' => out.extend(chars.next().map(|(_, c)| c)),
            c => out.push(c),
        }
    }
    (out, "")
}

fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let tail = haystack.get(from..)?;
    tail.windows(needle.len()).position(|window| window == needle).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<Vec<Part>, Unreadable> {
        read("multipart/form-data; boundary=\"XX\"", &Bytes::copy_from_slice(text.as_bytes()))
    }

    #[test]
    fn parts_come_back() {
        let text = "--XX\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{}\r\n\
                    --XX\r\nContent-Disposition: form-data; name=media; filename=\"图 \\\"1\\\";.png\"\r\n\r\n\r\n-\r\n\r\n--XX--\r\n";
        let parts = parts(text).unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].name.as_str(), parts[0].body.as_ref()), ("meta", &b"{}"[..]));
        assert_eq!(parts[0].content_type.as_deref(), Some("application/json"));
        assert_eq!(parts[1].filename.as_deref(), Some("图 \"1\";.png"));
        assert_eq!(parts[1].body.as_ref(), b"\r\n-\r\n");
    }

    #[test]
    fn the_newer_file_name_is_not_read() {
        let text = "--XX\r\nContent-Disposition: form-data; name=\"media\"; filename*=UTF-8''a.png\r\n\r\nx\r\n--XX--";
        assert_eq!(parts(text).unwrap()[0].filename, None);
    }

    #[test]
    fn every_cut_is_an_error_and_no_panic() {
        let text = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nbody\r\n--XX--";
        for end in 0..text.len() {
            assert!(parts(&text[..end]).is_err() || end == text.len());
        }
        assert!(parts(text).is_ok());
    }
}
