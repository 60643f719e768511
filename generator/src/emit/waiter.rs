//! What can be waited for: which operation to poll, where the parts are, how to read one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{docs, literal, pages, types};
use crate::plan::{Literal, PathStep, PollArgument, Waiter, WaiterStates};

/// A waiter.
pub(super) fn waiter(waiter: &Waiter, cfg: &TokenStream) -> TokenStream {
    let Waiter {
        name,
        module,
        poll,
        response: reply,
        item,
        ..
    } = waiter;
    let docs = docs(&waiter.docs);
    let constructor = constructor(waiter);
    let items = match waiter.single_object {
        true => single(&quote! { reply }, &waiter.items),
        false => pages::list(&quote! { reply }, &waiter.items),
    };
    let advance = waiter.paginated.then(|| {
        quote! {
            fn next_page(poll: #module::#poll, reply: &#module::#reply) -> Option<#module::#poll> {
                codegen::Paginated::next_page(poll, reply)
            }
        }
    });
    let gone = &waiter.success_error_codes;
    let gone = (!gone.is_empty())
        .then(|| quote! { const SUCCESS_ERROR_CODES: &'static [&'static str] = &[#(#gone),*]; });
    let empty = waiter
        .success_when_empty
        .then(|| quote! { const STATE_WHEN_EMPTY: codegen::WaiterState = codegen::WaiterState::Succeeded; });
    let progress = progress(waiter);
    quote! {
        #docs
        #cfg
        #[derive(Clone, Debug)]
        pub struct #name(#module::#poll);

        #cfg
        impl #name {
            #constructor
        }

        #cfg
        impl codegen::Waiter for #name {
            type Poll = #module::#poll;
            type Item = #module::#item;
            #gone
            #empty

            fn poll(&self) -> #module::#poll {
                self.0.clone()
            }

            #advance

            fn items(reply: #module::#reply) -> Vec<#module::#item> {
                #items
            }

            fn progress(item: &#module::#item) -> codegen::WaiterState {
                #progress
            }
        }
    }
}

fn constructor(waiter: &Waiter) -> TokenStream {
    let Waiter {
        module,
        poll,
        arguments: by,
        ..
    } = waiter;
    let names: Vec<String> = by.iter().map(|by| format!("`{}`", by.name)).collect();
    let title = format!(
        " Waits by polling [`{poll}`](super::{poll}) with this {}.",
        names.join(" and this ")
    );
    let arguments = by.iter().map(|PollArgument { name, ty, .. }| {
        let (ty, _) = types::argument(ty, &quote! { #name });
        quote! { #name: #ty }
    });
    let required = by.iter().filter(|by| by.required).map(|by| &by.name);
    let setters = by.iter().filter(|by| !by.required).map(|by| &by.name);
    quote! {
        #[doc = #title]
        pub fn new(#(#arguments),*) -> Self {
            Self(#module::#poll::new(#(#required),*) #(.#setters(#setters))*)
        }
    }
}

/// The one object at a place, as a list of none or one.
fn single(from: &TokenStream, path: &[PathStep]) -> TokenStream {
    let Some((PathStep { name, optional }, rest)) = path.split_first() else {
        return quote! { vec![#from] };
    };
    match (optional, rest) {
        (true, []) => quote! { #from.#name.into_iter().collect() },
        (true, rest) => {
            let rest = single(&quote! { value }, rest);
            quote! { #from.#name.map(|value| #rest).unwrap_or_default() }
        }
        (false, rest) => single(&quote! { #from.#name }, rest),
    }
}

fn progress(waiter: &Waiter) -> TokenStream {
    let Waiter { module, state, .. } = waiter;
    let (state, succeeded, failed): (_, Vec<TokenStream>, Vec<TokenStream>) = match &waiter.states {
        WaiterStates::Variants {
            name,
            succeeded,
            failed,
        } => {
            let variant = |variant: &Ident| quote! { Some(#module::#name::#variant) };
            (
                quote! { item.#state.known() },
                succeeded.iter().map(variant).collect(),
                failed.iter().map(variant).collect(),
            )
        }
        WaiterStates::Texts { succeeded, failed } => {
            let text = |text: &String| quote! { #text };
            (
                quote! { item.#state.as_str() },
                succeeded.iter().map(text).collect(),
                failed.iter().map(text).collect(),
            )
        }
        WaiterStates::Values { succeeded, failed } => {
            let value = |value: &Literal| {
                let value = literal::literal(value);
                quote! { Some(#value) }
            };
            (
                quote! { item.#state },
                succeeded.iter().map(value).collect(),
                failed.iter().map(value).collect(),
            )
        }
    };
    quote! {
        match #state {
            #(#succeeded => codegen::WaiterState::Succeeded,)*
            #(#failed => codegen::WaiterState::Failed,)*
            _ => codegen::WaiterState::Pending,
        }
    }
}
