//! What is between a process and its Redis server, and what it does to what passes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinHandle};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    /// Everything passes.
    Clear,
    /// Answers come so much later.
    Slow(Duration),
    /// Nothing comes back.
    Hole,
    /// This comes back.
    Garbage(&'static [u8]),
    /// Connections are ended at once.
    Closed,
}

pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    way: Arc<Mutex<Way>>,
    count: Arc<AtomicUsize>,
    lines: Arc<Mutex<Vec<AbortHandle>>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    pub(crate) async fn to(server: SocketAddr) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (way, lines) = (Arc::new(Mutex::new(Way::Clear)), Arc::new(Mutex::new(Vec::new())));
        let count = Arc::new(AtomicUsize::new(0));
        let (ways, kept, counted) = (Arc::clone(&way), Arc::clone(&lines), Arc::clone(&count));
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let line = tokio::spawn(pass(client, server, Arc::clone(&ways)));
                kept.lock().unwrap().push(line.abort_handle());
            }
        });
        Proxy { address, way, count, lines, accepting }
    }

    /// From now on, also for connections that are open.
    pub(crate) fn set(&self, way: Way) {
        *self.way.lock().unwrap() = way;
    }

    /// Connections that are open stay as they are, for ever, and nothing passes on them; new ones
    /// are clear.
    pub(crate) fn strand(&self) {
        let old = std::mem::replace(&mut *self.way.lock().unwrap(), Way::Clear);
        assert_eq!(old, Way::Hole, "strand what is stuck");
    }

    /// Ends all connections that are open.
    pub(crate) fn cut(&self) {
        self.lines.lock().unwrap().drain(..).for_each(|line| line.abort());
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.address)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn pass(client: TcpStream, server: SocketAddr, way: Arc<Mutex<Way>>) -> std::io::Result<()> {
    let now = |way: &Mutex<Way>| *way.lock().unwrap();
    if now(&way) == Way::Closed {
        return Ok(());
    }
    let server = TcpStream::connect(server).await?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let there = async {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = from_client.read(&mut buffer).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(());
            }
            to_server.write_all(&buffer[..count]).await?;
        }
    };
    let back = async {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = from_server.read(&mut buffer).await?;
            if count == 0 {
                return Ok::<_, std::io::Error>(());
            }
            match now(&way) {
                Way::Clear => to_client.write_all(&buffer[..count]).await?,
                Way::Slow(delay) => {
                    tokio::time::sleep(delay).await;
                    to_client.write_all(&buffer[..count]).await?;
                }
                // Once stuck, a connection stays so.
                Way::Hole => std::future::pending().await,
                Way::Garbage(bytes) => to_client.write_all(bytes).await?,
                Way::Closed => return Ok(()),
            }
        }
    };
    tokio::select! {
        done = there => done,
        done = back => done,
    }
}
