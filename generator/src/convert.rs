//! The model as a description again: official metadata to review and commit, or OpenAPI for other tools.
//!
//! **Invariant:** the metadata that is written reads as the model it was written from; OpenAPI has whatever of it that
//! OpenAPI can say, and the rest under `x-acs-…`.

mod json;
mod metadata;
mod openapi;
mod paths;
mod schema;

use crate::model::Service;

/// A description in the shape of the official metadata, `api-docs.json`.
#[must_use]
pub fn metadata(service: &Service) -> String {
    json::text(&metadata::document(service))
}

/// A description in OpenAPI 3.1.
///
/// Operations that are called by name share one path, which OpenAPI does not allow for: there, each has the path
/// `/#Action=NAME`. A fragment is not sent, so what is sent is right.
#[must_use]
pub fn openapi(service: &Service) -> String {
    json::text(&openapi::document(service))
}
