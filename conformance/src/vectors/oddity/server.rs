//! A server on the loopback that gives one answer to everything but requests for a token.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// What the server answers.
#[derive(Clone)]
pub(in crate::vectors) struct Answer {
    pub(in crate::vectors) status: u16,
    pub(in crate::vectors) headers: Vec<(String, String)>,
    pub(in crate::vectors) body: Vec<u8>,
    /// Whether requests for a token get this answer too, as it is about them.
    pub(in crate::vectors) about_tokens: bool,
}

/// Runs until it is dropped.
pub(in crate::vectors) struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(in crate::vectors) fn start(answer: Answer) -> std::io::Result<Server> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                // A client that goes away says so in its own result.
                let _ = stream.and_then(|stream| serve(stream, &answer));
            }
        });
        Ok(Server { address, stop, thread: Some(thread) })
    }

    pub(in crate::vectors) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Reads one request, answers it, and closes the connection.
fn serve(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    reader.take(length).read_to_end(&mut Vec::new())?;
    let token = ["/cgi-bin/token", "/cgi-bin/stable_token", "/cgi-bin/gettoken"];
    let path = first.split([' ', '?']).nth(1).unwrap_or_default();
    if token.contains(&path) && !answer.about_tokens {
        let body = br#"{"errcode":0,"access_token":"loopback","expires_in":7200}"#;
        return write(&mut stream, 200, &[], body);
    }
    write(&mut stream, answer.status, &answer.headers, &answer.body)
}

fn write(
    stream: &mut TcpStream,
    status: u16,
    headers: &[(String, String)],
    body: &[u8],
) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Answer\r\n");
    for (name, value) in headers {
        let framing = ["content-length", "transfer-encoding", "connection"];
        if !framing.contains(&name.to_ascii_lowercase().as_str()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}
