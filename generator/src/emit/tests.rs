//! Tests of a generated crate: one binary, a module an operation, samples as files.
//!
//! **Invariant:** each test says what it is evidence of: the published scheme and samples, or only our own reading.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{File, features, imports, literal, rust};
use crate::plan::{
    Assertion, CapturedRequestTest, ErrorTest, Expected, FeatureGate, Operation, PaginationTest,
    PathSegment, Plan, RequestTest, ResponseTest, Waiter, WaiterTests,
};

/// `tests/it` and `tests/samples`.
pub(super) fn files(plan: &Plan) -> Vec<File> {
    let mut files = vec![rust(plan, "tests/it/main.rs", main(plan))];
    for operation in plan.operations.iter().filter(|operation| tested(operation)) {
        files.push(rust(
            plan,
            &format!("tests/it/{}", super::module_file(operation)),
            module(operation, plan),
        ));
        files.extend(operation.tests.responses.iter().map(sample));
    }
    if tested_waiters(plan).next().is_some() {
        files.push(rust(plan, "tests/it/waiters.rs", waiters(plan)));
    }
    files
}

fn tested(operation: &Operation) -> bool {
    let tests = &operation.tests;
    !(tests.requests.is_empty()
        && tests.captured_requests.is_empty()
        && tests.responses.is_empty()
        && tests.errors.is_empty()
        && tests.pagination.is_none())
}

fn tested_waiters(plan: &Plan) -> impl Iterator<Item = (&Waiter, &WaiterTests)> {
    let waiters = plan.waiters.iter();
    waiters.filter_map(|waiter| Some((waiter, waiter.tests.as_ref()?)))
}

fn waiters_gate(plan: &Plan) -> FeatureGate {
    FeatureGate::any(tested_waiters(plan).map(|(waiter, _)| &waiter.gate))
}

fn sample(test: &ResponseTest) -> File {
    File {
        path: format!("tests/samples/{}", test.file),
        text: test.text.clone(),
    }
}

fn main(plan: &Plan) -> TokenStream {
    let modules = plan
        .operations
        .iter()
        .filter(|operation| tested(operation))
        .map(|operation| {
            let (cfg, module) = (features::cfg(&operation.gate), &operation.module);
            quote! { #cfg mod #module; }
        });
    let cfg = features::cfg(&waiters_gate(plan));
    let waiters = tested_waiters(plan)
        .next()
        .map(|_| quote! { #cfg mod waiters; });
    quote! {
        #![doc = " Tests from the description's own examples and samples. They need no network."]

        #(#modules)*
        #waiters
    }
}

fn module(operation: &Operation, plan: &Plan) -> TokenStream {
    let library = format_ident!("{}", plan.library);
    let module = &operation.module;
    let tests = &operation.tests;
    let requests = tests.requests.iter().map(|test| request(test, operation));
    let sent = tests.captured_requests.iter().map(self::sent);
    let replies = tests.responses.iter().map(|test| reply(test, operation));
    let errors = (!tests.errors.is_empty()).then(|| errors(&tests.errors, operation));
    let pages = tests.pagination.as_ref().map(pages);
    let imports = imports::tests(operation, plan);
    let root = if tests.errors.is_empty() {
        quote! { Client }
    } else {
        quote! { {Client, ErrorCode} }
    };
    quote! {
        use acs_client::Replay;
        use acs_client::replay::block_on;
        use #library::#root;
        #imports
        use #library::#module::*;

        #(#requests)*
        #(#sent)*
        #(#replies)*
        #errors
        #pages
    }
}

/// What goes over the wire, and its signature.
fn request(test: &RequestTest, operation: &Operation) -> TokenStream {
    let RequestTest {
        name,
        path,
        query,
        body,
        ..
    } = test;
    let request = literal::literal(&test.request);
    let (method, wire) = (&operation.binding.method, &operation.wire_name);
    let query = if query.is_empty() {
        quote! { None }
    } else {
        quote! { Some(#query) }
    };
    let authorization = test.authorization.as_ref().map(|header| {
        quote! { assert_eq!(sent.headers()["authorization"], #header); }
    });
    quote! {
        /// Self-consistency: the query is ours, from the description's examples. The signature is computed
        /// apart from the runtime.
        #[test]
        fn #name() {
            let replay = Replay::new().json("{}");
            block_on(Client::replay(&replay).send(#request)).unwrap();

            let sent = &replay.requests()[0];
            assert_eq!(sent.method(), #method);
            assert_eq!(sent.uri().path(), #path);
            assert_eq!(sent.uri().query(), #query);
            assert_eq!(sent.headers()["x-acs-action"], #wire);
            assert_eq!(sent.body(), #body);
            #authorization
        }
    }
}

/// What another client sent, built with the types of this crate.
fn sent(test: &CapturedRequestTest) -> TokenStream {
    let CapturedRequestTest {
        name,
        request,
        expected,
    } = test;
    match request {
        Ok(request) => {
            let request = literal::literal(request);
            quote! {
                /// A request as another client sent it.
                #[test]
                fn #name() {
                    let replay = Replay::new().json("{}");
                    let _ = block_on(Client::replay(&replay).send(#request));
                    replay.assert_request_matches(#expected);
                }
            }
        }
        Err(misfit) => quote! {
            /// A request as another client sent it; not all of it has a place in the types of this crate.
            #[test]
            fn #name() {
                panic!("{}", #misfit);
            }
        },
    }
}

/// A published sample, compared with what the typed reply holds.
fn reply(test: &ResponseTest, operation: &Operation) -> TokenStream {
    let ResponseTest {
        name, file, serve, ..
    } = test;
    let path = format!("../samples/{file}");
    let request = literal::literal(&operation.tests.example);
    let checks: Vec<TokenStream> = test.assertions.iter().map(check).collect();
    let binding = (!checks.is_empty()).then(|| quote! { let reply = });
    quote! {
        /// A sample of the description.
        #[test]
        fn #name() {
            let replay = Replay::new().#serve(include_str!(#path));
            #binding block_on(Client::replay(&replay).send(#request)).unwrap();

            #(#checks)*
        }
    }
}

fn check(check: &Assertion) -> TokenStream {
    let mut place = quote! { reply };
    for step in &check.path {
        place = match step {
            PathSegment::Field(name) => quote! { #place.#name },
            PathSegment::Index(index) => {
                let index = proc_macro2::Literal::usize_unsuffixed(*index);
                quote! { #place[#index] }
            }
            PathSegment::Unwrap => quote! { #place.as_ref().unwrap() },
            PathSegment::Key(key) => quote! { #place[#key] },
        };
    }
    // The reply is behind a `Deref`, which comparing does not see through.
    if check.path.is_empty() && !matches!(check.expected, Expected::Length(_)) {
        place = quote! { *reply };
    }
    match &check.expected {
        Expected::Text(text) => quote! { assert_eq!(#place, #text); },
        Expected::Length(length) => {
            let length = proc_macro2::Literal::usize_unsuffixed(*length);
            quote! { assert_eq!(#place.len(), #length); }
        }
        Expected::Some(value) => {
            let value = literal::literal(value);
            quote! { assert_eq!(#place, Some(#value)); }
        }
        Expected::Plain(value) => {
            let value = literal::literal(value);
            quote! { assert_eq!(#place, #value); }
        }
        Expected::Untyped(misfit) => quote! { panic!("{}", #misfit); },
        Expected::Json(text) => {
            quote! { assert_eq!(#place, #text.parse::<acs_client::Value>().unwrap()); }
        }
    }
}

fn errors(tests: &[ErrorTest], operation: &Operation) -> TokenStream {
    let request = literal::literal(&operation.tests.example);
    let rows = tests.iter().map(|test| {
        let body = serde_json::json!({ "RequestId": "example", "Code": test.code, "Message": test.message }).to_string();
        let (code, message, variant) = (&test.code, &test.message, &test.variant);
        let status = proc_macro2::Literal::u16_unsuffixed(test.status);
        quote! { (#status, #code, #message, ErrorCode::#variant, #body) }
    });
    quote! {
        /// Self-consistency: every documented error is recognised.
        #[test]
        fn documented_errors() {
            for (status, code, message, known, body) in [#(#rows),*] {
                let replay = Replay::new().error(status, body);
                let error = block_on(Client::replay(&replay).send(#request)).unwrap_err();

                assert_eq!(error.status(), Some(status));
                assert_eq!(error.code(), Some(code));
                assert_eq!(error.known_code(), Some(known));
                assert!(message.is_empty() || error.message() == message, "{error}");
                assert_eq!(error.request_id(), Some("example"));
            }
        }
    }
}

fn pages(test: &PaginationTest) -> TokenStream {
    let request = literal::literal(&test.request);
    let replies = test.pages.iter().map(|page| quote! { .json(#page) });
    let items = proc_macro2::Literal::usize_unsuffixed(test.items);
    let queries = &test.queries;
    quote! {
        /// Self-consistency: pages are asked for until the last.
        #[test]
        fn pages_turn() {
            let replay = Replay::new() #(#replies)*;
            let items = block_on(Client::replay(&replay).paginate(#request).items().collect_all()).unwrap();
            assert_eq!(items.len(), #items);

            let requests = replay.requests();
            let queries: Vec<_> = requests.iter().map(|sent| sent.uri().query().unwrap_or_default()).collect();
            assert_eq!(queries, [#(#queries),*]);
        }
    }
}

fn waiters(plan: &Plan) -> TokenStream {
    let library = format_ident!("{}", plan.library);
    let gate = waiters_gate(plan);
    let tests = tested_waiters(plan).map(|(waiter, tests)| {
        let cfg = features::cfg_inside(&gate, &waiter.gate);
        waiter_tests(waiter, tests, plan, &cfg)
    });
    quote! {
        use std::time::Duration;

        use acs_client::Replay;
        use acs_client::replay::block_on;
        use #library::{Client, WaitError};

        #(#tests)*
    }
}

fn waiter_tests(
    waiter: &Waiter,
    tests: &WaiterTests,
    plan: &Plan,
    cfg: &TokenStream,
) -> TokenStream {
    let library = format_ident!("{}", plan.library);
    let WaiterTests {
        arguments: by,
        pending,
        succeeded,
        failed,
    } = tests;
    let (name, wire) = (&waiter.name, &waiter.wire_name);
    let lower = crate::names::name(&name.to_string(), crate::names::Case::Snake);
    let by = by.iter().map(literal::literal);
    let new = quote! { #name::new(#(#by),*) };
    quote! {
        /// Self-consistency: states are as `acsgen.json` classifies them. Time is virtual.
        #cfg
        mod #lower {
            use #library::#name;

            use super::*;

            #[test]
            fn pending_then_done() {
                let replay = Replay::new().json(#pending).json(#succeeded);
                let parts = block_on(Client::replay(&replay).wait(#new)).unwrap();
                assert_eq!(parts.len(), 1);
                assert_eq!(replay.actions(), [#wire, #wire]);
                assert!(replay.elapsed() > Duration::ZERO);
            }

            #[test]
            fn pending_then_failed() {
                let replay = Replay::new().json(#pending).json(#failed);
                let error = block_on(Client::replay(&replay).wait(#new)).unwrap_err();
                assert!(matches!(error, WaitError::Failed(parts) if parts.len() == 1));
            }

            #[test]
            fn pending_for_too_long() {
                let replay = Replay::new().json(#pending).json(#pending).json(#pending);
                let waiting = Client::replay(&replay).wait(#new).max_wait(Duration::from_secs(5));
                let error = block_on(waiting).unwrap_err();
                assert!(matches!(error, WaitError::TimedOut(parts) if parts.len() == 1));
                assert!(replay.elapsed() <= Duration::from_secs(5));
            }
        }
    }
}
