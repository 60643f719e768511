//! Prints the plan as files.
//!
//! **Invariant:** cannot fail, and must never know the description. Rust comes from `quote!`, all else from templates.

mod attributes;
mod crate_docs;
mod enumeration;
mod features;
mod file;
mod imports;
mod literal;
mod operation;
mod package;
mod pagination;
mod product;
mod request_docs;
mod structure;
mod tests;
mod types;
mod waiter;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

pub use file::File;
pub use package::RuntimeDependency;

use crate::plan::{FeatureGate, Item, OperationPlan, Plan};
use file::{module_file, rust};

/// Whether examples in the documentation are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocExamples {
    /// Examples are compiled: the code is a crate with a known name.
    Compiled,
    /// Examples are only shown: the code is part of an unknown crate.
    Shown,
}

/// Returns the files of a whole crate.
#[must_use]
pub fn package(plan: &Plan, runtime: &RuntimeDependency) -> Vec<File> {
    let modules = modules(plan, DocExamples::Compiled);
    let text_file = |path: &str, text: String| File {
        path: path.to_owned(),
        text,
    };
    let mut files = vec![
        text_file("Cargo.toml", package::manifest(plan, runtime)),
        text_file("README.md", package::readme(plan)),
        text_file("rustfmt.toml", package::rustfmt(plan)),
        rust(plan, "src/lib.rs", product::library(plan, &modules)),
    ];
    files.extend(modules.into_iter().map(|file| File {
        path: format!("src/{}", file.path),
        ..file
    }));
    files.extend(tests::files(plan));
    files
}

/// Returns the modules of a crate, for its `src` or for a build script.
#[must_use]
pub fn modules(plan: &Plan, examples: DocExamples) -> Vec<File> {
    let operations = plan.operations.iter().map(|operation| {
        let tokens = operation_module(operation, plan, examples);
        rust(plan, &module_file(operation), tokens)
    });
    let mut files: Vec<File> = operations.collect();
    if !plan.types.is_empty() {
        files.push(rust(plan, "types.rs", types_module(plan)));
    }
    if let Some(errors) = &plan.errors {
        let codes = enumeration::enumeration(errors, &TokenStream::new());
        let tokens = quote! { use acs_client::codegen; #codes };
        files.push(rust(plan, "error_code.rs", tokens));
    }
    if !plan.waiters.is_empty() {
        files.push(rust(plan, "waiters.rs", waiters_module(plan)));
    }
    files
}

/// Returns one file that declares the modules, for `include!`.
#[must_use]
pub fn generate_includable(plan: &Plan) -> File {
    let path = format!("{}.rs", plan.folder);
    rust(plan, &path, product::generate_includable(plan))
}

fn operation_module(operation: &OperationPlan, plan: &Plan, examples: DocExamples) -> TokenStream {
    let shared = &operation.shared;
    let imports = (!shared.is_empty()).then(|| quote! { pub use super::types::{#(#shared),*}; });
    let request = operation::request(operation, plan, examples);
    let implementation = operation::implementation(operation);
    let pagination = operation
        .pagination
        .as_ref()
        .map(|pages| pagination::implementation(operation, pages));
    let always = TokenStream::new();
    let response = operation.own_response();
    let items = operation.items.iter().map(|declared| {
        if response == Some(declared.name()) {
            item(&with_link(declared, operation), &always)
        } else {
            item(declared, &always)
        }
    });
    quote! {
        use acs_client::codegen;
        #imports
        #request
        #implementation
        #pagination
        #(#items)*
    }
}

/// Returns the type of a response with a link to its request in the documentation.
fn with_link(response: &Item, operation: &OperationPlan) -> Item {
    let mut response = response.clone();
    match &mut response {
        Item::RequestObject(structure) | Item::ResponseObject(structure) => {
            structure.docs = request_docs::response(&structure.docs, operation);
        }
        Item::EmptyResponse { docs, .. } => *docs = request_docs::response(docs, operation),
        Item::Enumeration(enumeration) => {
            enumeration.docs = request_docs::response(&enumeration.docs, operation);
        }
    }
    response
}

fn types_module(plan: &Plan) -> TokenStream {
    let gate = plan.types_gate();
    let items = plan
        .types
        .iter()
        .map(|shared| item(&shared.item, &features::cfg_inside(&gate, &shared.gate)));
    quote! { use acs_client::codegen; #(#items)* }
}

fn waiters_module(plan: &Plan) -> TokenStream {
    let gate = plan.waiters_gate();
    let cfg = |own: &FeatureGate| features::cfg_inside(&gate, own);
    let modules: BTreeMap<_, _> = plan
        .waiters
        .iter()
        .map(|waiter| (&waiter.module, &waiter.gate))
        .collect();
    let modules = modules.into_iter().map(|(module, own)| {
        let cfg = cfg(own);
        quote! { #cfg use super::#module; }
    });
    let items = plan
        .waiters
        .iter()
        .map(|waiter| waiter::waiter(waiter, &cfg(&waiter.gate)));
    quote! { use acs_client::codegen; blank_line!(); #(#modules)* #(#items)* }
}

/// Prints a type, each of its parts with the same `cfg` attribute.
fn item(item: &Item, cfg: &TokenStream) -> TokenStream {
    match item {
        Item::RequestObject(structure) => structure::request_object(structure, cfg),
        Item::ResponseObject(structure) => structure::response_object(structure, cfg),
        Item::EmptyResponse { docs, name } => structure::empty_response(docs, name, cfg),
        Item::Enumeration(enumeration) => enumeration::enumeration(enumeration, cfg),
    }
}
