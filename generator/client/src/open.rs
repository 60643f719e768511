//! Open enumerations: texts with documented values, ready for values nobody has documented yet.
//!
//! **Invariant**: a value is its text on the wire, so one that becomes documented later stays equal to itself.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde_json::Value;

use crate::decode::{Cursor, Decode, ElementKind, enum_text};
use crate::encode::Encode;

/// The documented values of a text; generated enums are these.
pub trait StringEnum: Copy + PartialEq + 'static {
    /// Each value as it goes over the wire.
    const VALUES: &'static [&'static str];
    /// The value whose text is `TEXTS[index]`; the index is always one of `TEXTS`.
    fn from_index(index: usize) -> Self;
}

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

/// The documented value that has this text.
pub(crate) fn known<T: StringEnum>(text: &str) -> Option<T> {
    index(T::VALUES, text).map(T::from_index)
}

/// The text of a documented value.
pub(crate) fn text<T: StringEnum>(value: T) -> &'static str {
    let mut texts = T::VALUES.iter().enumerate();
    let found = texts.find(|(index, _)| T::from_index(*index) == value);
    found.map_or("", |(_, text)| *text)
}

fn index(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|known| *known == text)
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

/// How a documented value looks: as it goes over the wire.
#[doc(hidden)]
pub fn debug<T: StringEnum>(value: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(text(value))
}

/// What every enum of documented values has. Derives would do the same at three times the price, and these are
/// most of what a crate of many enums costs to compile.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_string_enum {
    ($name:ident) => {
        impl ::core::marker::Copy for $name {}

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug(*self, f)
            }
        }
    };
}
