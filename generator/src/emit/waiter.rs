//! Waiters: the operation to poll, the objects in its response and the meaning of their states.
//!
//! **Invariant:** names types of the polled operation's module and declares none but the waiter itself.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::attributes::docs;
use super::types::{self, Argument};
use super::{literal, pagination};
use crate::plan::{Literal, PathStep, PollArgument, Waiter, WaiterStates};

/// Prints a waiter.
pub(super) fn waiter(waiter: &Waiter, cfg: &TokenStream) -> TokenStream {
    let Waiter {
        name, module, poll, ..
    } = waiter;
    let docs = docs(&waiter.docs);
    let constructor = constructor(waiter);
    let implementation = implementation(waiter);
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
        #[doc(hidden)]
        #implementation
    }
}

/// Prints the implementation of the runtime's `Waiter`.
fn implementation(waiter: &Waiter) -> TokenStream {
    let Waiter {
        name,
        module,
        poll,
        response,
        item,
        ..
    } = waiter;
    let items = match waiter.single_object {
        true => single(&quote! { response }, &waiter.items),
        false => pagination::list(&quote! { response }, &waiter.items),
    };
    let next_page = waiter.paginated.then(|| {
        quote! {
            fn next_page(poll: #module::#poll, response: &#module::#response) -> Option<#module::#poll> {
                codegen::Paginated::next_page(poll, response)
            }
        }
    });
    let codes = &waiter.success_error_codes;
    let codes = (!codes.is_empty())
        .then(|| quote! { const SUCCESS_ERROR_CODES: &'static [&'static str] = &[#(#codes),*]; });
    let empty = waiter
        .success_when_empty
        .then(|| quote! { const STATE_WHEN_EMPTY: codegen::WaiterState = codegen::WaiterState::Succeeded; });
    let progress = progress(waiter);
    quote! {
        impl codegen::Waiter for #name {
            type Poll = #module::#poll;
            type Item = #module::#item;
            #codes
            #empty

            fn poll(&self) -> #module::#poll {
                self.0.clone()
            }

            #next_page

            fn items(response: #module::#response) -> Vec<#module::#item> {
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
        arguments,
        ..
    } = waiter;
    let names = arguments
        .iter()
        .map(|argument| format!("`{}`", argument.name));
    let title = format!(
        " Creates a waiter that polls [`{poll}`](super::{poll}) with this {}.",
        names.collect::<Vec<_>>().join(" and this ")
    );
    let parameters = arguments.iter().map(|PollArgument { name, ty, .. }| {
        let Argument { ty, .. } = types::argument(ty, &quote! { #name });
        quote! { #name: #ty }
    });
    let names = |required: bool| {
        let arguments = arguments.iter();
        arguments
            .filter(move |argument| argument.required == required)
            .map(|argument| &argument.name)
    };
    let (required, setters) = (names(true), names(false));
    quote! {
        #[doc = #title]
        pub fn new(#(#parameters),*) -> Self {
            Self(#module::#poll::new(#(#required),*) #(.#setters(#setters))*)
        }
    }
}

/// Prints how an object is moved out of a value, as a list of at most one element.
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

/// Prints the `match` that classifies a state.
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
