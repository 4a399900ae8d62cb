//! The table that describes a record.

use super::types::Type;
use crate::op::{Const, Place};

use super::choice::UnionShape;
use super::slot::{BoxOf, IntEnumOf, ListOf, MapOf, OptionOf, TextEnumOf};

/// A struct that generated code declares.
///
/// # Safety
///
/// The fields of `SHAPE` must be made by [`fields`] from the types of all fields of `Self`, in their
/// order, and `Self` must be `#[repr(C)]`. The generator writes the struct and its table from one
/// list, and nothing else implements this trait.
pub unsafe trait Record: Clone + Default + Send + Sync + 'static {
    /// The table.
    const SHAPE: &'static Shape;
}

/// What the codec knows of a record.
#[derive(Debug)]
pub struct Shape {
    /// Rust name.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// What is written with it always.
    pub consts: &'static [Const],
    /// Whether a field takes keys that are not its own: inline, rest or indexed.
    pub(crate) open: bool,
}

impl Shape {
    /// A table.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Shape {
        let mut open = false;
        let mut i = 0;
        while i < fields.len() {
            let field = &fields[i];
            open |= field.has(flag::INLINE) || field.has(flag::REST) || field.has(flag::INDEXED);
            i += 1;
        }
        Shape { name, fields, consts: &[], open }
    }

    /// Adds constants.
    pub const fn consts(mut self, consts: &'static [Const]) -> Shape {
        self.consts = consts;
        self
    }
}

/// What generated code says of a field. Where it lies follows from the types before it, which is
/// much cheaper to compile than `offset_of!` for each.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// WeChat's name.
    pub wire: &'static str,
    /// Of its type: [`Type::OF`].
    pub of: Of,
    /// From [`flag`].
    pub flags: u32,
}

/// What the table knows of a type.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    kind: Kind,
    size: usize,
    align: usize,
}

impl Of {
    pub(crate) const fn new<T: Type>() -> Of {
        Of { kind: T::KIND, size: size_of::<T>(), align: align_of::<T>() }
    }

    /// The same of a type through which a record holds itself: its kind is looked up when it is
    /// needed, as a constant cannot contain itself.
    pub const fn lazy<T: Type>() -> Of {
        const fn kind<T: Type>() -> Kind {
            T::KIND
        }
        Of { kind: Kind::Lazy(kind::<T>), size: size_of::<T>(), align: align_of::<T>() }
    }
}

/// The fields of `R`, which is `#[repr(C)]`, from all its parts in their order. Fails to compile
/// when they do not make up the size of `R`.
pub const fn fields<R, const N: usize>(parts: [Entry; N]) -> [Field; N] {
    let mut fields = [Field { wire: "", kind: Kind::Bool, offset: 0, flags: 0 }; N];
    let mut end = 0;
    let mut i = 0;
    while i < N {
        let Entry { wire, of: Of { kind, size, align }, flags } = parts[i];
        let offset = usize::next_multiple_of(end, align);
        fields[i] = Field { wire, kind, offset, flags };
        end = offset + size;
        i += 1;
    }
    let whole = usize::next_multiple_of(end, align_of::<R>());
    assert!(whole == size_of::<R>(), "the parts of a record are all its fields, in their order");
    fields
}

/// One field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// WeChat's name.
    pub wire: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Where it lies in the struct, in bytes.
    pub(crate) offset: usize,
    flags: u32,
}

impl Field {
    pub(crate) const fn has(&self, flag: u32) -> bool {
        self.flags & flag == flag
    }

    pub(crate) const fn place(&self) -> Place {
        match self.flags & flag::PLACE {
            flag::PATH => Place::Path,
            flag::QUERY => Place::Query,
            flag::HEADER => Place::Header,
            _ => Place::Body,
        }
    }

    pub(crate) const fn form(&self) -> Form {
        Form::of(self.flags)
    }
}

/// What generated code says about a field, as bits to be or-ed.
pub mod flag {
    /// In the path.
    pub const PATH: u32 = 1;
    /// In the query.
    pub const QUERY: u32 = 2;
    /// In a header.
    pub const HEADER: u32 = 3;
    pub(crate) const PLACE: u32 = 3;
    /// Prints as `***`.
    pub const PRIVATE: u32 = 1 << 2;
    /// WeChat Pay encrypts it.
    pub const SENSITIVE: u32 = 1 << 3;
    /// Its own keys stand among its parent's.
    pub const INLINE: u32 = 1 << 4;
    /// Takes all keys that have no field.
    pub const REST: u32 = 1 << 5;
    /// `name_0`, `name_1`, …
    pub const INDEXED: u32 = 1 << 6;
    /// A bool as 0 or 1.
    pub const ZERO_ONE: u32 = 1 << 8;
    /// A bool as Y or N.
    pub const YES_NO: u32 = 2 << 8;
    /// A bool as a string.
    pub const TRUE_FALSE: u32 = 3 << 8;
    /// A number as a string.
    pub const TEXT: u32 = 4 << 8;
    /// A string of digits as a number.
    pub const NUMBER: u32 = 5 << 8;
    /// A time in milliseconds (seconds need no flag).
    pub const UNIX_MS: u32 = 6 << 8;
    /// A time in RFC 3339.
    pub const RFC3339: u32 = 7 << 8;
    /// A time as `yyyy-MM-dd HH:mm:ss`.
    pub const DATE_TIME: u32 = 8 << 8;
    /// A time as `yyyyMMddHHmmss`.
    pub const COMPACT: u32 = 9 << 8;
    /// A time as `yyyy-MM-dd`.
    pub const DATE: u32 = 10 << 8;
    /// A list in one string, by commas.
    pub const COMMA: u32 = 11 << 8;
    /// A list in one string, by bars.
    pub const BAR: u32 = 12 << 8;
    /// A list in one string, by semicolons.
    pub const SEMICOLON: u32 = 13 << 8;
    /// A value in a string of JSON.
    pub const JSON: u32 = 14 << 8;
    /// One object, or a list of several.
    pub const ONE_OR_MANY: u32 = 15 << 8;
    pub(crate) const FORM: u32 = 15 << 8;
}

/// How a value is written when not as plain JSON. Read from the bits of [`flag`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As JSON has it; a time in seconds.
    Plain,
    /// A bool as 0 or 1.
    ZeroOne,
    /// A bool as Y or N.
    YesNo,
    /// A bool as a string.
    TrueFalse,
    /// A number as a string.
    Text,
    /// A string of digits as a number.
    Number,
    /// A time in milliseconds.
    UnixMs,
    /// A time in RFC 3339.
    Rfc3339,
    /// A time as `yyyy-MM-dd HH:mm:ss`.
    DateTime,
    /// A time as `yyyyMMddHHmmss`.
    Compact,
    /// A time as `yyyy-MM-dd`.
    Date,
    /// A list in one string.
    Joined(char),
    /// A value in a string of JSON.
    Json,
    /// One object, or a list of several.
    OneOrMany,
}

impl Form {
    const fn of(flags: u32) -> Form {
        match flags & flag::FORM {
            flag::ZERO_ONE => Form::ZeroOne,
            flag::YES_NO => Form::YesNo,
            flag::TRUE_FALSE => Form::TrueFalse,
            flag::TEXT => Form::Text,
            flag::NUMBER => Form::Number,
            flag::UNIX_MS => Form::UnixMs,
            flag::RFC3339 => Form::Rfc3339,
            flag::DATE_TIME => Form::DateTime,
            flag::COMPACT => Form::Compact,
            flag::DATE => Form::Date,
            flag::COMMA => Form::Joined(','),
            flag::BAR => Form::Joined('|'),
            flag::SEMICOLON => Form::Joined(';'),
            flag::JSON => Form::Json,
            flag::ONE_OR_MANY => Form::OneOrMany,
            _ => Form::Plain,
        }
    }
}

/// What a field holds, as the codec sees it.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `String`
    String,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `bool`
    Bool,
    /// `serde_json::Value`
    Json,
    /// [`Secret`](crate::value::Secret)
    Secret,
    /// [`Fen`](crate::value::Fen)
    Fen,
    /// [`Time`](crate::value::Time)
    Time,
    /// [`File`](crate::file::File)
    File,
    /// `Option<T>`
    Option(&'static OptionOf),
    /// [`Nested`](crate::value::Nested)
    Box(&'static BoxOf),
    /// `Vec<T>`
    List(&'static ListOf),
    /// `BTreeMap<String, T>`
    Map(&'static MapOf),
    /// A record.
    Record(&'static Shape),
    /// An open enum of strings.
    TextEnum(&'static TextEnumOf),
    /// An open enum of integers.
    IntEnum(&'static IntEnumOf),
    /// A union.
    Union(&'static UnionShape),
    /// Looked up when needed, where a record holds itself.
    Lazy(fn() -> Kind),
}

impl Kind {
    /// What it is, for error texts.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Kind::String | Kind::Secret | Kind::TextEnum(_) => "a string",
            Kind::I32 | Kind::I64 | Kind::Fen | Kind::IntEnum(_) => "an integer",
            Kind::U8 | Kind::U32 | Kind::U64 => "an integer of 0 or more",
            Kind::F64 => "a number",
            Kind::Bool => "a bool",
            Kind::Json => "any value",
            Kind::Time => "a time",
            Kind::File => "a file",
            Kind::List(_) => "a list",
            Kind::Map(_) | Kind::Record(_) | Kind::Union(_) => "an object",
            Kind::Option(of) => of.inner.describe(),
            Kind::Box(of) => of.inner.describe(),
            Kind::Lazy(kind) => kind().describe(),
        }
    }
}

impl Kind {
    /// The kind inside of options, boxes and lazy kinds.
    #[inline]
    pub(crate) fn core(self) -> Kind {
        match self {
            Kind::Option(of) => of.inner.core(),
            Kind::Box(of) => of.inner.core(),
            Kind::Lazy(kind) => kind().core(),
            kind => kind,
        }
    }
}
