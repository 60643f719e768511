//! How generated types look in `Debug`, and the impls that all of them have.
//!
//! **Invariant**: shows no secret.
//!
//! Derives would do the same, at up to twice the price: they are the greater part of what a generated crate costs
//! to compile.

use std::fmt;

use super::parameters::Parameters;
use crate::types::{Redacted, is_secret};

/// `Response { request_id: "0F1B", total: Some(2) }`. `names` are those of the type and of its fields, apart by spaces.
#[doc(hidden)]
pub fn show(
    f: &mut fmt::Formatter<'_>,
    names: &'static str,
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut names = names.split(' ');
    let mut shown = f.debug_struct(names.next().unwrap_or_default());
    for (name, value) in names.zip(values) {
        match is_secret(name) {
            true => shown.field(name, &Redacted),
            false => shown.field(name, value),
        };
    }
    shown.finish()
}

/// `QueryTaskList { PageNum: 1 }`: the parameters that are set, as they are called on the wire.
#[doc(hidden)]
pub fn show_request(
    f: &mut fmt::Formatter<'_>,
    name: &'static str,
    parameters: &Parameters,
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for parameter in parameters.iter() {
        match is_secret(parameter.name) {
            true => shown.field(parameter.name, &Redacted),
            false => shown.field(parameter.name, &parameter.content),
        };
    }
    shown.finish()
}

/// A request in a log.
#[cfg(feature = "tracing")]
pub(crate) struct ShownParameters<'a>(pub(crate) &'static str, pub(crate) &'a Parameters);

#[cfg(feature = "tracing")]
impl fmt::Debug for ShownParameters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_request(f, self.0, self.1)
    }
}
