//! File endings and content types, as far as WeChat takes them.

/// What is sent for a type that nobody knows.
pub(crate) const UNKNOWN: &str = "application/octet-stream";

/// The first of several endings is the one that is written.
const TYPES: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
    ("mp3", "audio/mpeg"),
    ("mp3", "audio/mp3"),
    ("wma", "audio/x-ms-wma"),
    ("wav", "audio/wav"),
    ("amr", "audio/amr"),
    ("speex", "audio/speex"),
    ("m4a", "audio/mp4"),
    ("silk", "audio/silk"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
    ("avi", "video/x-msvideo"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("csv", "text/csv"),
    ("txt", "text/plain"),
    ("html", "text/html"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// The content type of a file of this name.
pub(crate) fn guess(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending))
        .map_or(UNKNOWN, |(_, content_type)| content_type)
}

/// The ending of a file of this content type.
pub(crate) fn ending(content_type: &str) -> Option<&'static str> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    TYPES.iter().find(|(_, known)| known.eq_ignore_ascii_case(essence)).map(|(ending, _)| *ending)
}
