//! Conversion of the model into a description: official metadata to review and commit, or OpenAPI for other tools.
//!
//! **Invariant:** written metadata reads back as the same model. OpenAPI has every part of the model that OpenAPI can
//! express, and some of the rest in members that start with `x-acs-`.

mod json;
mod metadata;
mod openapi;
mod schema;

use crate::model::Service;

/// Returns a description in the format of the official metadata, `api-docs.json`.
///
/// ```no_run
/// let sources = acsgen::input::load_spec("QueryDnsHost.md".as_ref())?;
/// let (service, _warnings) = acsgen::read(&sources)?;
/// println!("{}", acsgen::convert::metadata(&service));
/// # Ok::<(), acsgen::Diagnostics>(())
/// ```
#[must_use]
pub fn metadata(service: &Service) -> String {
    json::to_text(&metadata::document(service))
}

/// Returns a description in OpenAPI 3.1.
///
/// OpenAPI allows each path and method once, but operations in RPC style share the path `/` and are selected by name.
/// Such an operation has the path `/#Action=NAME`. Clients do not send the fragment, so the request is correct.
///
/// ```no_run
/// let sources = acsgen::input::load_spec("specs/domain/2018-01-29/api-docs.json".as_ref())?;
/// let (service, _warnings) = acsgen::read(&sources)?;
/// println!("{}", acsgen::convert::openapi(&service));
/// # Ok::<(), acsgen::Diagnostics>(())
/// ```
#[must_use]
pub fn openapi(service: &Service) -> String {
    json::to_text(&openapi::document(service))
}
