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
use super::response::decode::{Decode, Shape, Slot, word};
use crate::types::{Known, index, known, text};

/// A text that has documented values, `T`, and may have others: what the service learns tomorrow works today.
///
/// Made from a documented value or from any text, compared with either, and read with [`known`](Self::known).
/// One that is missing in a reply is empty.
///
/// ```
/// # use acs_client::{Open, codegen};
/// # pub enum Lang { Zh, En }
/// # impl codegen::Known for Lang {
/// #     const TEXTS: &'static [&'static str] = &["zh", "en"];
/// #     fn nth(index: usize) -> Self { match index { 0 => Self::Zh, _ => Self::En } }
/// # }
/// # codegen::known!(Lang);
/// let lang: Open<Lang> = "en".into();
/// assert_eq!(lang, Lang::En);
/// assert_eq!(Open::<Lang>::from("fr").known(), None);
///
/// let greeting = match lang.known() {
///     Some(Lang::En) => "hello",
///     Some(_) => "你好",
///     None => lang.as_str(),
/// };
/// assert_eq!(greeting, "hello");
/// ```
pub struct Open<T> {
    text: Cow<'static, str>,
    values: PhantomData<fn() -> T>,
}

impl<T> Open<T> {
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

impl<T: Known> Open<T> {
    /// The documented value; none where it is another one, or none at all.
    #[must_use]
    pub fn known(&self) -> Option<T> {
        known(&self.text)
    }
}

impl<T> Clone for Open<T> {
    fn clone(&self) -> Self {
        Self::of(self.text.clone())
    }
}

impl<T> Default for Open<T> {
    fn default() -> Self {
        Self::of(Cow::Borrowed(""))
    }
}

impl<T> fmt::Debug for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<T> AsRef<str> for Open<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> Eq for Open<T> {}

impl<T> PartialEq for Open<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T: Known> PartialEq<T> for Open<T> {
    fn eq(&self, other: &T) -> bool {
        self.text == text(*other)
    }
}

impl<T> PartialEq<str> for Open<T> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl<T> PartialEq<&str> for Open<T> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<T> Ord for Open<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> PartialOrd for Open<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Hash for Open<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T: Known> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Self::of(Cow::Borrowed(text(value)))
    }
}

impl<T> From<&str> for Open<T> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T> From<String> for Open<T> {
    fn from(text: String) -> Self {
        Self::of(Cow::Owned(text))
    }
}

impl<T> From<&String> for Open<T> {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl<T> From<Open<T>> for String {
    fn from(value: Open<T>) -> Self {
        value.text.into_owned()
    }
}

impl<T> Encode for Open<T> {
    fn encode(self) -> Value {
        Value::String(self.text.into_owned())
    }
}

impl<T: Known> Decode for Open<T> {
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        let text = word(slot)?;
        let known = index(T::TEXTS, &text).map(|index| T::TEXTS[index]);
        Some(Self::of(known.map_or(Cow::Owned(text), Cow::Borrowed)))
    }

    fn absent() -> Self {
        Self::default()
    }
}

/// A documented value, or any other text.
pub fn open<T>(value: impl Into<Open<T>>) -> Value {
    value.into().encode()
}
