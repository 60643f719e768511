//! Cargo features of a crate: the items that each enables, and their size.
//!
//! **Invariant:** attributes and tables name features in the same order.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{File, module_file};
use crate::plan::{FeatureGate, OperationPlan, Plan};

/// Returns the attribute of an item that any of these features enables.
pub(super) fn cfg(gate: &FeatureGate) -> TokenStream {
    let any = gate.features().map(|name| quote! { feature = #name });
    match gate.features().len() {
        0 => TokenStream::new(),
        1 => quote! { #[cfg(#(#any)*)] },
        _ => quote! { #[cfg(any(#(#any),*))] },
    }
}

/// Returns the attribute of an item inside a module that has an attribute of its own.
pub(super) fn cfg_inside(module: &FeatureGate, gate: &FeatureGate) -> TokenStream {
    if gate == module {
        TokenStream::new()
    } else {
        cfg(gate)
    }
}

/// Returns the features of an operation for a table.
pub(super) fn shown(operation: &OperationPlan) -> String {
    let names = operation.gate.features().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}

/// Returns the section on features of the crate's documentation. `modules` are the files that features enable.
pub(super) fn section(plan: &Plan, example: &OperationPlan, modules: &[File]) -> Vec<String> {
    let mut lines: Vec<String> = [
        "",
        "# Features",
        "",
        "- `reqwest` (default): the transport for asynchronous programs, on tokio and rustls.",
        "- `blocking`: the same client without `await` and without an asynchronous runtime.",
        "- `tracing`: spans and events for each call, with secrets redacted.",
        "- `full` (default): every operation.",
        "",
        "Each operation has a feature, so that a program compiles only the operations it calls:",
        "",
    ]
    .map(str::to_owned)
    .into();
    let dependency = selection(plan, example);
    lines.extend([
        "```toml".to_owned(),
        dependency,
        "```".to_owned(),
        String::new(),
    ]);
    lines.extend(costs(plan, modules));
    lines
}

/// Returns a table of the features with the size of the source that each adds.
fn costs(plan: &Plan, modules: &[File]) -> Vec<String> {
    let sizes: HashMap<&str, usize> = modules
        .iter()
        .map(|file| (file.path.as_str(), file.text.len()))
        .collect();
    let size = |operations: &[&OperationPlan]| -> usize {
        let paths = operations.iter().map(|operation| module_file(operation));
        paths.filter_map(|path| sizes.get(path.as_str())).sum()
    };
    let row = |name: &str, operations: &[&OperationPlan]| {
        let (count, size) = (operations.len(), kib(size(operations)));
        format!("| `{name}` | {count} | {size} KiB |")
    };
    let every: Vec<&OperationPlan> = plan.operations.iter().collect();
    let shared = kib(sizes.values().sum::<usize>() - size(&every));
    let head = [
        &format!(
            "A feature adds the source of its operations and at most {shared} KiB that operations share:"
        ),
        "",
        "| feature | operations | source |",
        "|---|--:|--:|",
        &row("full", &every),
    ]
    .map(str::to_owned);
    let groups = plan.features();
    let rows = groups
        .iter()
        .map(|(name, operations)| row(name, operations));
    head.into_iter().chain(rows).collect()
}

/// Returns the dependency of a program that enables one feature.
pub(super) fn selection(plan: &Plan, example: &OperationPlan) -> String {
    let package = &plan.package;
    let feature = example
        .gate
        .features()
        .map(|name| format!(", \"{name}\""))
        .collect::<String>();
    format!(
        "{package} = {{ version = \"{}\", default-features = false, features = [\"reqwest\"{feature}] }}",
        super::package::CRATE_VERSION
    )
}

fn kib(bytes: usize) -> usize {
    bytes.div_ceil(1024)
}
