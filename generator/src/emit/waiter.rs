//! What can be waited for: which operation to poll, where the parts are, how to read one.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, pages};
use crate::plan::Waiter;

/// A waiter.
pub(super) fn waiter(waiter: &Waiter, cfg: &TokenStream) -> TokenStream {
    let Waiter {
        name,
        module,
        poll,
        reply,
        by,
        item,
        state,
        states,
        done,
        failed,
        ..
    } = waiter;
    let docs = docs(&waiter.docs);
    let items = pages::list(&quote! { reply }, &waiter.items);
    let items = if waiter.items.is_empty() {
        quote! { vec![reply] }
    } else {
        items
    };
    let advance = waiter.paged.then(|| {
        quote! {
            fn advance(poll: #module::#poll, reply: &#module::#reply) -> Option<#module::#poll> {
                codegen::Paged::advance(poll, reply)
            }
        }
    });
    let new = format!(" Waits by polling [`{poll}`](super::{poll}) with this `{by}`.");
    quote! {
        #docs
        #cfg
        #[derive(Clone, Debug)]
        pub struct #name { #by: String }

        #cfg
        impl #name {
            #[doc = #new]
            pub fn new(#by: &str) -> Self {
                Self { #by: #by.to_owned() }
            }
        }

        #cfg
        impl codegen::Waiter for #name {
            type Poll = #module::#poll;
            type Item = #module::#item;

            fn poll(&self) -> #module::#poll {
                #module::#poll::new(&self.#by)
            }

            #advance

            fn items(reply: #module::#reply) -> Vec<#module::#item> {
                #items
            }

            fn progress(item: &#module::#item) -> codegen::Progress {
                match item.#state.known() {
                    #(Some(#module::#states::#done) => codegen::Progress::Done,)*
                    #(Some(#module::#states::#failed) => codegen::Progress::Failed,)*
                    _ => codegen::Progress::Pending,
                }
            }
        }
    }
}
