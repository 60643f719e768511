//! The root of a crate: its documentation, its modules and exports, and the product's endpoints.
//!
//! **Invariant:** the roots of a crate and of an included file differ only in attributes that `include!` forbids.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::attributes::{allow_deprecated, declares_deprecated, docs, has_deprecated_field};
use super::features;
use super::file::File;
use crate::plan::{FeatureGate, Operation, Plan, Waiter};

/// Names at the root that are no types of the product.
const ROOT: [&str; 5] = ["Client", "Error", "ErrorCode", "OpenEnum", "WaitError"];

/// Prints `lib.rs` for these modules.
pub(super) fn library(plan: &Plan, modules: &[File]) -> TokenStream {
    let about = about(plan, modules).into_iter().map(|line| {
        if line.is_empty() {
            line
        } else {
            format!(" {line}")
        }
    });
    let root = root(plan);
    quote! {
        #(#![doc = #about])*
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![cfg_attr(not(feature = "full"), allow(rustdoc::broken_intra_doc_links))]
        #root
    }
}

/// Prints the root for `include!`, which forbids inner attributes.
pub(super) fn generate_includable(plan: &Plan) -> TokenStream {
    let folder = &plan.folder;
    let modules = modules(plan).into_iter().map(|(module, docs)| {
        let path = format!("{folder}/{module}.rs");
        quote! { #docs #[path = #path] pub mod #module; }
    });
    let exports = exports(plan);
    let product = product(plan);
    quote! { #(#modules)* #exports #product }
}

fn root(plan: &Plan) -> TokenStream {
    let modules = modules(plan)
        .into_iter()
        .map(|(module, docs)| quote! { #docs pub mod #module; });
    let exports = exports(plan);
    let product = product(plan);
    quote! {
        #(#modules)*
        #[cfg(feature = "blocking")]
        #[doc(no_inline)]
        pub use acs_client::blocking;
        #exports
        #product
    }
}

/// Returns the name and the attributes of each module.
fn modules(plan: &Plan) -> Vec<(Ident, TokenStream)> {
    let operations = plan.operations.iter().map(|operation| Module {
        name: operation.module.clone(),
        docs: format!("[`{}`] and its types.", operation.name),
        gate: operation.gate.clone(),
        uses_deprecated: declares_deprecated(operation),
    });
    let fixed = |name: &str, docs: &str, gate: FeatureGate| Module {
        name: format_ident!("{name}"),
        docs: docs.to_owned(),
        gate,
        uses_deprecated: false,
    };
    let errors = plan.errors.iter().map(|_| {
        let docs = "Error codes that operations document.";
        fixed("error_code", docs, FeatureGate::default())
    });
    let types = (!plan.types.is_empty()).then(|| Module {
        uses_deprecated: plan
            .types
            .iter()
            .any(|shared| has_deprecated_field(&shared.item)),
        ..fixed(
            "types",
            "Types that several operations share.",
            plan.types_gate(),
        )
    });
    let polled = |waiter: &Waiter| {
        let mut operations = plan.operations.iter();
        operations.any(|operation| operation.name == waiter.poll && declares_deprecated(operation))
    };
    let waiters = (!plan.waiters.is_empty()).then(|| Module {
        uses_deprecated: plan.waiters.iter().any(polled),
        ..fixed(
            "waiters",
            "Waiters for [`Client::wait`].",
            plan.waiters_gate(),
        )
    });
    operations
        .chain(errors)
        .chain(types)
        .chain(waiters)
        .map(|module| {
            let (cfg, docs) = (features::cfg(&module.gate), docs(&[module.docs]));
            let allow = allow_deprecated(module.uses_deprecated);
            (module.name, quote! { #docs #cfg #allow })
        })
        .collect()
}

/// A module of the crate.
struct Module {
    name: Ident,
    docs: String,
    gate: FeatureGate,
    uses_deprecated: bool,
}

/// Prints the exports: operations with their responses, shared types and waiters, each name once.
fn exports(plan: &Plan) -> TokenStream {
    let mut taken: BTreeSet<String> = ROOT.map(str::to_owned).into();
    let mut fresh = |name: &Ident| taken.insert(name.to_string());
    let operations: Vec<&Operation> = plan
        .operations
        .iter()
        .filter(|operation| fresh(&operation.name))
        .collect();
    let operations: Vec<TokenStream> = operations
        .into_iter()
        .map(|operation| {
            let (module, name) = (&operation.module, &operation.name);
            let cfg = features::cfg(&operation.gate);
            let allow = allow_deprecated(operation.deprecated.is_some());
            match operation.own_response().filter(|name| fresh(name)) {
                Some(response) => {
                    quote! { #cfg #allow #[doc(inline)] pub use #module::{#name, #response}; }
                }
                None => quote! { #cfg #allow #[doc(inline)] pub use #module::#name; },
            }
        })
        .collect();
    let waiters = plan
        .waiters
        .iter()
        .map(|waiter| (&waiter.gate, &waiter.name));
    let waiters = by_gate("waiters", waiters.filter(|(_, name)| fresh(name)));
    let types = plan
        .types
        .iter()
        .map(|shared| (&shared.gate, shared.item.name()));
    let types = by_gate("types", types.filter(|(_, name)| fresh(name)));
    let errors = plan
        .errors
        .as_ref()
        .map(|_| quote! { #[doc(inline)] pub use error_code::ErrorCode; });
    quote! {
        #[doc(no_inline)]
        pub use acs_client::{Client, Error, OpenEnum, WaitError};
        #errors
        #(#operations)*
        #types
        #waiters
    }
}

/// Prints the exports of a module, one declaration for all items with the same features.
fn by_gate<'p>(
    module: &str,
    items: impl Iterator<Item = (&'p FeatureGate, &'p Ident)>,
) -> TokenStream {
    let mut gates: BTreeMap<&FeatureGate, Vec<&Ident>> = BTreeMap::new();
    for (gate, name) in items {
        gates.entry(gate).or_default().push(name);
    }
    let module = format_ident!("{module}");
    let exports = gates.into_iter().map(|(gate, names)| {
        let cfg = features::cfg(gate);
        quote! { #cfg #[doc(inline)] pub use #module::{#(#names),*}; }
    });
    quote! { #(#exports)* }
}

fn product(plan: &Plan) -> TokenStream {
    let (name, version, style) = (&plan.product, &plan.version, &plan.style);
    let title = format!(" Product {name}, version {version}, with its endpoints.");
    let endpoints = plan
        .endpoints
        .iter()
        .map(|(region, host)| quote! { (#region, #host) });
    quote! {
        #[doc = #title]
        pub static PRODUCT: acs_client::codegen::Product = acs_client::codegen::Product {
            name: #name,
            version: #version,
            style: acs_client::codegen::ApiStyle::#style,
            endpoints: &[#(#endpoints),*],
        };
    }
}

/// Returns the crate's documentation: a call, then the operations.
fn about(plan: &Plan, modules: &[File]) -> Vec<String> {
    let mut lines = vec![format!(
        "Client for Alibaba Cloud's product {}, version {}.",
        plan.product, plan.version
    )];
    lines.extend([
        String::new(),
        "To call an operation, create its request and pass it to [`Client::send`]:".to_owned(),
    ]);
    lines.extend(example(plan));
    lines.extend(contents(plan));
    if !plan.waiters.is_empty() {
        lines.extend([
            String::new(),
            "| waiter | polls |".to_owned(),
            "|---|---|".to_owned(),
        ]);
        lines.extend(
            plan.waiters
                .iter()
                .map(|waiter| format!("| [`{}`] | [`{}`] |", waiter.name, waiter.poll)),
        );
    }
    if let Some(example) = plan.example() {
        lines.extend(features::section(plan, example, modules));
    }
    lines
}

/// Returns tables of the operations, under the description's own headings if it has any.
fn contents(plan: &Plan) -> Vec<String> {
    if plan.groups.is_empty() {
        return table(plan.operations.iter());
    }
    let mut lines = vec![String::new(), "# Operations".to_owned()];
    for group in &plan.groups {
        let wire_names = group.operations.iter();
        let operations: Vec<&Operation> = wire_names
            .filter_map(|wire| {
                plan.operations
                    .iter()
                    .find(|operation| operation.wire_name == *wire)
            })
            .collect();
        // A heading above headings has no table. A heading is left out if all its operations are.
        let left_out = operations.is_empty() && !group.operations.is_empty();
        if !group.title.is_empty() && !left_out {
            let heading = "#".repeat((group.depth + 1).min(6));
            lines.extend([String::new(), format!("{heading} {}", group.title)]);
        }
        if !operations.is_empty() {
            lines.extend(table(operations.into_iter()));
        }
    }
    lines
}

fn table<'p>(operations: impl Iterator<Item = &'p Operation>) -> Vec<String> {
    let head = ["", "| operation | feature | description |", "|---|---|---|"].map(str::to_owned);
    let rows = operations.map(|operation| {
        // The summary's links start in the operation's module, these at the root.
        let summary = operation.summary.replace("super::", "").replace('|', "\\|");
        let feature = features::shown(operation);
        format!("| [`{}`] | {feature} | {summary} |", operation.name)
    });
    head.into_iter().chain(rows).collect()
}

/// Returns an example of a call.
fn example(plan: &Plan) -> Vec<String> {
    let Some(operation) = plan.example() else {
        return Vec::new();
    };
    let library = format_ident!("{}", plan.library);
    let name = &operation.name;
    let imports = super::imports::example(operation, plan);
    let request = super::literal::literal(&operation.tests.example);
    let body = crate::format::snippet(&quote! {
        use #library::{Client, #name};
        #imports
        blank_line!();
        let client = Client::from_env()?;
        let request = #request;
        let response = client.send(request).await?;
        println!("{response:?}");
    });
    let features = ["reqwest"].into_iter().chain(operation.gate.features());
    let features: Vec<String> = features
        .map(|name| format!("feature = \"{name}\""))
        .collect();
    let cfg = format!("# #[cfg(all({}))]", features.join(", "));
    let open = [String::new(), "```no_run".to_owned(), cfg];
    let signature = format!("# async fn example() -> Result<(), {library}::Error> {{");
    let close = ["# Ok(())", "# }", "```"].map(str::to_owned);
    open.into_iter()
        .chain([signature])
        .chain(body)
        .chain(close)
        .collect()
}
