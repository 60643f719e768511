//! What the literals of an operation's examples and tests must import to name their types.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{Literal, Operation, Plan};

/// Imports for a request written as an example, beyond the request type itself.
pub(super) fn example(operation: &Operation, plan: &Plan) -> TokenStream {
    let names = named(&operation.tests.example, operation);
    let module = &operation.module;
    let library = quote::format_ident!("{}", plan.library);
    let (own, shared): (BTreeSet<&Ident>, BTreeSet<&Ident>) =
        names.into_iter().partition(|name| is_here(name, operation));
    let required = operation.required_by_name.then(|| quote! { Required });
    let own: Vec<TokenStream> = required
        .into_iter()
        .chain(own.into_iter().map(|name| quote! { #name }))
        .collect();
    let own = (!own.is_empty()).then(|| quote! { use #library::#module::{#(#own),*}; });
    let shared = from_types(plan, &shared);
    quote! { #own #shared }
}

/// Imports for the tests of an operation, beyond its module's own types.
pub(super) fn tests(operation: &Operation, plan: &Plan) -> TokenStream {
    let tests = &operation.tests;
    let sent = tests
        .captured_requests
        .iter()
        .filter_map(|test| test.request.as_ref().ok());
    let requests = tests.requests.iter().map(|test| &test.request);
    let pages = tests.pagination.iter().map(|test| &test.request);
    let names: BTreeSet<&Ident> = [&tests.example]
        .into_iter()
        .chain(requests)
        .chain(sent)
        .chain(pages)
        .flat_map(|literal| named(literal, operation))
        .filter(|name| !is_here(name, operation))
        .collect();
    from_types(plan, &names)
}

fn from_types(plan: &Plan, names: &BTreeSet<&Ident>) -> TokenStream {
    if names.is_empty() {
        return TokenStream::new();
    }
    let library = quote::format_ident!("{}", plan.library);
    quote! { use #library::types::{#(#names),*}; }
}

/// Whether an operation's module has a type of that name, declared there or found there, too.
fn is_here(name: &Ident, operation: &Operation) -> bool {
    operation.items.iter().any(|item| item.name() == name) || operation.shared.contains(name)
}

/// Types that a literal names, apart from the operation's own.
fn named<'l>(literal: &'l Literal, operation: &Operation) -> BTreeSet<&'l Ident> {
    let mut names = BTreeSet::new();
    collect(literal, &mut names);
    names.remove(&operation.name);
    names
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
