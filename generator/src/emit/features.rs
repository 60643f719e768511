//! Cargo features of a crate: what each opens, and what it costs to open it.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use crate::plan::{FeatureGate, Operation, Plan};

/// The attribute of what is there with these features only.
pub(super) fn cfg(gate: &FeatureGate) -> TokenStream {
    let any = gate.features().map(|name| quote! { feature = #name });
    match gate.features().len() {
        0 => TokenStream::new(),
        1 => quote! { #[cfg(#(#any)*)] },
        _ => quote! { #[cfg(any(#(#any),*))] },
    }
}

/// The same inside of a module that has a gate of its own.
pub(super) fn cfg_inside(module: &FeatureGate, gate: &FeatureGate) -> TokenStream {
    if gate == module {
        TokenStream::new()
    } else {
        cfg(gate)
    }
}

/// The feature of an operation as a table shows it.
pub(super) fn shown(operation: &Operation) -> String {
    let names = operation.gate.features().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}

/// The section of the crate's documentation. `modules` are the files that features open.
pub(super) fn section(plan: &Plan, example: &Operation, modules: &[File]) -> Vec<String> {
    let mut lines: Vec<String> = [
        "",
        "# Features",
        "",
        "- `reqwest` (default): the transport for asynchronous programs, over tokio and rustls.",
        "- `blocking`: the same client without `await` and without a runtime.",
        "- `tracing`: spans and events for each call, without secrets.",
        "- `full` (default): every operation.",
        "",
        "Each operation has a feature, too, so that a program compiles what it calls and little more:",
        "",
    ]
    .map(str::to_owned)
    .into();
    lines.extend([selection(plan, example), String::new()]);
    lines.extend(costs(plan, modules));
    lines
}

/// What each feature costs, counted in what the compiler reads.
fn costs(plan: &Plan, modules: &[File]) -> Vec<String> {
    let sizes: HashMap<&str, usize> = modules
        .iter()
        .map(|file| (file.path.as_str(), file.text.len()))
        .collect();
    let size = |operations: &[&Operation]| -> usize {
        let paths = operations.iter().map(|one| super::module_file(one));
        paths.filter_map(|path| sizes.get(path.as_str())).sum()
    };
    let row = |name: &str, operations: &[&Operation]| {
        let (count, size) = (operations.len(), kib(size(operations)));
        format!("| `{name}` | {count} | {size} KiB |")
    };
    let every: Vec<&Operation> = plan.operations.iter().collect();
    let shared = kib(sizes.values().sum::<usize>() - size(&every));
    let head = [
        &format!(
            "It costs the source of its operations, and at most {shared} KiB that operations share:"
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

/// How a program names the features it wants.
pub(super) fn selection(plan: &Plan, example: &Operation) -> String {
    let package = &plan.package;
    let feature = example
        .gate
        .features()
        .map(|name| format!(", \"{name}\""))
        .collect::<String>();
    format!(
        "`{package} = {{ version = \"{}\", default-features = false, features = [\"reqwest\"{feature}] }}`",
        super::package::CRATE_VERSION
    )
}

fn kib(bytes: usize) -> usize {
    bytes.div_ceil(1024)
}
