//! Documented error codes: one enumeration for a whole product, because its operations share most of them.
//!
//! **Invariant:** the documentation of a code is the one that most operations give.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use crate::model::{ErrorCode, ErrorResponse, Operation, SchemaKind, Service};
use crate::names::{self, Case};
use crate::plan::{Docs, Enumeration, Variant};
use crate::prose;

/// Names the variants of all codes. Returns the names by code.
pub(super) fn names(service: &Service) -> BTreeMap<String, Ident> {
    let codes = all_codes(service).map(|error| error.code.as_str());
    names::assign(codes, Case::Pascal, &[]).0
}

/// Returns the enumeration of the codes of all operations, or `None` if no code is documented.
pub(super) fn enumeration(
    service: &Service,
    names: &BTreeMap<String, Ident>,
) -> Option<Enumeration> {
    let mut meanings: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for error in all_codes(service) {
        let counts = meanings.entry(&error.code).or_default();
        *counts.entry(meaning(error)).or_default() += 1;
    }
    let variants: Vec<Variant> = meanings
        .into_iter()
        .map(|(code, meanings)| Variant {
            docs: meanings
                .into_iter()
                // Reversed, because the last maximum wins: the first of the most frequent meanings.
                .rev()
                .max_by_key(|(_, count)| *count)
                .map(|(meaning, _)| meaning)
                .into_iter()
                .collect(),
            name: names[code].clone(),
            wire_name: code.to_owned(),
        })
        .collect();
    (!variants.is_empty()).then(|| Enumeration {
        docs: [
            "Error codes that the operations document; `error.known_code()` returns the code of an [`Error`](super::Error).",
            "",
            "The documentation of each operation lists the codes it may return.",
        ]
        .map(str::to_owned)
        .into(),
        name: names::escape("ErrorCode"),
        variants,
    })
}

/// Returns the section of an operation's documentation about its codes and the bodies of its error responses.
///
/// The section is empty if neither is documented.
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
        .filter_map(|response| body(response, service));
    let mut docs: Docs = lines.chain(bodies).collect();
    if !docs.is_empty() {
        docs.splice(0..0, ["# Errors".to_owned(), String::new()]);
    }
    docs
}

/// Describes the body of an error response. It has no type of its own: an error keeps the code, the message and the ID of
/// the request.
fn body(response: &ErrorResponse, service: &Service) -> Option<String> {
    let SchemaKind::Object(fields) = &service.resolve(&response.schema)?.kind else {
        return None;
    };
    let names: Vec<String> = fields
        .iter()
        .map(|field| prose::code(&field.name))
        .collect();
    let status = prose::code(&response.status);
    Some(format!(
        "- Status {status}: the body has the fields {}.",
        names.join(", ")
    ))
}

fn all_codes(service: &Service) -> impl Iterator<Item = &ErrorCode> {
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
