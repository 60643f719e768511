//! Plain values that every other layer speaks of: descriptions of operations, names of secrets, percent-encoding.
//!
//! **Invariant**: knows no other module of this crate; does no I/O and makes no [`Error`](crate::Error).

mod redact;
mod signing_instant;
mod spec;
mod string_enum;
mod uri;

pub(crate) use redact::{Redacted, Shown, Struck, is_secret};
pub use signing_instant::SigningInstant;
pub use spec::{ApiStyle, OperationSpec, OperationType, Product, SignatureVersion, TokenLocation};
pub(crate) use spec::{ClientToken, OperationName};
pub use string_enum::{StringEnum, debug};
pub(crate) use string_enum::{index, known, text};
pub(crate) use uri::percent_encode_path;
pub use uri::{percent_encode, query_string};
