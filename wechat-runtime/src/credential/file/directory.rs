//! The directory: nobody else may look into it, and a file in it is either the old one or the new
//! one, never half of it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Result, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Larger ones are none of ours.
const LARGEST: u64 = 1 << 20;
/// How long a lock for writing is waited for: writing takes milliseconds.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Makes the directory if there is none, and refuses one that others may look into.
pub(super) fn open(path: &Path) -> Result<PathBuf> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    // A program may change its own directory later.
    let path = path.canonicalize()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = path.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(std::io::Error::new(
                ErrorKind::PermissionDenied,
                format!(
                    "others may look into it (its mode is {:o}), and what is kept there is secret: \
                     `chmod 700` it, or name another directory",
                    mode & 0o7777
                ),
            ));
        }
    }
    Ok(path)
}

/// What is in a file; `None` when there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match File::open(path) {
        Ok(file) => read_from(&file).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_from(file: &File) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Replaces a file as a whole, and has it on the disk when this is done. One at a time for each
/// file: the caller has a lock.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let new = PathBuf::from(new);
    // One that a killed process left behind.
    remove(&new)?;
    let mut file = private().create_new(true).open(&new)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let done = written.and_then(|()| std::fs::rename(&new, path));
    if done.is_err() {
        let _ = remove(&new);
    }
    done?;
    settle(path)
}

/// Removes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// That the file has this name, or none any more, is to outlive a power cut.
pub(super) fn settle(path: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(directory) = path.parent() {
        match File::open(directory)?.sync_all() {
            // Some file systems cannot, and need not.
            Err(error)
                if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            done => done?,
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// A file that others cannot read from its first moment on.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A file that is locked. The lock ends with it, and with the process whatever becomes of that.
#[derive(Debug)]
pub(super) struct Locked(File);

impl Locked {
    /// `None` when another has it.
    pub(super) fn attempt(path: &Path) -> Result<Option<Locked>> {
        let file = private().create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Locked(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Waits, but not for ever: another process may hang.
    pub(super) fn wait(path: &Path) -> Result<Locked> {
        let end = Instant::now() + PATIENCE;
        let mut pause = Duration::from_micros(200);
        loop {
            if let Some(locked) = Locked::attempt(path)? {
                return Ok(locked);
            }
            if Instant::now() > end {
                let text = format!("another process has had its lock for {PATIENCE:?}");
                return Err(std::io::Error::new(ErrorKind::TimedOut, text));
            }
            sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(10));
        }
    }

    /// What is in the file.
    pub(super) fn read(&self) -> Result<Vec<u8>> {
        (&self.0).rewind()?;
        read_from(&self.0)
    }

    /// Writes into the file itself, as replacing it would lose the lock. What a process leaves that
    /// is killed meanwhile begins with a whole line, of the old or the new, or is not to be read.
    pub(super) fn write_line(&self, line: &str) -> Result<()> {
        let mut file = &self.0;
        file.rewind()?;
        file.write_all(format!("{line}\n").as_bytes())?;
        self.0.set_len(line.len() as u64 + 1)
    }
}
