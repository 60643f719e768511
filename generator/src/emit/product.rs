//! The root of a crate: its modules, its exports and the product's endpoints.
//!
//! **Invariant:** the roots of a crate and of an included file differ only in attributes that `include!` forbids.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::attributes::{allow_deprecated, declares_deprecated, docs, has_deprecated_field};
use super::file::File;
use super::{crate_docs, features};
use crate::plan::{FeatureGate, OperationPlan, Plan, Waiter};

/// Names at the root that are no types of the product.
const ROOT: [&str; 5] = ["Client", "Error", "ErrorCode", "OpenEnum", "WaitError"];

/// Prints `lib.rs` for these modules.
pub(super) fn library(plan: &Plan, modules: &[File]) -> TokenStream {
    let about = crate_docs::lines(plan, modules).into_iter().map(|line| {
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
    operations
        .chain(common_modules(plan))
        .map(|module| {
            let (cfg, docs) = (features::cfg(&module.gate), docs(&[module.docs]));
            let allow = allow_deprecated(module.uses_deprecated);
            (module.name, quote! { #docs #cfg #allow })
        })
        .collect()
}

/// Returns the modules that do not belong to one operation.
fn common_modules(plan: &Plan) -> impl Iterator<Item = Module> {
    let errors = plan.errors.is_some().then(|| Module {
        name: format_ident!("error_code"),
        docs: "Error codes that operations document.".to_owned(),
        gate: FeatureGate::default(),
        uses_deprecated: false,
    });
    let mut shared = plan.types.iter();
    let types = (!plan.types.is_empty()).then(|| Module {
        name: format_ident!("types"),
        docs: "Types that several operations share.".to_owned(),
        gate: plan.types_gate(),
        uses_deprecated: shared.any(|shared| has_deprecated_field(&shared.item)),
    });
    let polled = |waiter: &Waiter| {
        let mut operations = plan.operations.iter();
        operations.any(|operation| operation.name == waiter.poll && declares_deprecated(operation))
    };
    let waiters = (!plan.waiters.is_empty()).then(|| Module {
        name: format_ident!("waiters"),
        docs: "Waiters for [`Client::wait`].".to_owned(),
        gate: plan.waiters_gate(),
        uses_deprecated: plan.waiters.iter().any(polled),
    });
    [errors, types, waiters].into_iter().flatten()
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
    let operations: Vec<&OperationPlan> = plan
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
