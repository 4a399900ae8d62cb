//! Lists as arguments.

/// What a list of `T` can be made of: anything to iterate over, of what becomes a `T`. So
/// `["a", "b"]`, a `Vec<String>` and an iterator of `&str` all do for a list of strings.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of what becomes `{T}`",
    note = "an array, a `Vec` or any other iterator of values that are `Into<{T}>` is"
)]
pub trait IntoList<T> {
    /// The list.
    fn into_list(self) -> Vec<T>;
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoList<T> for I {
    fn into_list(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}
