//! Documentation of a crate: a call, its operations, its waiters and its features.
//!
//! **Invariant:** links start at the root of the crate.

use quote::{format_ident, quote};

use super::features;
use super::file::File;
use crate::plan::{OperationPlan, Plan};

/// Returns the crate's documentation: a call, then the operations.
pub(super) fn lines(plan: &Plan, modules: &[File]) -> Vec<String> {
    let mut lines = vec![format!(
        "Client for Alibaba Cloud's product {}, version {}.",
        plan.product, plan.version
    )];
    lines.extend([
        String::new(),
        "To call an operation, create its request and pass it to [`Client::send`].".to_owned(),
    ]);
    lines.extend(example(plan));
    lines.extend(contents(plan));
    if !plan.waiters.is_empty() {
        lines.extend([
            String::new(),
            "# Waiters".to_owned(),
            String::new(),
            "[`Client::wait`] polls an operation until the objects in its response reach a final state.".to_owned(),
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
        let operations: Vec<&OperationPlan> = wire_names
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

fn table<'p>(operations: impl Iterator<Item = &'p OperationPlan>) -> Vec<String> {
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
