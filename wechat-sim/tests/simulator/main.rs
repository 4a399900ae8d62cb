//! The simulator over HTTP, as a client meets it.

mod api;
mod checks;
mod codes;
mod faults;
mod flows;
mod load;
mod login;
mod platforms;
mod push;
mod tokens;
