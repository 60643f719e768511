//! Plain values that every other layer speaks of: descriptions of operations, names of secrets, percent-encoding.
//!
//! **Invariant**: knows no other module of this crate; does no I/O and makes no [`Error`](crate::Error).

mod redact;
mod signing_instant;
mod spec;
mod string_enum;
mod uri;

pub(crate) use redact::{Redacted, Shown, Struck, is_secret};
pub use signing_instant::Stamp;
pub(crate) use spec::{Action, ClientToken};
pub use spec::{Kind, Place, Product, ServiceStyle, Signature, Spec};
pub use string_enum::{Known, debug};
pub(crate) use string_enum::{index, known, text};
pub(crate) use uri::percent_encode_path;
pub use uri::{percent_encode, query_string};
