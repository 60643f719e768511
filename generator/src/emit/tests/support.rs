//! Functions that the tests of a crate share.
//!
//! **Invariant:** only functions that some test calls are printed.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::Plan;

/// Prints the functions among `used` with their imports.
pub(super) fn functions(plan: &Plan, used: &BTreeSet<String>) -> TokenStream {
    let is_used = |name: &str| used.contains(name);
    let functions = [
        is_used("send").then(send),
        is_used("decode").then(decode),
        is_used("fail").then(fail),
        is_used("collect").then(collect),
    ];
    let functions: TokenStream = functions.into_iter().flatten().collect();
    if functions.is_empty() {
        return functions;
    }
    let library = format_ident!("{}", plan.library);
    let traits = match (
        is_used("send") || is_used("decode") || is_used("fail"),
        is_used("collect"),
    ) {
        (true, true) => quote! { {Operation, Paginated} },
        (true, false) => quote! { Operation },
        (false, _) => quote! { Paginated },
    };
    let error = is_used("fail").then(|| quote! { Error, });
    let response = is_used("decode").then(|| quote! { , Response });
    quote! {
        use acs_client::codegen::#traits;
        use acs_client::replay::block_on;
        use acs_client::{#error Replay #response};
        use #library::Client;

        #functions
    }
}

fn send() -> TokenStream {
    quote! {
        /// Sends a request and returns the record of it.
        fn send(request: impl Operation) -> Replay {
            let replay = Replay::new().json("{}");
            block_on(Client::replay(&replay).send(request)).unwrap();
            replay
        }
    }
}

fn decode() -> TokenStream {
    quote! {
        /// Sends a request and returns the decoded response.
        fn decode<O: Operation>(request: O, replay: Replay) -> Response<O::Response> {
            block_on(Client::replay(&replay).send(request)).unwrap()
        }
    }
}

fn fail() -> TokenStream {
    quote! {
        /// Sends a request that the service rejects and returns the error.
        #[track_caller]
        fn fail(request: impl Operation, status: u16, code: &str, message: &str) -> Error {
            let replay = Replay::new().service_error(status, code, message);
            let Err(error) = block_on(Client::replay(&replay).send(request)) else {
                panic!("the call succeeded");
            };
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.code(), Some(code));
            assert!(message.is_empty() || error.message() == message, "{error}");
            assert_eq!(error.request_id(), Some("example"));
            error
        }
    }
}

fn collect() -> TokenStream {
    quote! {
        /// Reads all pages and returns their items.
        fn collect<O: Paginated>(request: O, replay: &Replay) -> Vec<O::Item> {
            let pages = Client::replay(replay).paginate(request);
            block_on(pages.items().collect_all()).unwrap()
        }
    }
}
