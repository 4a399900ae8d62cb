//! A box for records that hold themselves.

use std::ops::{Deref, DerefMut};

/// A value on the heap: what `Box` is, for the field through which a record holds itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nested<T>(pub Box<T>);

impl<T> Deref for Nested<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Nested<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Nested<T> {
    fn from(value: T) -> Nested<T> {
        Nested(Box::new(value))
    }
}
