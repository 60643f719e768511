//! From a tree to typed replies: tolerant, with a note for each liberty.
//!
//! **Invariants**: nothing below the root of a reply can fail; stack is bounded by
//! [`MAX_DEPTH`](super::document::MAX_DEPTH); the generic functions are shells, so that a generated crate holds little
//! more than its own types.

mod fields;
mod key;
mod list;
mod object;
mod scalar;
mod slot;
mod standard_types;

pub(crate) use fields::decode;
pub use fields::{Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind};
pub use scalar::enum_text;
pub use slot::Cursor;
pub(crate) use slot::root;
