//! The test of an operation's pages.
//!
//! **Invariant:** the script ends with the last page, so a request too many fails the test.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::request;
use crate::format;
use crate::plan::{OperationPlan, PaginationTest};

/// Prints the test that pages are requested until the last one.
pub(super) fn read(test: &PaginationTest, operation: &OperationPlan) -> TokenStream {
    let request = request::request(&test.request, operation);
    let pages = test.pages.iter().map(|page| {
        let page = format::raw_string(page);
        quote! { .json(#page) }
    });
    let items = Literal::usize_unsuffixed(test.items);
    let queries = &test.queries;
    quote! {
        #[test]
        fn reads_pages_until_the_last() {
            let replay = Replay::new() #(#pages)*;
            let request = #request;

            blank_line!();
            let items = collect(request, &replay);

            blank_line!();
            assert_eq!(items.len(), #items);
            assert_eq!(replay.queries(), [#(#queries),*]);
        }
    }
}
