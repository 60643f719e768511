//! Decodes documents into typed responses: tolerant, with a warning for each coercion.
//!
//! **Invariants**: decoding below the root never fails. Its stack is bounded by
//! [`MAX_DEPTH`](super::document::MAX_DEPTH). Generic functions are thin wrappers of functions that are not generic, so
//! that a generated crate compiles little more than its own types.

mod cursor;
mod fields;
mod key;
mod list;
mod object;
mod scalar;
mod standard_types;

pub use cursor::Cursor;
pub(crate) use cursor::root;
pub(crate) use fields::decode;
pub use fields::{Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind};
pub use scalar::enum_text;
