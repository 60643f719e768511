//! The `Debug` output of generated types, which redacts secrets.
//!
//! **Invariant**: shows no secret.
//!
//! Derived implementations would format the same text, but take up to twice as long to compile: they would be most of
//! the compile time of a generated crate.

use std::fmt;

use super::parameters::Parameters;
use crate::types::{Redacted, is_secret};

/// Formats a struct: `Response { request_id: "0F1B", total: Some(2) }`.
///
/// `names` are the names of the type and of its fields, separated by spaces.
#[doc(hidden)]
pub fn show(
    f: &mut fmt::Formatter<'_>,
    names: &'static str,
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut names = names.split(' ');
    let mut output = f.debug_struct(names.next().unwrap_or_default());
    for (name, value) in names.zip(values) {
        match is_secret(name) {
            true => output.field(name, &Redacted),
            false => output.field(name, value),
        };
    }
    output.finish()
}

/// Formats a request by the parameters that are set, under their names on the wire: `QueryTaskList { PageNum: 1 }`.
#[doc(hidden)]
pub fn show_request(
    f: &mut fmt::Formatter<'_>,
    name: &'static str,
    parameters: &Parameters,
) -> fmt::Result {
    let mut output = f.debug_struct(name);
    for parameter in parameters.iter() {
        match is_secret(parameter.name) {
            true => output.field(parameter.name, &Redacted),
            false => output.field(parameter.name, &parameter.value),
        };
    }
    output.finish()
}

/// An operation's name and its parameters, formatted for a log with secrets redacted.
#[cfg(feature = "tracing")]
pub(crate) struct RedactedParameters<'a>(pub(crate) &'static str, pub(crate) &'a Parameters);

#[cfg(feature = "tracing")]
impl fmt::Debug for RedactedParameters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_request(f, self.0, self.1)
    }
}
