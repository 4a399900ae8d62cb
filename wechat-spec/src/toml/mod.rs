//! TOML text as a tree in the order of the file, each key and value with its place.
//!
//! The crate reads TOML itself, for three reasons: it is part of every user's build, where a
//! general parser costs more to compile and to run (unoptimised, as build dependencies are) than
//! all the rest of this crate; it needs the place of everything; and after a mistake it has to go
//! on, so that all mistakes of a file are told at once. A test holds it against another parser.

mod reader;
mod scalar;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use reader::read;
pub(crate) use tree::{Entry, Kind, Node, Table};
