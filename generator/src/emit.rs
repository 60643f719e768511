//! Plan into files: the list of everything we write, in order.
//!
//! **Invariant:** cannot fail, and knows nothing of the description. Rust comes from `quote!`, all else from templates.

mod enumeration;
mod features;
mod imports;
mod literal;
mod operation;
mod package;
mod pages;
mod product;
mod structure;
mod tests;
mod types;
mod waiter;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::format;
use crate::plan::{FeatureGate, Item, Operation, Plan};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Under the output folder, with forward slashes.
    pub path: String,
    /// Its bytes, as text.
    pub text: String,
}

/// Whether examples in the documentation are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocExamples {
    /// They are: the code is a crate whose name is known.
    Compiled,
    /// They are shown only: the code is part of a crate we do not know.
    Shown,
}

/// A whole crate.
#[must_use]
pub fn package(plan: &Plan, runtime: &package::RuntimeDependency) -> Vec<File> {
    let modules = modules(plan, DocExamples::Compiled);
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            text: package::manifest(plan, runtime),
        },
        File {
            path: "README.md".to_owned(),
            text: package::readme(plan),
        },
        File {
            path: "rustfmt.toml".to_owned(),
            text: package::rustfmt(plan),
        },
        rust(plan, "src/lib.rs", product::library(plan, &modules)),
    ];
    files.extend(modules.into_iter().map(|file| File {
        path: format!("src/{}", file.path),
        ..file
    }));
    files.extend(tests::files(plan));
    files
}

pub use package::RuntimeDependency;

/// The modules of a crate, for its `src` or for a build script.
#[must_use]
pub fn modules(plan: &Plan, examples: DocExamples) -> Vec<File> {
    let mut files: Vec<File> = plan
        .operations
        .iter()
        .map(|one| {
            rust(
                plan,
                &module_file(one),
                operation_module(one, plan, examples),
            )
        })
        .collect();
    if !plan.types.is_empty() {
        files.push(rust(plan, "types.rs", types_module(plan)));
    }
    if let Some(errors) = &plan.errors {
        let codes = enumeration::enumeration(errors, &TokenStream::new());
        files.push(rust(
            plan,
            "error_code.rs",
            quote! { use acs_client::codegen; #codes },
        ));
    }
    if !plan.waiters.is_empty() {
        files.push(rust(plan, "waiters.rs", waiters_module(plan)));
    }
    files
}

/// One file that declares the modules, for `include!`.
#[must_use]
pub fn generate_includable(plan: &Plan) -> File {
    rust(
        plan,
        &format!("{}.rs", plan.folder),
        product::generate_includable(plan),
    )
}

fn operation_module(operation: &Operation, plan: &Plan, examples: DocExamples) -> TokenStream {
    let shared = &operation.shared;
    let imports = (!shared.is_empty()).then(|| quote! { pub use super::types::{#(#shared),*}; });
    let request = operation::request(operation, plan, examples);
    let protocol = operation::protocol(operation);
    let pages = operation
        .pagination
        .as_ref()
        .map(|pages| pages::pages(operation, pages));
    let always = TokenStream::new();
    let items = operation.items.iter().map(|one| item(one, &always));
    quote! { use acs_client::codegen; #imports #request #protocol #pages #(#items)* }
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
    quote! { use acs_client::codegen; #(#modules)* #(#items)* }
}

/// A type, each of its parts with the attribute.
fn item(item: &Item, cfg: &TokenStream) -> TokenStream {
    match item {
        Item::RequestObject(structure) => structure::input(structure, cfg),
        Item::ResponseObject(structure) => structure::output(structure, cfg),
        Item::EmptyResponse { docs, name } => structure::receipt(docs, name, cfg),
        Item::Enumeration(enumeration) => enumeration::enumeration(enumeration, cfg),
    }
}

fn module_file(operation: &Operation) -> String {
    format!("{}.rs", operation.module)
}

fn rust(plan: &Plan, path: &str, tokens: TokenStream) -> File {
    File {
        path: path.to_owned(),
        text: format::header(&plan.source) + &format::rust(tokens),
    }
}

/// Documentation, in one attribute: it is most of what we write, and an attribute a line costs more than all code.
fn docs(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = format::documentation(lines);
    quote! { #[doc = #text] }
}

/// An alias so that a search for the wire name finds the item.
fn alias(name: &proc_macro2::Ident, wire: &str) -> Option<TokenStream> {
    (*name != wire && is_alias(wire)).then(|| quote! { #[doc(alias = #wire)] })
}

/// Rustdoc refuses aliases with quotes, or with spaces at an end.
fn is_alias(wire: &str) -> bool {
    !wire.is_empty()
        && wire.trim() == wire
        && !wire.contains(['"', '\''])
        && !wire.chars().any(char::is_control)
}
