//! The runtime against real sockets: small servers on loopback that answer, misbehave or vanish.
//! Whatever a test writes to errors or logs is searched for secrets when it ends; see `hush.rs`.

mod answers;
mod calls;
mod credentials;
mod files;
mod fixture;
mod hush;
mod retries;
mod server;
mod settings;
mod storms;
