//! Open enums: texts with documented values, which also hold values that are not documented yet.
//!
//! **Invariants**: knows how `request` encodes and how `response` decodes; neither of them knows this module. A value
//! is its text on the wire, so equality does not change when a value becomes documented.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde_json::Value;

use super::request::Encode;
use super::response::decode::{Cursor, Decode, ElementKind, enum_text};
use crate::types::{StringEnum, index_of, parse_value, value_text};

/// A text whose documented values are `T`, but which holds any other text as well, such as a value that a service adds
/// later.
///
/// Converts from a documented value and from any text, compares with both, and returns the documented value by
/// [`known`](Self::known). A field that is missing in a response is an empty `OpenEnum`.
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
    fn from_text(text: Cow<'static, str>) -> Self {
        Self {
            text,
            values: PhantomData,
        }
    }

    /// Returns the text of the value on the wire.
    ///
    /// ```
    /// # enum Lang {}
    /// let lang = acs_client::OpenEnum::<Lang>::from("fr");
    /// assert_eq!(lang.as_str(), "fr");
    /// assert_eq!(lang.to_string(), "fr");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether there is no value.
    ///
    /// ```
    /// # enum Lang {}
    /// assert!(acs_client::OpenEnum::<Lang>::default().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl<T: StringEnum> OpenEnum<T> {
    /// Returns the documented value, or `None` if the text is not documented or empty.
    ///
    /// ```
    /// # use acs_client::{OpenEnum, codegen};
    /// # pub enum Lang { Zh, En }
    /// # impl codegen::StringEnum for Lang {
    /// #     const VALUES: &'static [&'static str] = &["zh", "en"];
    /// #     fn from_index(index: usize) -> Self { match index { 0 => Self::Zh, _ => Self::En } }
    /// # }
    /// # codegen::impl_string_enum!(Lang);
    /// assert_eq!(OpenEnum::from("zh").known(), Some(Lang::Zh));
    /// assert_eq!(OpenEnum::<Lang>::from("fr").known(), None);
    /// ```
    #[must_use]
    pub fn known(&self) -> Option<T> {
        parse_value(&self.text)
    }
}
impl<T> Clone for OpenEnum<T> {
    fn clone(&self) -> Self {
        Self::from_text(self.text.clone())
    }
}

impl<T> Default for OpenEnum<T> {
    fn default() -> Self {
        Self::from_text(Cow::Borrowed(""))
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
        self.text == value_text(*other)
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
        Self::from_text(Cow::Borrowed(value_text(value)))
    }
}

impl<T> From<&str> for OpenEnum<T> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T> From<String> for OpenEnum<T> {
    fn from(text: String) -> Self {
        Self::from_text(Cow::Owned(text))
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
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        let text = enum_text(cursor)?;
        let documented = index_of(T::VALUES, &text).map(|index| T::VALUES[index]);
        Some(Self::from_text(
            documented.map_or(Cow::Owned(text), Cow::Borrowed),
        ))
    }

    fn when_missing() -> Self {
        Self::default()
    }
}

/// Encodes a documented value, or any other text, for a request.
///
/// ```
/// # enum Lang {}
/// assert_eq!(acs_client::codegen::encode_enum::<Lang>("fr"), "fr");
/// ```
pub fn encode_enum<T>(value: impl Into<OpenEnum<T>>) -> Value {
    value.into().encode()
}
