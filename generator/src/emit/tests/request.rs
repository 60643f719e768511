//! Tests of requests as they go over the wire.
//!
//! **Invariant:** every expectation is planned; nothing is encoded or signed here.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::literal;
use crate::format;
use crate::plan::{CapturedRequestTest, Literal, OperationPlan, RequestTest};

/// Prints the test of a request built from examples.
pub(super) fn sent(test: &RequestTest, operation: &OperationPlan) -> TokenStream {
    let RequestTest {
        name,
        path,
        query,
        body,
        ..
    } = test;
    let request = request(&test.request, operation);
    let (method, wire) = (&operation.binding.method, &operation.wire_name);
    let query = query.split('&').filter(|pair| !pair.is_empty());
    let body = if operation.binding.form_body && !body.is_empty() {
        let pairs = body.split('&');
        quote! { assert_form([#(#pairs),*]) }
    } else {
        quote! { assert_body(#body) }
    };
    let send = match has_setters(&test.request) {
        true => quote! { let request = #request; let replay = send(request); },
        false => quote! { let replay = send(#request); },
    };
    quote! {
        #[test]
        fn #name() {
            #send

            blank_line!();
            replay.assert_operation(#wire, #method, #path);
            replay.assert_query([#(#query),*]);
            replay.#body;
        }
    }
}

fn has_setters(request: &Literal) -> bool {
    matches!(request, Literal::Constructed { setters, .. } if !setters.is_empty())
}

/// Prints a request: the one of `example()`, with setters if it has any.
pub(super) fn request(request: &Literal, operation: &OperationPlan) -> TokenStream {
    let example = literal::constructor(&operation.tests.example).to_string();
    match request {
        Literal::Constructed { setters, .. }
            if literal::constructor(request).to_string() == example =>
        {
            let setters = literal::setters(setters);
            quote! { example() #setters }
        }
        other => literal::literal(other),
    }
}

/// Prints the test of the signature, which stands in one module of the crate.
pub(super) fn signature(operation: &OperationPlan) -> Option<TokenStream> {
    let mut requests = operation.tests.requests.iter();
    let (test, header) = requests.find_map(|test| Some((test, test.authorization.as_ref()?)))?;
    let request = request(&test.request, operation);
    Some(quote! {
        /// The expected signature was computed without the runtime.
        #[test]
        fn signs_the_request() {
            let replay = send(#request);

            blank_line!();
            replay.assert_header("authorization", #header);
        }
    })
}

/// Prints the test of a request that another client sent, built with the types of this crate.
pub(super) fn captured(test: &CapturedRequestTest) -> TokenStream {
    let CapturedRequestTest {
        name,
        request,
        expected,
    } = test;
    match request {
        Ok(request) => {
            let request = literal::literal(request);
            let expected = format::raw_string(expected);
            quote! {
                /// Another client sent this request.
                #[test]
                fn #name() {
                    let request = #request;

                    let replay = send(request);

                    blank_line!();
                    replay.assert_request_matches(#expected);
                }
            }
        }
        Err(untyped) => quote! {
            /// Another client sent this request, which the types of this crate cannot express.
            #[test]
            fn #name() {
                panic!("{}", #untyped);
            }
        },
    }
}
