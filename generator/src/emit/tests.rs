//! Tests of a generated crate: one binary, a module for each operation, samples as files.
//!
//! **Invariant:** a test is the request, what goes over the wire and what comes back; what tests share is in `main.rs`.

mod errors;
mod pagination;
mod request;
mod response;
mod support;
mod waiters;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::attributes::{allow_deprecated, declares_deprecated, has_deprecated_field};
use super::file::{File, module_file, rust};
use super::{features, imports, literal};
use crate::plan::{OperationPlan, Plan, ResponseTest};

/// Functions of `main.rs` that tests may call.
const SUPPORT: [&str; 4] = ["collect", "decode", "fail", "send"];

/// Returns the files of `tests/it` and `tests/samples`.
pub(super) fn files(plan: &Plan) -> Vec<File> {
    let tested: Vec<&OperationPlan> = plan.operations.iter().filter(|o| is_tested(o)).collect();
    let signed = tested.iter().find(|operation| {
        let mut requests = operation.tests.requests.iter();
        requests.any(|test| test.authorization.is_some())
    });
    let mut modules = Vec::new();
    let mut used = BTreeSet::new();
    for operation in &tested {
        let is_signed = signed.is_some_and(|signed| signed.name == operation.name);
        let tests = operation_tests(operation, is_signed);
        imports::first_segments(tests.clone(), &mut used);
        let path = format!("tests/it/{}", module_file(operation));
        modules.push(rust(plan, &path, module(operation, plan, &tests)));
        modules.extend(operation.tests.responses.iter().map(sample));
    }
    let mut files = vec![rust(plan, "tests/it/main.rs", main(plan, &tested, &used))];
    files.append(&mut modules);
    if waiters::tested(plan).next().is_some() {
        files.push(rust(plan, "tests/it/waiters.rs", waiters::module(plan)));
    }
    files
}

fn is_tested(operation: &OperationPlan) -> bool {
    let tests = &operation.tests;
    !(tests.requests.is_empty()
        && tests.captured_requests.is_empty()
        && tests.responses.is_empty()
        && tests.errors.is_empty()
        && tests.pagination.is_none())
}

fn sample(test: &ResponseTest) -> File {
    File {
        path: format!("tests/samples/{}", test.file),
        text: test.text.clone(),
    }
}

fn main(plan: &Plan, tested: &[&OperationPlan], used: &BTreeSet<String>) -> TokenStream {
    let modules = tested.iter().map(|operation| {
        let (cfg, module) = (features::cfg(&operation.gate), &operation.module);
        let allow = allow_deprecated(uses_deprecated(operation, plan));
        quote! { #cfg #allow mod #module; }
    });
    let cfg = features::cfg(&waiters::gate(plan));
    let mut waiters = waiters::tested(plan).peekable();
    let waiters = waiters.peek().is_some().then(|| {
        let mut operations = plan.operations.iter();
        let allow = allow_deprecated(operations.any(declares_deprecated));
        quote! { #cfg #allow mod waiters; }
    });
    let support = support::functions(plan, used);
    let unused = (!support.is_empty())
        .then(|| quote! { #![cfg_attr(not(feature = "full"), allow(dead_code))] });
    quote! {
        #![doc = " Tests from the description's examples and samples. They need no network."]
        #unused

        #(#modules)*
        #waiters
        #support
    }
}

/// Returns whether the tests of an operation may name something deprecated.
fn uses_deprecated(operation: &OperationPlan, plan: &Plan) -> bool {
    let mut shared = plan.types.iter();
    declares_deprecated(operation) || shared.any(|shared| has_deprecated_field(&shared.item))
}

fn module(operation: &OperationPlan, plan: &Plan, tests: &TokenStream) -> TokenStream {
    let library = format_ident!("{}", plan.library);
    let types = imports::tests(operation, plan, tests);
    let mut used = BTreeSet::new();
    imports::first_segments(tests.clone(), &mut used);
    let replay = used
        .contains("Replay")
        .then(|| quote! { use acs_client::Replay; });
    let codes = used
        .contains("ErrorCode")
        .then(|| quote! { use #library::ErrorCode; });
    let support: Vec<Ident> = SUPPORT
        .iter()
        .filter(|name| used.contains(**name))
        .map(|name| format_ident!("{name}"))
        .collect();
    let support =
        (!support.is_empty()).then(|| quote! { blank_line!(); use crate::{#(#support),*}; });
    quote! { #replay #codes #types #support #tests }
}

fn operation_tests(operation: &OperationPlan, is_signed: bool) -> TokenStream {
    let tests = &operation.tests;
    let signature = is_signed.then(|| request::signature(operation)).flatten();
    let requests = tests
        .requests
        .iter()
        .map(|test| request::sent(test, operation));
    let captured = tests.captured_requests.iter().map(request::captured);
    let responses = response::decoded(operation);
    let errors = (!tests.errors.is_empty()).then(|| errors::recognized(&tests.errors));
    let pages = tests
        .pagination
        .as_ref()
        .map(|test| pagination::read(test, operation));
    let tests = quote! {
        #(#requests)*
        #signature
        #(#captured)*
        #responses
        #errors
        #pages
    };
    let mut used = BTreeSet::new();
    imports::first_segments(tests.clone(), &mut used);
    let example = used.contains("example").then(|| example(operation));
    quote! { #example #tests }
}

/// Prints the function that creates the request of most tests.
fn example(operation: &OperationPlan) -> TokenStream {
    let name = &operation.name;
    let request = literal::literal(&operation.tests.example);
    quote! {
        /// Creates a request with the required parameters.
        fn example() -> #name {
            #request
        }
    }
}
