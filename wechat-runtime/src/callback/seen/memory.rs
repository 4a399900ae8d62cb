//! What this process has seen, bounded in time, number and bytes.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::{Answer, Claim, Seen, SeenKey};
use crate::credential::StoreError;
use crate::transport::BoxFuture;

/// What an entry takes beside its answer and its app's name, about.
const ENTRY: usize = 256;

/// Remembers messages in memory: for a minute, at most 100,000 of them, at most 32 MB. When there are
/// more, the oldest answers are forgotten; what is being handled never is. Clones share what they
/// remember.
#[derive(Clone)]
pub struct SeenInMemory(Arc<Mutex<Table>>);

struct Table {
    ttl: Duration,
    most: usize,
    most_bytes: usize,
    bytes: usize,
    entries: HashMap<SeenKey, Entry>,
    /// The answered ones in the order in which they end.
    ends: VecDeque<(Instant, SeenKey)>,
}

enum Entry {
    /// Dropping the sender wakes those who wait.
    Pending(watch::Sender<()>),
    Done(Answer),
}

impl Default for SeenInMemory {
    fn default() -> SeenInMemory {
        SeenInMemory(Arc::new(Mutex::new(Table {
            ttl: Duration::from_secs(60),
            most: 100_000,
            most_bytes: 32 << 20,
            bytes: 0,
            entries: HashMap::new(),
            ends: VecDeque::new(),
        })))
    }
}

impl SeenInMemory {
    /// With the bounds above.
    pub fn new() -> SeenInMemory {
        SeenInMemory::default()
    }

    /// How long answers are kept: WeChat pushes for the last time some 15 seconds after the first.
    #[must_use]
    pub fn ttl(self, ttl: Duration) -> SeenInMemory {
        self.table().ttl = ttl;
        self
    }

    /// How many answers are kept, and how many bytes they may take.
    #[must_use]
    pub fn bounds(self, entries: usize, bytes: usize) -> SeenInMemory {
        let mut table = self.table();
        table.most = entries;
        table.most_bytes = bytes;
        drop(table);
        self
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many messages are remembered, handled ones included.
    pub fn len(&self) -> usize {
        self.table().entries.len()
    }

    /// Whether none is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Table {
    /// Forgets what is too old, or too much.
    fn tidy(&mut self, now: Instant) {
        while let Some((end, key)) = self.ends.front() {
            if *end > now && self.ends.len() <= self.most && self.bytes <= self.most_bytes {
                return;
            }
            if let Some(Entry::Done(answer)) = self.entries.remove(key) {
                self.bytes -= size(key, &answer);
            }
            self.ends.pop_front();
        }
    }
}

fn size(key: &SeenKey, answer: &Answer) -> usize {
    ENTRY + 2 * key.app.len() + answer.document().map_or(0, str::len)
}

impl Seen for SeenInMemory {
    fn claim<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Claim, StoreError>> {
        Box::pin(async move {
            let mut table = self.table();
            table.tidy(Instant::now());
            Ok(match table.entries.get(key) {
                Some(Entry::Done(answer)) => Claim::Done(answer.clone()),
                Some(Entry::Pending(wake)) => {
                    let mut woken = wake.subscribe();
                    Claim::Pending(Box::pin(async move {
                        // Its end, too, is news.
                        let _ = woken.changed().await;
                    }))
                }
                None => {
                    let (wake, _) = watch::channel(());
                    table.entries.insert(key.clone(), Entry::Pending(wake));
                    Claim::First
                }
            })
        })
    }

    fn finish<'a>(
        &'a self,
        key: &'a SeenKey,
        answer: &'a Answer,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut table = self.table();
            let now = Instant::now();
            let end = now + table.ttl;
            // An answer that is there already stands: its end is in the queue.
            if let Some(Entry::Done(_)) = table.entries.get(key) {
                return Ok(());
            }
            table.entries.insert(key.clone(), Entry::Done(answer.clone()));
            table.ends.push_back((end, key.clone()));
            table.bytes += size(key, answer);
            table.tidy(now);
            Ok(())
        })
    }

    fn release<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut table = self.table();
            if let Some(Entry::Pending(_)) = table.entries.get(key) {
                table.entries.remove(key);
            }
            Ok(())
        })
    }
}

impl fmt::Debug for SeenInMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table();
        f.debug_struct("SeenInMemory")
            .field("entries", &table.entries.len())
            .field("bytes", &table.bytes)
            .finish()
    }
}
