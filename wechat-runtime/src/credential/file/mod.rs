//! The store of one machine: a directory with a file for each credential, for any number of
//! processes.
//!
//! | file | what lives there |
//! |---|---|
//! | `mod` | the store: what newer means, leases, cool-downs |
//! | `format` | what is in a file |
//! | `name` | what a file is called |
//! | `directory` | private, replaced as a whole, locked: the file system's part |

mod directory;
mod format;
mod name;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use self::directory::Locked;
use self::format::{Note, Written};
use super::store::{CredentialKey, End, Lease, Lock, Store, StoreError, StoredCredential};
use crate::error::Error;
use crate::transport::BoxFuture;
use crate::value::Secret;

/// How many locks for writing there are. Credentials that share one wait for each other a moment.
const LOCKS: usize = 32;

/// Keeps credentials in a directory that nobody else may look into, a file for each. Any number of
/// processes of one machine may share it: a file is replaced as a whole, and the right to fetch is a
/// lock of the operating system, which ends with its process whatever becomes of that.
///
/// ```no_run
/// # use wechat_runtime::FileStore;
/// let store = FileStore::open("/var/lib/shop/wechat")?;
/// # Ok::<(), wechat_runtime::Error>(())
/// ```
///
/// The values are in the files as they are: see [`SealedStore`](crate::SealedStore) for how to
/// encrypt them. The directory should be on a disk of the machine; file systems over a network have
/// locks that are not to be relied on.
#[derive(Clone)]
pub struct FileStore(Arc<Inner>);

struct Inner {
    directory: PathBuf,
    /// In front of the locks in the directory, so that the threads of this process queue up rather
    /// than try again and again.
    locks: [Mutex<()>; LOCKS],
}

impl FileStore {
    /// In this directory, which is made if there is none, for this user alone. One that others may
    /// look into is refused.
    pub fn open(directory: impl AsRef<Path>) -> Result<FileStore, Error> {
        let path = directory.as_ref();
        let directory = directory::open(path).map_err(|error| {
            Error::config(format!("credentials cannot be kept in {}: {error}", path.display()))
        })?;
        Ok(FileStore(Arc::new(Inner { directory, locks: Default::default() })))
    }

    /// Files are waited for on threads that may wait.
    async fn blocking<T: Send + 'static>(
        &self,
        key: &CredentialKey,
        work: impl FnOnce(&Inner, &CredentialKey) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return Err(StoreError::new("a FileStore needs a tokio runtime"));
        };
        let (inner, key) = (Arc::clone(&self.0), key.clone());
        runtime.spawn_blocking(move || work(&inner, &key)).await.map_err(StoreError::new)?
    }
}

impl Inner {
    fn path(&self, key: &CredentialKey, kind: &str) -> PathBuf {
        self.directory.join(format!("{}.{kind}", name::of(key)))
    }

    fn read(&self, key: &CredentialKey) -> Result<Option<Written>, StoreError> {
        let path = self.path(key, "json");
        let bytes = directory::read(&path).map_err(|error| cannot("read", &path, &error))?;
        let read = |bytes: Vec<u8>| {
            Written::read(&bytes, key)
                .map_err(|why| StoreError::unreadable(format!("{}: {why}", path.display())))
        };
        bytes.map(read).transpose()
    }

    /// Does something with what is kept under a key that no other thread or process changes
    /// meanwhile.
    fn alone<T>(
        &self,
        key: &CredentialKey,
        work: impl FnOnce(&Path) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let number = (name::hash(&key.to_string()) % LOCKS as u128) as usize;
        let _queue = self.locks[number].lock().unwrap_or_else(PoisonError::into_inner);
        let lock = self.directory.join(format!(".writing-{number}"));
        let _lock = Locked::wait(&lock).map_err(|error| cannot("lock", &lock, &error))?;
        work(&self.path(key, "json"))
    }

    fn put(
        &self,
        key: &CredentialKey,
        new: &StoredCredential,
        fence: Option<u64>,
    ) -> Result<bool, StoreError> {
        self.alone(key, |path| {
            let old = match self.read(key) {
                // What cannot be read is worth nothing.
                Err(error) if error.is_unreadable() => None,
                old => old?,
            };
            if old.as_ref().is_some_and(|old| old.credential.stays(old.fence, new, fence)) {
                return Ok(false);
            }
            let fence = fence.or(old.map(|old| old.fence)).unwrap_or_default();
            directory::replace(path, Written::text(key, new, fence).as_bytes())
                .map_err(|error| cannot("write", path, &error))?;
            Ok(true)
        })
    }

    fn remove_if(&self, key: &CredentialKey, value: &Secret) -> Result<bool, StoreError> {
        self.alone(key, |path| {
            let same = self.read(key)?.is_some_and(|old| old.credential.value == *value);
            if same {
                directory::remove(path)
                    .and_then(|()| directory::settle(path))
                    .map_err(|error| cannot("remove", path, &error))?;
            }
            Ok(same)
        })
    }

    fn try_lock(&self, key: &CredentialKey, impatient: bool) -> Result<Lock, StoreError> {
        let path = self.path(key, "lease");
        let failed = |error| cannot("lock", &path, &error);
        let Some(locked) = Locked::attempt(&path).map_err(failed)? else {
            return Ok(Lock::Busy);
        };
        let note = Note::read(&locked.read().map_err(failed)?);
        if !impatient && let Some(cool_down) = note.cool_down(SystemTime::now()) {
            return Ok(Lock::Cooling(cool_down));
        }
        // One that was written under a fence that this file has lost counts too.
        let written = match self.read(key) {
            Err(error) if error.is_unreadable() => None,
            written => written?,
        };
        let last = note.fence.max(written.map_or(0, |written| written.fence));
        let fence = format::micros(SystemTime::now()).max(last.saturating_add(1));
        // This ends a cool-down, too.
        locked.write_line(&Note::of(fence).text()).map_err(failed)?;
        Ok(Lock::Taken(Lease::new(Some(fence), move |end| end_lease(locked, path, fence, end))))
    }
}

/// The lock itself ends with `locked`.
async fn end_lease(locked: Locked, path: PathBuf, fence: u64, end: End) {
    let End::CoolDown(cool_down) = end else { return };
    let note = Note::cooling(fence, cool_down, SystemTime::now());
    let write = move || (locked.write_line(&note.text()), locked);
    match tokio::task::spawn_blocking(write).await {
        Ok((Ok(()), _)) => {}
        Ok((Err(error), _)) => {
            tracing::warn!(path = %path.display(), %error, "a cool-down is not kept");
        }
        Err(error) => tracing::warn!(path = %path.display(), %error, "a cool-down is not kept"),
    }
}

#[cold]
fn cannot(what: &str, path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::new(format!("cannot {what} {}: {error}", path.display()))
}

impl Store for FileStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(
            self.blocking(key, |inner, key| Ok(inner.read(key)?.map(|written| written.credential))),
        )
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let credential = credential.clone();
        Box::pin(self.blocking(key, move |inner, key| inner.put(key, &credential, fence)))
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let value = value.clone();
        Box::pin(self.blocking(key, move |inner, key| inner.remove_if(key, &value)))
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        Box::pin(self.blocking(key, move |inner, key| inner.try_lock(key, impatient)))
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FileStore").field(&self.0.directory).finish()
    }
}
