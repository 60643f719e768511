//! Finds the documented code that matches the code of an error.
//!
//! **Invariant**: works on texts. [`StringEnum`] lists the documented codes.

use super::error::Error;
use crate::types::{StringEnum, parse_value};

/// A placeholder in a documented code, which stands for any text.
const PLACEHOLDER: &str = "%s";

impl Error {
    /// Returns the documented code that matches the error's code, or `None` if no documented code matches.
    ///
    /// A documented code may have placeholders: `Invalid.RegionId` also matches `Invalid.%s`.
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
        self.code().and_then(parse_code)
    }
}

/// Returns the documented code with exactly this text, or else the best template that the code matches.
fn parse_code<T: StringEnum>(code: &str) -> Option<T> {
    parse_value(code).or_else(|| best_template(T::VALUES, code).map(T::from_index))
}

/// Returns the index of the matching template with the most letters and digits. `%s` alone has none and never matches.
fn best_template(texts: &[&str], code: &str) -> Option<usize> {
    let specificity = |text: &str| {
        text.replace(PLACEHOLDER, "")
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count()
    };
    let matching = texts
        .iter()
        .enumerate()
        .filter(|(_, text)| matches_template(text, code));
    let ranked = matching.map(|(index, text)| (specificity(text), index));
    ranked
        .filter(|(specificity, _)| *specificity > 0)
        .max()
        .map(|(_, index)| index)
}

/// Returns whether a code matches a template; a text without a placeholder is not a template.
fn matches_template(template: &str, code: &str) -> bool {
    let Some((start, rest)) = template.split_once(PLACEHOLDER) else {
        return false;
    };
    let (middle, end) = rest.rsplit_once(PLACEHOLDER).unwrap_or(("", rest));
    let between = code
        .strip_prefix(start)
        .and_then(|rest| rest.strip_suffix(end));
    let Some(mut remaining) = between else {
        return false;
    };
    for part in middle.split(PLACEHOLDER) {
        match remaining.find(part) {
            Some(at) => remaining = &remaining[at + part.len()..],
            None => return false,
        }
    }
    true
}
