//! Texts with documented values: the trait of the generated enums, and finding a value by its text.
//!
//! **Invariant**: knows texts only. What reads or writes them in a message is above.

use std::fmt;

/// The documented values of a text; generated enums are these.
pub trait StringEnum: Copy + PartialEq + 'static {
    /// Each value as it goes over the wire.
    const VALUES: &'static [&'static str];
    /// The value whose text is `TEXTS[index]`; the index is always one of `TEXTS`.
    fn from_index(index: usize) -> Self;
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

/// Where a text stands among others.
pub(crate) fn index(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|known| *known == text)
}

/// How a documented value looks: as it goes over the wire.
#[doc(hidden)]
pub fn debug<T: StringEnum>(value: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(text(value))
}
