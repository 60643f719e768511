//! Structures: parts of requests, and replies with their parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::{alias, docs, types};
use crate::plan::{Field, Structure};

/// Part of a request: built by setters, sent where set.
pub(super) fn input(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let docs = docs(&structure.docs);
    let fields = structure.fields.iter().map(|field| {
        let (name, ty) = (&field.name, types::plain(&field.ty));
        quote! { #name: Option<#ty> }
    });
    let setters = structure.fields.iter().map(setter);
    let entries = structure.fields.iter().map(|field| {
        let (name, wire) = (&field.name, &field.wire);
        quote! { (#wire, codegen::Encode::encode(&self.#name)) }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        pub struct #name { #(#fields),* }

        impl #name {
            /// Nothing set yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            #(#setters)*
        }

        impl PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                codegen::same_value(self, other)
            }
        }

        impl codegen::Encode for #name {
            fn encode(&self) -> codegen::Value {
                codegen::object([#(#entries),*])
            }
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let name = &field.name;
    let docs = docs(&field.docs);
    let alias = alias(name, &field.wire);
    let (argument, value) = types::argument(&field.ty, &quote! { value });
    quote! {
        #docs
        #alias
        #[must_use]
        pub fn #name(mut self, value: #argument) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// A reply or part of one: public fields, read leniently.
pub(super) fn output(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let docs = docs(&structure.docs);
    let fields = structure.fields.iter().map(|field| {
        let docs = super::docs(&field.docs);
        let (name, ty) = (&field.name, types::received(&field.ty));
        let alias = alias(name, &field.wire);
        quote! { #docs #alias pub #name: #ty }
    });
    let reads = structure.fields.iter().map(|field| {
        let (name, wire) = (&field.name, &field.wire);
        quote! { #name: fields.get(#wire) }
    });
    let wraps = structure
        .wraps
        .as_ref()
        .map(|wire| quote! { const WRAPS: Option<&'static str> = Some(#wire); });
    let argument = if structure.fields.is_empty() {
        quote! { _fields }
    } else {
        quote! { fields }
    };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl codegen::Record for #name {
            #wraps

            fn read(#argument: &mut codegen::Fields<'_>) -> Self {
                Self { #(#reads),* }
            }
        }
    }
}
