//! Documented error codes: one enumeration for a whole product, as its operations have most of them in common.
//!
//! **Invariant:** what is said of a code is what most operations say of it.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use crate::model::{ErrorCode, ErrorResponse, Operation, SchemaKind, Service};
use crate::names::{self, Case};
use crate::plan::{Docs, Enumeration, Variant};
use crate::prose;

/// Names of all codes, by code.
pub(super) fn names(service: &Service) -> BTreeMap<String, Ident> {
    let codes = all(service).map(|error| error.code.as_str());
    names::assign(codes, Case::Pascal, &[]).0
}

/// The codes of all operations; none where none is documented.
pub(super) fn codes(service: &Service, names: &BTreeMap<String, Ident>) -> Option<Enumeration> {
    let mut told: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for error in all(service) {
        let times = told.entry(&error.code).or_default();
        *times.entry(meaning(error)).or_default() += 1;
    }
    let variants: Vec<Variant> = told
        .into_iter()
        .map(|(code, meanings)| Variant {
            docs: meanings
                .into_iter()
                // The first of those told most often.
                .rev()
                .max_by_key(|(_, times)| *times)
                .map(|(meaning, _)| meaning)
                .into_iter()
                .collect(),
            name: names[code].clone(),
            wire_name: code.to_owned(),
        })
        .collect();
    (!variants.is_empty()).then(|| Enumeration {
        docs: [
            "Error codes that operations document: `error.known()` reads one from an [`Error`](super::Error).",
            "",
            "Each operation lists those it may answer with.",
        ]
        .map(str::to_owned)
        .into(),
        name: names::escape("ErrorCode"),
        variants,
    })
}

/// The section of an operation's documentation that lists its codes, and what bodies of failures hold; empty where
/// neither is documented.
pub(super) fn section(
    operation: &Operation,
    service: &Service,
    names: &BTreeMap<String, Ident>,
) -> Docs {
    let lines = operation.errors.iter().map(|error| {
        let name = &names[&error.code];
        let meaning = meaning(error);
        format!(
            "- [`ErrorCode::{name}`](super::ErrorCode::{name}): {}",
            lower_first(&meaning)
        )
    });
    let bodies = operation
        .error_responses
        .iter()
        .filter_map(|failure| body(failure, service));
    let mut docs: Docs = lines.chain(bodies).collect();
    if !docs.is_empty() {
        docs.splice(0..0, ["# Errors".to_owned(), String::new()]);
    }
    docs
}

/// What the body of a failure holds, which is no type of its own: an error keeps code, message and ID of the request.
fn body(failure: &ErrorResponse, service: &Service) -> Option<String> {
    let SchemaKind::Object(fields) = &service.resolve(&failure.schema)?.kind else {
        return None;
    };
    let names: Vec<String> = fields
        .iter()
        .map(|field| prose::code(&field.name))
        .collect();
    let status = prose::code(&failure.status);
    Some(format!(
        "- Status {status}: the body holds {}.",
        names.join(", ")
    ))
}

fn all(service: &Service) -> impl Iterator<Item = &ErrorCode> {
    service
        .operations
        .iter()
        .flat_map(|operation| &operation.errors)
}

fn meaning(error: &ErrorCode) -> String {
    let message = prose::sentence(&error.message, &|_| None);
    match message.as_str() {
        "" => format!("Status {}.", error.status),
        message => format!("Status {}: {message}", error.status),
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}
