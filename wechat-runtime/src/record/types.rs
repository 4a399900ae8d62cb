//! The Rust types that a field may have. A closed set: the generator picks from it, and the codec
//! knows each by its [`Kind`].

use std::collections::BTreeMap;

use serde_json::Value;

use super::shape::{Kind, Of, Record};
use super::slot::{BoxOf, ListOf, MapOf, OptionOf, Plain};
use crate::file::File;
use crate::value::{Fen, Nested, Secret, Time};

/// A type that a field of a record may have.
///
/// # Safety
///
/// `KIND` must be the kind of exactly this type. Records have it by being records; for enums and
/// unions generated code takes the constant from [`TextEnum::KIND`](super::TextEnum::KIND) and its
/// like, which are made for the type itself.
pub unsafe trait Type: Default + Send + Sync + 'static {
    /// What the codec calls it.
    const KIND: Kind;

    /// For tables. Nothing overrides it.
    const OF: Of = Of::new::<Self>();
}

macro_rules! plain {
    ($($ty:ty = $kind:ident),*) => {$(
        // SAFETY: the kind of this very type.
        unsafe impl Type for $ty {
            const KIND: Kind = Kind::$kind;
        }

        impl Plain for $ty {
            #[inline]
            fn is(kind: Kind) -> bool {
                matches!(kind, Kind::$kind)
            }
        }
    )*};
}
plain!(
    String = String,
    i32 = I32,
    i64 = I64,
    u8 = U8,
    u32 = U32,
    u64 = U64,
    f64 = F64,
    bool = Bool,
    Value = Json,
    Secret = Secret,
    Fen = Fen,
    Time = Time,
    File = File
);

// SAFETY: the table is made for this very type.
unsafe impl<T: Type> Type for Option<T> {
    const KIND: Kind = Kind::Option(&OptionOf::new::<T>());
}

// SAFETY: the table is made for this very type.
unsafe impl<T: Type> Type for Nested<T> {
    const KIND: Kind = Kind::Box(&BoxOf::new::<T>());
}

// SAFETY: the table is made for this very type.
unsafe impl<T: Type> Type for Vec<T> {
    const KIND: Kind = Kind::List(&ListOf::new::<T>());
}

// SAFETY: the table is made for this very type.
unsafe impl<T: Type> Type for BTreeMap<String, T> {
    const KIND: Kind = Kind::Map(&MapOf::new::<T>());
}

// SAFETY: `Record` promises that the shape is this type's.
unsafe impl<R: Record> Type for R {
    const KIND: Kind = Kind::Record(R::SHAPE);
}
