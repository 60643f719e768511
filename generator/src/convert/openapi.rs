//! OpenAPI 3.1: a document, its operations and their responses.
//!
//! Knows the model and OpenAPI; JSON Schema is written by the parent's `schema`.

mod document;
mod operation;
mod path;
mod responses;

pub(super) use document::document;
