//! Work that goes on after its request was answered: counted, so that a program can wait for it
//! before it ends.

use std::any::Any;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// The tasks of one callback. Clones count together.
#[derive(Clone)]
pub(super) struct Tasks(Arc<Inner>);

struct Inner {
    running: AtomicUsize,
    idle: Notify,
    handlers: Arc<Semaphore>,
}

/// Counts as one task until it is dropped.
struct Running(Tasks);

impl Tasks {
    /// With room for so many handlers at once.
    pub(super) fn new(handlers: usize) -> Tasks {
        Tasks(Arc::new(Inner {
            running: AtomicUsize::new(0),
            idle: Notify::new(),
            handlers: Arc::new(Semaphore::new(handlers.min(Semaphore::MAX_PERMITS))),
        }))
    }

    /// The right to run a handler, if there is room for one more.
    pub(super) fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.handlers).try_acquire_owned().ok()
    }

    /// Runs something to its end, whoever goes away meanwhile. Outside of a tokio runtime, where
    /// nothing can run, it is dropped.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        self.0.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(self.clone());
        runtime.spawn(async move {
            let _running = running;
            work.await;
        });
    }

    /// Waits until nothing runs.
    pub(super) async fn drained(&self) {
        loop {
            let idle = self.0.idle.notified();
            if self.running() == 0 {
                return;
            }
            idle.await;
        }
    }

    pub(super) fn running(&self) -> usize {
        self.0.running.load(Ordering::SeqCst)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.0.running.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.0.idle.notify_waiters();
        }
    }
}

impl fmt::Debug for Tasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tasks").field(&self.running()).finish()
    }
}

/// A panic of the user's code. What it said is not kept: it may quote the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panicked;

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(_: Box<dyn Any + Send>) -> Panicked {
        Panicked
    }
}

/// Runs the user's code; a panic ends it, and nothing else.
pub(super) async fn caught<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut work = pin!(work);
    // What it leaves behind half done is its own: it is not polled again.
    std::future::poll_fn(move |cx| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic.into())),
        }
    })
    .await
}
