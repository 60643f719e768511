//! Which documented code a code is.
//!
//! **Invariant**: works on texts; which codes are documented is for [`StringEnum`] to say.

use super::error::Error;
use crate::types::{StringEnum, known};

impl Error {
    /// The code among the documented ones; none where it is another one, or none at all. `Invalid.RegionId` is
    /// documented as `Invalid.%s`, too.
    ///
    /// ```
    /// # use acs_client::{Error, codegen};
    /// # pub enum ErrorCode { InvalidInstanceId }
    /// # impl codegen::StringEnum for ErrorCode {
    /// #     const VALUES: &'static [&'static str] = &["InvalidInstanceId"];
    /// #     fn from_index(_: usize) -> Self { Self::InvalidInstanceId }
    /// # }
    /// # codegen::impl_string_enum!(ErrorCode);
    /// fn explain(error: &Error) -> &'static str {
    ///     match error.known_code() {
    ///         Some(ErrorCode::InvalidInstanceId) => "there is no such instance",
    ///         None => "something else",
    ///     }
    /// }
    /// ```
    pub fn known_code<T: StringEnum>(&self) -> Option<T> {
        self.code().and_then(documented)
    }
}

/// The documented code with this text, else the one that has a placeholder for what differs: `Invalid.%s` is documented
/// where a service says `Invalid.RegionId`.
fn documented<T: StringEnum>(code: &str) -> Option<T> {
    known(code).or_else(|| template(T::VALUES, code).map(T::from_index))
}

/// Of the templates that a code fits, the one that says most. `%s` alone says nothing, so nothing is known by it.
fn template(texts: &[&str], code: &str) -> Option<usize> {
    let says = |text: &str| {
        text.replace(PLACEHOLDER, "")
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count()
    };
    let fitting = texts
        .iter()
        .enumerate()
        .filter(|(_, text)| fits(text, code));
    let ranked = fitting.map(|(index, text)| (says(text), index));
    ranked
        .filter(|(says, _)| *says > 0)
        .max()
        .map(|(_, index)| index)
}

const PLACEHOLDER: &str = "%s";

fn fits(template: &str, code: &str) -> bool {
    let Some((start, rest)) = template.split_once(PLACEHOLDER) else {
        return false;
    };
    let (middle, end) = rest.rsplit_once(PLACEHOLDER).unwrap_or(("", rest));
    let inside = code
        .strip_prefix(start)
        .and_then(|left| left.strip_suffix(end));
    let Some(mut left) = inside else {
        return false;
    };
    for part in middle.split(PLACEHOLDER) {
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    true
}
