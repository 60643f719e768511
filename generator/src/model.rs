//! The language-neutral model of a service: its operations, its schemas, its samples.
//!
//! Every reader produces a [`Service`], and every later stage starts from it without knowing which reader it was.
//!
//! **Invariant:** wire names only. The model must never know a Rust name, a Rust type or a choice of the generator, apart
//! from the names that people choose in [`Overrides`].

mod operation;
mod overrides;
mod samples;
mod schema;
mod service;

pub use operation::{
    ErrorCode, ErrorResponse, Operation, Parameter, ParameterLocation, ParameterStyle,
};
pub use overrides::{
    Correction, FeatureOverride, Fixup, NameOverride, Overrides, PaginationOverride, WaiterOverride,
};
pub use samples::{CapturedRequest, ExternalSamples, Format, Sample};
pub use schema::{Constraints, Field, Provenance, Schema, SchemaId, SchemaKind, Value};
pub use service::{ApiStyle, Component, Directory, Endpoint, Service};
