//! Imports of the examples and tests of an operation.
//!
//! **Invariant:** an import names only what the code behind it uses, so that it compiles without a warning.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::plan::{Literal, OperationPlan, Plan};

/// Returns the imports of a request in an example, except that of the request's own type.
pub(super) fn example(operation: &OperationPlan, plan: &Plan) -> TokenStream {
    let mut names = BTreeSet::new();
    collect(&operation.tests.example, &mut names);
    names.remove(&operation.name);
    let module = &operation.module;
    let library = quote::format_ident!("{}", plan.library);
    let (own, shared): (BTreeSet<&Ident>, BTreeSet<&Ident>) = names
        .into_iter()
        .partition(|name| is_in_module(name, operation));
    let required = operation.required_by_name.then(|| quote! { Required });
    let own: Vec<TokenStream> = required
        .into_iter()
        .chain(own.into_iter().map(|name| quote! { #name }))
        .collect();
    let own = (!own.is_empty()).then(|| quote! { use #library::#module::{#(#own),*}; });
    let shared = from_types(plan, &shared);
    quote! { #own #shared }
}

/// Returns the imports of an operation's tests: the types that the tests name.
pub(super) fn tests(operation: &OperationPlan, plan: &Plan, tests: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    first_segments(tests.clone(), &mut used);
    let required = quote::format_ident!("Required");
    let required = operation.required_by_name.then_some(&required);
    let items = operation.items.iter().map(|item| item.name());
    let own: BTreeSet<&Ident> = [&operation.name]
        .into_iter()
        .chain(required)
        .chain(items)
        .chain(&operation.shared)
        .filter(|name| used.contains(&name.to_string()))
        .collect();
    let shared = plan.types.iter().map(|shared| shared.item.name());
    let shared: BTreeSet<&Ident> = shared
        .filter(|name| used.contains(&name.to_string()) && !is_in_module(name, operation))
        .collect();
    let library = quote::format_ident!("{}", plan.library);
    let module = &operation.module;
    let own = (!own.is_empty()).then(|| quote! { use #library::#module::{#(#own),*}; });
    let shared = from_types(plan, &shared);
    quote! { #own #shared }
}

/// Collects the names in code, except those behind `::` or a dot.
pub(super) fn first_segments(code: TokenStream, names: &mut BTreeSet<String>) {
    let mut before = [' ', ' '];
    for token in code {
        let mark = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match token {
            TokenTree::Ident(name) if before != [':', ':'] && before[1] != '.' => {
                names.insert(name.to_string());
            }
            TokenTree::Group(group) => first_segments(group.stream(), names),
            _ => {}
        }
        before = [before[1], mark];
    }
}

fn from_types(plan: &Plan, names: &BTreeSet<&Ident>) -> TokenStream {
    if names.is_empty() {
        return TokenStream::new();
    }
    let library = quote::format_ident!("{}", plan.library);
    quote! { use #library::types::{#(#names),*}; }
}

/// Returns whether an operation's module declares or re-exports a type of that name.
fn is_in_module(name: &Ident, operation: &OperationPlan) -> bool {
    operation.items.iter().any(|item| item.name() == name) || operation.shared.contains(name)
}

fn collect<'l>(literal: &'l Literal, names: &mut BTreeSet<&'l Ident>) {
    match literal {
        Literal::List(elements) => elements.iter().for_each(|element| collect(element, names)),
        Literal::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, names)),
        Literal::Constructed {
            name,
            arguments,
            setters,
            ..
        } => {
            names.insert(name);
            for (_, value) in arguments.iter().chain(setters) {
                collect(value, names);
            }
        }
        _ => {}
    }
}
