//! Plain values that every other layer uses: descriptions of operations, names of secrets, percent-encoding.
//!
//! **Invariant**: knows no other module of this crate. Does no I/O and creates no [`Error`](crate::Error).
//!
//! The public types are re-exported at the top of the crate and in `codegen`; the layer needs no client:
//!
//! ```
//! use acs_client::sign;
//!
//! let pairs = [("Name", "a b"), ("Empty", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
//! assert_eq!(sign::query_string(&pairs), "Empty=&Name=a%20b");
//! ```

mod redact;
mod signing_instant;
mod spec;
mod string_enum;
mod uri;

pub(crate) use redact::{REDACTED, Redacted, RedactedDebug, RedactedJson, is_secret};
pub use signing_instant::SigningInstant;
pub use spec::{ApiStyle, OperationSpec, OperationType, Product, SignatureVersion, TokenLocation};
pub(crate) use spec::{ClientToken, OperationName};
pub use string_enum::{StringEnum, debug};
pub(crate) use string_enum::{index_of, parse_value, value_text};
pub(crate) use uri::percent_encode_path;
pub use uri::{percent_encode, query_string};
