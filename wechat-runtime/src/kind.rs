//! Kinds of app: mini program, official account, …; generated code makes one type of each.

use crate::op::Product;

/// A kind of app.
#[derive(Debug)]
pub struct KindInfo {
    /// `mini_program`
    pub name: &'static str,
    /// Its host, envelope and credentials.
    pub product: &'static Product,
}

/// The type of a kind of app. Which groups of endpoints an app can call follows from it.
pub trait Kind: Send + Sync + 'static {
    /// What there is to know about it.
    const INFO: &'static KindInfo;
}
