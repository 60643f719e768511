//! Open enumerations: texts with documented values, ready for values nobody has documented yet.
//!
//! **Invariants**: knows how `request` encodes and how `response` decodes, and is known to neither; a value is its text on the wire, so one that becomes documented later stays equal to itself.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde_json::Value;

use super::request::Encode;
use super::response::decode::{Cursor, Decode, ElementKind, enum_text};
use crate::types::{StringEnum, index, known, text};

/// A text that has documented values, `T`, and may have others: what the service learns tomorrow works today.
///
/// Made from a documented value or from any text, compared with either, and read with [`known`](Self::known).
/// One that is missing in a reply is empty.
///
/// ```
/// # use acs_client::{OpenEnum, codegen};
/// # pub enum Lang { Zh, En }
/// # impl codegen::StringEnum for Lang {
/// #     const VALUES: &'static [&'static str] = &["zh", "en"];
/// #     fn from_index(index: usize) -> Self { match index { 0 => Self::Zh, _ => Self::En } }
/// # }
/// # codegen::impl_string_enum!(Lang);
/// let lang: OpenEnum<Lang> = "en".into();
/// assert_eq!(lang, Lang::En);
/// assert_eq!(OpenEnum::<Lang>::from("fr").known(), None);
///
/// let greeting = match lang.known() {
///     Some(Lang::En) => "hello",
///     Some(_) => "你好",
///     None => lang.as_str(),
/// };
/// assert_eq!(greeting, "hello");
/// ```
pub struct OpenEnum<T> {
    text: Cow<'static, str>,
    values: PhantomData<fn() -> T>,
}

impl<T> OpenEnum<T> {
    fn of(text: Cow<'static, str>) -> Self {
        Self {
            text,
            values: PhantomData,
        }
    }

    /// The value as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl<T: StringEnum> OpenEnum<T> {
    /// The documented value; none where it is another one, or none at all.
    #[must_use]
    pub fn known(&self) -> Option<T> {
        known(&self.text)
    }
}

impl<T> Clone for OpenEnum<T> {
    fn clone(&self) -> Self {
        Self::of(self.text.clone())
    }
}

impl<T> Default for OpenEnum<T> {
    fn default() -> Self {
        Self::of(Cow::Borrowed(""))
    }
}

impl<T> fmt::Debug for OpenEnum<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for OpenEnum<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<T> AsRef<str> for OpenEnum<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> Eq for OpenEnum<T> {}

impl<T> PartialEq for OpenEnum<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T: StringEnum> PartialEq<T> for OpenEnum<T> {
    fn eq(&self, other: &T) -> bool {
        self.text == text(*other)
    }
}

impl<T> PartialEq<str> for OpenEnum<T> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl<T> PartialEq<&str> for OpenEnum<T> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<T> Ord for OpenEnum<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> PartialOrd for OpenEnum<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Hash for OpenEnum<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T: StringEnum> From<T> for OpenEnum<T> {
    fn from(value: T) -> Self {
        Self::of(Cow::Borrowed(text(value)))
    }
}

impl<T> From<&str> for OpenEnum<T> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T> From<String> for OpenEnum<T> {
    fn from(text: String) -> Self {
        Self::of(Cow::Owned(text))
    }
}

impl<T> From<&String> for OpenEnum<T> {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl<T> From<OpenEnum<T>> for String {
    fn from(value: OpenEnum<T>) -> Self {
        value.text.into_owned()
    }
}

impl<T> Encode for OpenEnum<T> {
    fn encode(self) -> Value {
        Value::String(self.text.into_owned())
    }
}

impl<T: StringEnum> Decode for OpenEnum<T> {
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        let text = enum_text(slot)?;
        let known = index(T::VALUES, &text).map(|index| T::VALUES[index]);
        Some(Self::of(known.map_or(Cow::Owned(text), Cow::Borrowed)))
    }

    fn when_missing() -> Self {
        Self::default()
    }
}

/// A documented value, or any other text.
pub fn encode_enum<T>(value: impl Into<OpenEnum<T>>) -> Value {
    value.into().encode()
}
