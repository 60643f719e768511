//! The test of documented errors.
//!
//! **Invariant:** each documented code appears once, with the status and the message that the description gives it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::ErrorTest;

/// Prints the test that every documented error is recognized.
pub(super) fn recognized(tests: &[ErrorTest]) -> TokenStream {
    let rows = tests.iter().map(|test| {
        let (code, message, variant) = (&test.code, &test.message, &test.variant);
        let status = Literal::u16_unsuffixed(test.status);
        quote! { (#status, #code, #message, ErrorCode::#variant) }
    });
    quote! {
        #[test]
        fn recognizes_documented_errors() {
            let documented = [#(#rows),*];

            blank_line!();
            for (status, code, message, known_code) in documented {
                let error = fail(example(), status, code, message);
                assert_eq!(error.known_code(), Some(known_code));
            }
        }
    }
}
