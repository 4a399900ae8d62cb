//! From a table entry to a reference: the only `unsafe` code of the codec.
//!
//! [`View`] is a shared and [`Slot`] an exclusive borrow of a value whose type is known by its
//! [`Kind`]. Both can only be made from a real reference ([`View::of`], [`Slot::of`]) or, for a
//! field, from the view of its record and an entry of that record's own table. As
//! [`Record`](super::Record) promises that the table tells type and offset truly, the casts below
//! always meet a live value of the type that the kind names.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use super::choice::{IntEnum, TextEnum, Union, UnionShape};
use super::shape::{Field, Kind, Record, Shape};
use super::types::Type;
use crate::file::File;
use crate::value::{Fen, Nested, Secret, Time};

/// A shared borrow of a value of some [`Kind`].
#[derive(Clone, Copy)]
pub struct View<'a> {
    at: *const u8,
    kind: Kind,
    life: PhantomData<&'a ()>,
}

/// An exclusive borrow of a value of some [`Kind`].
pub(crate) struct Slot<'a> {
    at: *mut u8,
    kind: Kind,
    life: PhantomData<&'a mut ()>,
}

/// What a [`View`] sees.
pub(crate) enum Seen<'a> {
    String(&'a str),
    Int(i64),
    Uint(u64),
    F64(f64),
    Bool(bool),
    Json(&'a Value),
    Secret(&'a Secret),
    Time(Time),
    File(&'a File),
    None,
    List(&'static ListOf, usize, View<'a>),
    Map(&'static MapOf, View<'a>),
    Record(&'static Shape, View<'a>),
    Union(&'a dyn ErasedUnion),
}

impl<'a> View<'a> {
    /// The view of a whole value.
    pub fn of<T: Type>(value: &'a T) -> View<'a> {
        View { at: (&raw const *value).cast(), kind: T::KIND, life: PhantomData }
    }

    /// A field of the record that this is a view of.
    pub(crate) fn field(self, field: &'static Field) -> View<'a> {
        // SAFETY: `Seen::Record` hands out a shape only together with the view of a record of that
        // shape, and all callers take `field` from that shape; the offset is inside the record.
        View { at: unsafe { self.at.add(field.offset) }, kind: field.kind, life: PhantomData }
    }

    /// The shape, when this is the view of a record.
    pub(crate) fn shape(self) -> Option<&'static Shape> {
        match self.kind {
            Kind::Record(shape) => Some(shape),
            Kind::Lazy(kind) => View { kind: kind(), ..self }.shape(),
            _ => None,
        }
    }

    /// Looks at the value, through options and boxes.
    pub(crate) fn see(self) -> Seen<'a> {
        // SAFETY: in each arm, a view of kind K lies at a live value of the type of K and borrows it
        // for 'a.
        unsafe {
            match self.kind {
                Kind::String => Seen::String(&*self.at.cast::<String>()),
                Kind::I32 => Seen::Int(i64::from(*self.at.cast::<i32>())),
                Kind::I64 => Seen::Int(*self.at.cast::<i64>()),
                Kind::U8 => Seen::Uint(u64::from(*self.at)),
                Kind::U32 => Seen::Uint(u64::from(*self.at.cast::<u32>())),
                Kind::U64 => Seen::Uint(*self.at.cast::<u64>()),
                Kind::F64 => Seen::F64(*self.at.cast::<f64>()),
                Kind::Bool => Seen::Bool(*self.at.cast::<bool>()),
                Kind::Json => Seen::Json(&*self.at.cast::<Value>()),
                Kind::Secret => Seen::Secret(&*self.at.cast::<Secret>()),
                Kind::Fen => Seen::Int((*self.at.cast::<Fen>()).0),
                Kind::Time => Seen::Time(*self.at.cast::<Time>()),
                Kind::File => Seen::File(&*self.at.cast::<File>()),
                Kind::Option(of) => {
                    let at = (of.get)(self.at);
                    if at.is_null() {
                        Seen::None
                    } else {
                        View { at, kind: of.inner, ..self }.see()
                    }
                }
                Kind::Box(of) => View { at: (of.get)(self.at), kind: of.inner, ..self }.see(),
                Kind::List(of) => Seen::List(of, (of.items)(self.at).1, self),
                Kind::Map(of) => Seen::Map(of, self),
                Kind::Record(shape) => Seen::Record(shape, self),
                Kind::TextEnum(of) => Seen::String(&*(of.get)(self.at)),
                Kind::IntEnum(of) => Seen::Int((of.get)(self.at)),
                Kind::Union(shape) => Seen::Union(&*(shape.get)(self.at)),
                Kind::Lazy(kind) => View { kind: kind(), ..self }.see(),
            }
        }
    }

    /// The `index`-th item of the list that this is a view of.
    pub(crate) fn item(self, of: &'static ListOf, index: usize) -> View<'a> {
        // SAFETY: `Seen::List` hands out `of` only together with the view of such a list.
        let (items, count) = unsafe { (of.items)(self.at) };
        assert!(index < count, "there are {count} items");
        // SAFETY: the index is within the list.
        View { at: unsafe { items.add(index * of.size) }, kind: of.inner, life: PhantomData }
    }

    /// Calls `each` for every entry of the map that this is a view of.
    pub(crate) fn entries(self, of: &'static MapOf, each: &mut dyn FnMut(&str, View<'a>)) {
        let mut erased = |key: &str, at: *const u8| {
            each(key, View { at, kind: of.inner, life: PhantomData });
        };
        // SAFETY: `Seen::Map` hands out `of` only together with the view of such a map, which is
        // borrowed for 'a.
        unsafe { (of.each)(self.at, &mut erased) }
    }
}

impl<'a> Slot<'a> {
    /// The slot of a whole value.
    pub(crate) fn of<T: Type>(value: &'a mut T) -> Slot<'a> {
        Slot { at: (&raw mut *value).cast(), kind: T::KIND, life: PhantomData }
    }

    /// What the slot holds.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The same slot, for a shorter time.
    pub(crate) fn again(&mut self) -> Slot<'_> {
        Slot { at: self.at, kind: self.kind, life: PhantomData }
    }

    /// A field of the record of `shape` that this is the slot of.
    pub(crate) fn field(&mut self, shape: &'static Shape, index: usize) -> Slot<'_> {
        let field = &shape.fields[index];
        // By name: a constant may have several addresses.
        debug_assert!(matches!(self.kind, Kind::Record(own) if own.name == shape.name));
        // SAFETY: callers have `shape` from `self.kind()`; the offset is inside the record. The
        // result borrows `self`, so two fields are never lent at once.
        Slot { at: unsafe { self.at.add(field.offset) }, kind: field.kind, life: PhantomData }
    }

    /// Goes through options (which become `Some`), boxes and lazy kinds to the value itself.
    pub(crate) fn open(self) -> Slot<'a> {
        match self.kind {
            Kind::Option(of) => {
                // SAFETY: a slot of this kind lies at such an option.
                let at = unsafe { (of.insert)(self.at) };
                Slot { at, kind: of.inner, life: PhantomData }.open()
            }
            Kind::Box(of) => {
                // SAFETY: a slot of this kind lies at such a box.
                let at = unsafe { (of.get_mut)(self.at) };
                Slot { at, kind: of.inner, life: PhantomData }.open()
            }
            Kind::Lazy(kind) => Slot { kind: kind(), ..self }.open(),
            _ => self,
        }
    }

    /// Writes a value of the type that the kind names; `false`, and nothing written, when `T` is
    /// not that type.
    pub(crate) fn put<T: Plain>(self, value: T) -> bool {
        if !T::is(self.kind) {
            return false;
        }
        // SAFETY: the kind names the type `T`, and a slot lies at a live value of its kind's type.
        unsafe { *self.at.cast::<T>() = value };
        true
    }

    /// Appends a default item to the list that this is the slot of, and lends it.
    pub(crate) fn push(&mut self, of: &'static ListOf) -> Slot<'_> {
        debug_assert!(matches!(self.kind, Kind::List(own) if std::ptr::eq(own, of)));
        // SAFETY: callers have `of` from `self.kind()`.
        Slot { at: unsafe { (of.push)(self.at) }, kind: of.inner, life: PhantomData }
    }

    /// Appends a default item and gives up the list for it.
    pub(crate) fn into_item(self, of: &'static ListOf) -> Slot<'a> {
        debug_assert!(matches!(self.kind, Kind::List(own) if std::ptr::eq(own, of)));
        // SAFETY: callers have `of` from `self.kind()`.
        Slot { at: unsafe { (of.push)(self.at) }, kind: of.inner, life: PhantomData }
    }

    /// Makes the entry `key` of the map that this is the slot of, and lends it.
    pub(crate) fn entry(&mut self, of: &'static MapOf, key: String) -> Slot<'_> {
        debug_assert!(matches!(self.kind, Kind::Map(own) if std::ptr::eq(own, of)));
        // SAFETY: callers have `of` from `self.kind()`.
        Slot { at: unsafe { (of.entry)(self.at, key) }, kind: of.inner, life: PhantomData }
    }

    /// Sets an open enum of strings.
    pub(crate) fn put_text_enum(self, of: &'static TextEnumOf, wire: &str) {
        debug_assert!(matches!(self.kind, Kind::TextEnum(own) if std::ptr::eq(own, of)));
        // SAFETY: callers have `of` from `self.kind()`.
        unsafe { (of.set)(self.at, wire) }
    }

    /// Sets an open enum of integers.
    pub(crate) fn put_int_enum(self, of: &'static IntEnumOf, wire: i64) {
        debug_assert!(matches!(self.kind, Kind::IntEnum(own) if std::ptr::eq(own, of)));
        // SAFETY: callers have `of` from `self.kind()`.
        unsafe { (of.set)(self.at, wire) }
    }

    /// The union that this is the slot of.
    pub(crate) fn union(self, shape: &'static UnionShape) -> &'a mut dyn ErasedUnion {
        debug_assert!(matches!(self.kind, Kind::Union(own) if std::ptr::eq(own, shape)));
        // SAFETY: callers have `shape` from `self.kind()`.
        unsafe { &mut *(shape.get_mut)(self.at) }
    }
}

/// A type that [`Slot::put`] can write.
pub(crate) trait Plain {
    /// Whether `kind` names this type.
    fn is(kind: Kind) -> bool;
}

// The functions below are compiled in users' programs, for each type that a field has: so they are
// functions rather than closures, and call as little as they can.

/// How to reach into `Option<T>`.
pub struct OptionOf {
    pub(crate) inner: Kind,
    get: unsafe fn(*const u8) -> *const u8,
    insert: unsafe fn(*mut u8) -> *mut u8,
}

impl OptionOf {
    pub(crate) const fn new<T: Type>() -> OptionOf {
        OptionOf { inner: T::KIND, get: option_get::<T>, insert: option_insert::<T> }
    }
}

/// # Safety
///
/// `at` must point to a live `Option<T>`.
unsafe fn option_get<T>(at: *const u8) -> *const u8 {
    // SAFETY: as demanded.
    match unsafe { &*at.cast::<Option<T>>() } {
        Some(value) => (value as *const T).cast(),
        None => std::ptr::null(),
    }
}

/// # Safety
///
/// `at` must point to a live `Option<T>`.
unsafe fn option_insert<T: Default>(at: *mut u8) -> *mut u8 {
    // SAFETY: as demanded.
    let option = unsafe { &mut *at.cast::<Option<T>>() };
    #[expect(clippy::redundant_pattern_matching, reason = "`is_none` is a function more")]
    if matches!(option, None) {
        *option = Some(T::default());
    }
    match option {
        Some(value) => (value as *mut T).cast(),
        None => std::ptr::null_mut(),
    }
}

/// How to reach into `Nested<T>`.
pub struct BoxOf {
    pub(crate) inner: Kind,
    get: unsafe fn(*const u8) -> *const u8,
    get_mut: unsafe fn(*mut u8) -> *mut u8,
}

impl BoxOf {
    pub(crate) const fn new<T: Type>() -> BoxOf {
        BoxOf { inner: T::KIND, get: box_get::<T>, get_mut: box_get_mut::<T> }
    }
}

/// # Safety
///
/// `at` must point to a live `Nested<T>`.
unsafe fn box_get<T>(at: *const u8) -> *const u8 {
    // SAFETY: as demanded.
    unsafe { (&raw const *(*at.cast::<Nested<T>>()).0).cast() }
}

/// # Safety
///
/// `at` must point to a live `Nested<T>`.
unsafe fn box_get_mut<T>(at: *mut u8) -> *mut u8 {
    // SAFETY: as demanded.
    unsafe { (&raw mut *(*at.cast::<Nested<T>>()).0).cast() }
}

/// How to reach into `Vec<T>`.
pub struct ListOf {
    pub(crate) inner: Kind,
    /// The size of an item.
    size: usize,
    items: unsafe fn(*const u8) -> (*const u8, usize),
    push: unsafe fn(*mut u8) -> *mut u8,
}

impl ListOf {
    pub(crate) const fn new<T: Type>() -> ListOf {
        ListOf {
            inner: T::KIND,
            size: size_of::<T>(),
            items: list_items::<T>,
            push: list_push::<T>,
        }
    }
}

/// Where the items are, and how many.
///
/// # Safety
///
/// `at` must point to a live `Vec<T>`.
unsafe fn list_items<T>(at: *const u8) -> (*const u8, usize) {
    // SAFETY: as demanded.
    let list = unsafe { &*at.cast::<Vec<T>>() };
    (list.as_ptr().cast(), list.len())
}

/// # Safety
///
/// `at` must point to a live `Vec<T>`.
unsafe fn list_push<T: Default>(at: *mut u8) -> *mut u8 {
    // SAFETY: as demanded.
    let list = unsafe { &mut *at.cast::<Vec<T>>() };
    list.push(T::default());
    // SAFETY: the list holds an item at least, and this is the last.
    unsafe { list.as_mut_ptr().add(list.len() - 1).cast() }
}

/// How to reach into `BTreeMap<String, T>`.
pub struct MapOf {
    pub(crate) inner: Kind,
    #[expect(clippy::type_complexity, reason = "an alias would not say more")]
    each: unsafe fn(*const u8, &mut dyn FnMut(&str, *const u8)),
    entry: unsafe fn(*mut u8, String) -> *mut u8,
}

impl MapOf {
    pub(crate) const fn new<T: Type>() -> MapOf {
        MapOf { inner: T::KIND, each: map_each::<T>, entry: map_entry::<T> }
    }
}

/// # Safety
///
/// `at` must point to a live `BTreeMap<String, T>`.
unsafe fn map_each<T>(at: *const u8, each: &mut dyn FnMut(&str, *const u8)) {
    // SAFETY: as demanded.
    for (key, value) in unsafe { &*at.cast::<BTreeMap<String, T>>() } {
        each(key, (value as *const T).cast());
    }
}

/// # Safety
///
/// `at` must point to a live `BTreeMap<String, T>`.
unsafe fn map_entry<T: Default>(at: *mut u8, key: String) -> *mut u8 {
    // SAFETY: as demanded.
    let map = unsafe { &mut *at.cast::<BTreeMap<String, T>>() };
    (map.entry(key).or_default() as *mut T).cast()
}

/// How to reach an open enum of strings.
pub struct TextEnumOf {
    get: unsafe fn(*const u8) -> *const str,
    set: unsafe fn(*mut u8, &str),
}

impl TextEnumOf {
    pub(crate) const fn new<E: TextEnum>() -> TextEnumOf {
        TextEnumOf { get: text_enum_get::<E>, set: text_enum_set::<E> }
    }
}

/// # Safety
///
/// `at` must point to a live `E`.
unsafe fn text_enum_get<E: TextEnum>(at: *const u8) -> *const str {
    // SAFETY: as demanded.
    unsafe { &*at.cast::<E>() }.as_wire()
}

/// # Safety
///
/// `at` must point to a live `E`.
unsafe fn text_enum_set<E: TextEnum>(at: *mut u8, wire: &str) {
    // SAFETY: as demanded.
    unsafe { *at.cast::<E>() = E::from_wire(wire) }
}

/// How to reach an open enum of integers.
pub struct IntEnumOf {
    get: unsafe fn(*const u8) -> i64,
    set: unsafe fn(*mut u8, i64),
}

impl IntEnumOf {
    pub(crate) const fn new<E: IntEnum>() -> IntEnumOf {
        IntEnumOf { get: int_enum_get::<E>, set: int_enum_set::<E> }
    }
}

/// # Safety
///
/// `at` must point to a live `E`.
unsafe fn int_enum_get<E: IntEnum>(at: *const u8) -> i64 {
    // SAFETY: as demanded.
    unsafe { &*at.cast::<E>() }.as_wire()
}

/// # Safety
///
/// `at` must point to a live `E`.
unsafe fn int_enum_set<E: IntEnum>(at: *mut u8, wire: i64) {
    // SAFETY: as demanded.
    unsafe { *at.cast::<E>() = E::from_wire(wire) }
}

/// A union, without its type.
pub(crate) trait ErasedUnion {
    fn shape(&self) -> &'static UnionShape;
    fn current(&self) -> (usize, Option<View<'_>>);
    fn other(&self) -> Option<(&str, &Value)>;
    fn start(&mut self, index: usize) -> Option<Slot<'_>>;
    fn start_other(&mut self, tag: String, content: Value);
}

impl<U: Union> ErasedUnion for U {
    fn shape(&self) -> &'static UnionShape {
        U::SHAPE
    }
    fn current(&self) -> (usize, Option<View<'_>>) {
        self.content()
    }
    fn other(&self) -> Option<(&str, &Value)> {
        self.as_other()
    }
    fn start(&mut self, index: usize) -> Option<Slot<'_>> {
        *self = U::start(index)?;
        self.content_mut().map(|content| content.0)
    }
    fn start_other(&mut self, tag: String, content: Value) {
        *self = U::other(tag, content);
    }
}

/// The content of a union's variant, lent to be filled. Made by generated code with
/// [`Content::of`].
pub struct Content<'a>(Slot<'a>);

impl<'a> Content<'a> {
    /// Lends a record.
    pub fn of<R: Record>(record: &'a mut R) -> Content<'a> {
        Content(Slot::of(record))
    }

    #[cfg(feature = "callback")]
    pub(crate) fn into_slot(self) -> Slot<'a> {
        self.0
    }
}

/// Half of a union's table.
pub(crate) const fn union_get<U: Union>() -> unsafe fn(*const u8) -> *const dyn ErasedUnion {
    |at| at.cast::<U>() as *const dyn ErasedUnion
}

/// The other half.
pub(crate) const fn union_get_mut<U: Union>() -> unsafe fn(*mut u8) -> *mut dyn ErasedUnion {
    |at| at.cast::<U>() as *mut dyn ErasedUnion
}

macro_rules! opaque_debug {
    ($($ty:ident),*) => {$(
        impl fmt::Debug for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($ty))
            }
        }
    )*};
}
opaque_debug!(OptionOf, BoxOf, ListOf, MapOf, TextEnumOf, IntEnumOf);
