//! Texts with documented values: the trait of the generated enums, and finding a value by its text.
//!
//! **Invariant**: knows texts only. What reads or writes them in a message is above.

use std::fmt;

/// The documented values of a text; generated enums are these.
pub trait Known: Copy + PartialEq + 'static {
    /// Each value as it goes over the wire.
    const TEXTS: &'static [&'static str];
    /// The value whose text is `TEXTS[index]`; the index is always one of `TEXTS`.
    fn nth(index: usize) -> Self;
}

/// The documented value that has this text.
pub(crate) fn known<T: Known>(text: &str) -> Option<T> {
    index(T::TEXTS, text).map(T::nth)
}

/// The text of a documented value.
pub(crate) fn text<T: Known>(value: T) -> &'static str {
    let mut texts = T::TEXTS.iter().enumerate();
    let found = texts.find(|(index, _)| T::nth(*index) == value);
    found.map_or("", |(_, text)| *text)
}

/// Where a text stands among others.
pub(crate) fn index(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|known| *known == text)
}

/// How a documented value looks: as it goes over the wire.
#[doc(hidden)]
pub fn debug<T: Known>(value: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(text(value))
}
