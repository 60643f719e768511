//! Enums whose values are texts: the trait of the generated enums, and finding a value by its text.
//!
//! **Invariant**: knows texts only. Reading or writing them in a message is the task of `message`.

use std::fmt;

/// An enum of the documented values of a text; each generated enum implements it.
///
/// ```
/// use acs_client::OpenEnum;
/// use acs_client::codegen::StringEnum;
///
/// pub enum Lang {
///     Zh,
///     En,
/// }
///
/// impl StringEnum for Lang {
///     const VALUES: &'static [&'static str] = &["zh", "en"];
///
///     fn from_index(index: usize) -> Self {
///         match index {
///             0 => Self::Zh,
///             _ => Self::En,
///         }
///     }
/// }
/// // `Clone`, `Copy`, `PartialEq`, `Eq` and `Debug`:
/// acs_client::codegen::impl_string_enum!(Lang);
///
/// assert_eq!(OpenEnum::from(Lang::En).as_str(), "en");
/// assert_eq!(format!("{:?}", Lang::Zh), "zh");
/// ```
pub trait StringEnum: Copy + PartialEq + 'static {
    /// The text of each value on the wire.
    const VALUES: &'static [&'static str];
    /// Returns the value whose text is `VALUES[index]`. The index is always within [`VALUES`](Self::VALUES).
    fn from_index(index: usize) -> Self;
}

/// Returns the documented value with this text.
pub(crate) fn parse_value<T: StringEnum>(text: &str) -> Option<T> {
    index_of(T::VALUES, text).map(T::from_index)
}

/// Returns the text of a documented value.
pub(crate) fn value_text<T: StringEnum>(value: T) -> &'static str {
    let mut texts = T::VALUES.iter().enumerate();
    let entry = texts.find(|(index, _)| T::from_index(*index) == value);
    entry.map_or("", |(_, text)| *text)
}

/// Returns the index of a text in a list of texts.
pub(crate) fn index_of(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|candidate| *candidate == text)
}

/// Writes a documented value as its text on the wire.
#[doc(hidden)]
pub fn debug<T: StringEnum>(value: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(value_text(value))
}
