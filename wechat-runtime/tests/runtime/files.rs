//! Uploads and downloads.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use wechat_runtime::record::View;
use wechat_runtime::{Call, Client, ErrorKind, File};

use crate::fixture::*;
use crate::hush;
use crate::server::{Server, json as answer, typed};

fn upload(client: &Client, media: File) -> Call<()> {
    let request = Upload { title: "标题".to_owned(), media };
    Call::new(client, &UPLOAD, Some(View::of(&request)))
}

/// A folder of its own that goes away.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("wechat-runtime-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn an_upload_is_written_as_wechat_reads_it() {
    let server = Server::start(always(answer(json!({})))).await;
    let client = app(server.url());
    let file = File::bytes(&b"\x89PNG"[..]).name("封面\"\r\n.png");
    upload(&client, file).await.unwrap();
    let sent = server.last();
    let content_type = sent.header("content-type").unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n标题\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"media\"; filename=\"封面%22%0D%0A.png\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    let mut expected = expected.into_bytes();
    expected.extend_from_slice(b"\x89PNG\r\n");
    expected.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    assert_eq!(String::from_utf8_lossy(&sent.body), String::from_utf8_lossy(&expected));
    assert_eq!(sent.header("content-length"), Some(&*expected.len().to_string()));
    assert_eq!(sent.header("transfer-encoding"), None);
    assert!(!String::from_utf8_lossy(&sent.body).contains("filename*"));
}

#[tokio::test]
async fn a_file_on_disk_and_a_stream_are_sent_with_their_length() {
    let server = Server::start(always(answer(json!({})))).await;
    let client = app(server.url());
    let folder = Folder::new("upload");
    let path = folder.0.join("film.mp4");
    let bytes: Vec<u8> = (0..300_000_u32).map(|i| i as u8).collect();
    std::fs::write(&path, &bytes).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    upload(&client, File::path(&path))
        .on_upload(move |sent, total| tell.lock().unwrap().push((sent, total)))
        .await
        .unwrap();
    let sent = server.last();
    let text = String::from_utf8_lossy(&sent.body);
    assert!(text.contains("filename=\"film.mp4\"\r\nContent-Type: video/mp4\r\n"));
    assert!(sent.body.windows(bytes.len()).any(|part| part == bytes));
    let told = told.lock().unwrap().clone();
    let total = sent.body.len() as u64;
    assert!(told.len() > 3 && told.windows(2).all(|pair| pair[0].0 < pair[1].0), "{told:?}");
    assert_eq!(told.last(), Some(&(total, total)));

    let reader = std::io::Cursor::new(bytes.clone());
    let request = Upload { media: File::reader(reader, bytes.len() as u64), ..Upload::default() };
    Call::<()>::new(&client, &RAW_UPLOAD, Some(View::of(&request))).await.unwrap();
    assert_eq!(server.last().body, bytes);
    // A stream is sent once.
    let again = Call::<()>::new(&client, &RAW_UPLOAD, Some(View::of(&request))).await;
    assert_eq!(error(again).kind(), ErrorKind::File);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_which() {
    let server = Server::start(always(answer(json!({})))).await;
    let client = app(server.url());
    let failed = error(upload(&client, File::path("/nowhere/a.png")).await);
    assert_eq!((failed.kind(), server.count("/media/upload")), (ErrorKind::File, 0));
    assert!(failed.to_string().contains("`a.png` cannot be read"), "{failed}");
    let short = File::reader(std::io::Cursor::new(vec![0; 10]), 99).name("short.bin");
    let failed = error(upload(&client, short).await);
    assert_eq!(failed.kind(), ErrorKind::File, "{failed}");
    assert!(failed.to_string().contains("`short.bin` is 89 bytes shorter"), "{failed}");
}

#[tokio::test]
async fn a_stale_token_does_not_lose_an_upload() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let client = app(server.url());
    user(&client).await.unwrap();
    tokens.expire();
    upload(&client, File::bytes(vec![1; 100_000])).await.unwrap();
    assert_eq!(server.count("/media/upload"), 2);
    assert_eq!(server.last().body.len(), server.requests()[server.requests().len() - 3].body.len());
}

#[tokio::test]
async fn a_download_is_streamed_named_and_saved_whole() {
    let bytes: Vec<u8> = (0..500_000_u32).map(|i| i as u8).collect();
    let reply = typed("video/mp4", bytes.clone())
        .header("Content-Disposition", "attachment; filename=\"../片.mp4\"");
    let server = Server::start(always(reply)).await;
    let client = app(server.url());
    let download = qr(&client).stream().await.unwrap();
    hush::print(&download);
    assert_eq!(download.length(), Some(500_000));
    assert_eq!(download.file_name().as_deref(), Some("片.mp4"));
    assert_eq!(download.content_type().as_deref(), Some("video/mp4"));
    let folder = Folder::new("download");
    let path = folder.0.join("film.mp4");
    let told = Arc::new(Mutex::new((0, None)));
    let tell = told.clone();
    let saved = download
        .on_progress(move |got, total| *tell.lock().unwrap() = (got, total))
        .save(&path)
        .await;
    assert_eq!(saved.unwrap(), 500_000);
    assert_eq!(*told.lock().unwrap(), (500_000, Some(500_000)));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);

    let whole = qr(&client).await.unwrap();
    assert_eq!((whole.len(), whole.extension()), (500_000, Some("mp4")));
    whole.save(&path).await.unwrap();
    hush::print(&whole);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1);
    let failed = error(whole.save("/nowhere/x.mp4").await);
    assert_eq!(failed.kind(), ErrorKind::File);
}

#[tokio::test]
async fn a_download_that_breaks_leaves_no_file() {
    let reply = typed("image/png", vec![0; 1000]).claim(5000);
    let server = Server::start(always(reply)).await;
    let folder = Folder::new("broken");
    let path = folder.0.join("x.png");
    let download = qr(&app(server.url())).stream().await.unwrap();
    let failed = error(download.save(&path).await);
    assert_eq!(failed.kind(), ErrorKind::Truncated, "{failed}");
    assert_eq!(failed.endpoint(), Some("wxa_code.get_unlimited"));
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);

    let stalled = typed("image/png", vec![0; 1000]).stall(Duration::from_secs(9));
    let server = Server::start(always(stalled)).await;
    let call = qr(&app(server.url())).timeout(Duration::from_millis(100));
    let mut download = call.stream().await.unwrap();
    assert!(error(download.chunk().await).is_timeout());
}

#[tokio::test]
async fn a_file_larger_than_allowed_is_not_read() {
    let server = Server::start(always(typed("image/png", vec![0; 1000]))).await;
    let client = builder(server.url()).max_file(999).build().unwrap();
    assert_eq!(error(qr(&client).await).kind(), ErrorKind::TooLarge);
    assert_eq!(qr(&client).stream().await.unwrap().bytes(1000).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn bytes_or_json_fill_one_record() {
    for (reply, title, bytes) in [
        (typed("image/jpeg", "{HUSH"), "", Some(&b"{HUSH"[..])),
        (typed("application/octet-stream", "\x00\x01"), "", Some(b"\x00\x01")),
        (answer(json!({"title": "t", "media": null})), "t", None),
        (typed("text/plain", r#"{"title": "t"}"#), "t", None),
    ] {
        let server = Server::start(always(reply)).await;
        let got = call::<Upload>(&app(server.url()), &MEDIA).await.unwrap();
        assert_eq!((got.title.as_str(), got.media.as_bytes().map(|b| &b[..])), (title, bytes));
        hush::print(&got);
    }
    for (reply, kind) in [
        (typed("text/plain", r#"{"errcode": 40007, "errmsg": "no"}"#), ErrorKind::Api),
        (typed("image/png", ""), ErrorKind::Empty),
        (typed("text/html", "<html></html>"), ErrorKind::Html),
    ] {
        let server = Server::start(always(reply)).await;
        assert_eq!(error(call::<Upload>(&app(server.url()), &MEDIA).await).kind(), kind);
    }
}
