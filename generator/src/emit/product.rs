//! The root of a crate: what it is, its operations at a glance, and where the product is reached.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{File, docs, features};
use crate::plan::{FeatureGate, Operation, Plan};

/// Names at the root that are not types of the product.
const ROOT: [&str; 5] = ["Client", "Error", "ErrorCode", "OpenEnum", "WaitError"];

/// `lib.rs` of these modules.
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

/// The root for `include!`, where inner attributes do not compile.
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

/// Name and attributes of each module.
fn modules(plan: &Plan) -> Vec<(Ident, TokenStream)> {
    let operations = plan.operations.iter().map(|operation| {
        let line = format!("[`{}`] and its types.", operation.name);
        (operation.module.clone(), line, operation.gate.clone())
    });
    let fixed = |name: &str, line: &str, gate: FeatureGate| {
        (format_ident!("{name}"), line.to_owned(), gate)
    };
    let errors = plan.errors.iter().map(|_| {
        let line = "Error codes that operations document.";
        fixed("error_code", line, FeatureGate::default())
    });
    let types = (!plan.types.is_empty()).then(|| {
        let line = "Types that several operations share.";
        fixed("types", line, plan.types_gate())
    });
    let waiters = (!plan.waiters.is_empty())
        .then(|| fixed("waiters", "What can be waited for.", plan.waiters_gate()));
    operations
        .chain(errors)
        .chain(types)
        .chain(waiters)
        .map(|(module, line, gate)| {
            let (cfg, docs) = (features::cfg(&gate), docs(&[line]));
            (module, quote! { #docs #cfg })
        })
        .collect()
}

/// Operations with their responses, shared types and waiters by their plain names, each once.
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
            match operation.own_response().filter(|name| fresh(name)) {
                Some(response) => {
                    quote! { #cfg #[doc(inline)] pub use #module::{#name, #response}; }
                }
                None => quote! { #cfg #[doc(inline)] pub use #module::#name; },
            }
        })
        .collect();
    let waiters = plan.waiters.iter().map(|one| (&one.gate, &one.name));
    let waiters = by_gate("waiters", waiters.filter(|(_, name)| fresh(name)));
    let types = plan.types.iter().map(|one| (&one.gate, one.item.name()));
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

/// Exports of a module, a statement for all that the same features open.
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
    let title = format!(" Product {name}, version {version}, and where it is reached.");
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

/// Crate documentation: a call first, then the operations.
fn about(plan: &Plan, modules: &[File]) -> Vec<String> {
    let mut lines = vec![format!(
        "Client for Alibaba Cloud's product {}, version {}.",
        plan.product, plan.version
    )];
    lines.extend([
        String::new(),
        "A request is a value; [`Client::send`] sends it.".to_owned(),
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

/// All operations at a glance, by the description's own headings where it has some.
fn contents(plan: &Plan) -> Vec<String> {
    if plan.groups.is_empty() {
        return table(plan.operations.iter());
    }
    let mut lines = vec![String::new(), "# Operations".to_owned()];
    for group in &plan.groups {
        let inside = group.operations.iter();
        let operations: Vec<&Operation> = inside
            .filter_map(|wire| plan.operations.iter().find(|one| one.wire_name == *wire))
            .collect();
        // A heading of headings has no table of its own; one whose operations are left out is left out, too.
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
    let head = [
        "",
        "| operation | feature | what it does |",
        "|---|---|---|",
    ]
    .map(str::to_owned);
    let rows = operations.map(|operation| {
        // Links lead from modules; here they start at the root.
        let summary = operation.summary.replace("super::", "").replace('|', "\\|");
        let feature = features::shown(operation);
        format!("| [`{}`] | {feature} | {summary} |", operation.name)
    });
    head.into_iter().chain(rows).collect()
}

/// A call with the client that most programs want.
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
        let client = Client::from_env()?;
        let reply = client.send(#request).await?;
        println!("{reply:?}");
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
