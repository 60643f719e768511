//! Structures: parts of requests, and replies with their parts.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{alias, docs, types};
use crate::plan::{Field, Structure};

/// Part of a request: built by setters, sent where set.
pub(super) fn input(structure: &Structure, cfg: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let docs = docs(&structure.docs);
    let setters = structure.fields.iter().map(setter);
    quote! {
        #docs
        #cfg
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name(codegen::JsonObject);

        #cfg
        impl #name {
            /// Nothing set yet.
            #[must_use]
            pub fn new() -> Self {
                Self(codegen::JsonObject::default())
            }

            #(#setters)*
        }

        #cfg
        impl codegen::Encode for #name {
            fn encode(self) -> codegen::Value {
                self.0.encode()
            }
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire_name);
    let docs = docs(&field.docs);
    let alias = alias(name, wire);
    let (argument, value) = types::argument(&field.ty, &quote! { value });
    quote! {
        #docs
        #alias
        #[must_use]
        pub fn #name(self, value: #argument) -> Self {
            Self(self.0.set(#wire, #value))
        }
    }
}

/// A reply or part of one: public fields, read leniently.
pub(super) fn output(structure: &Structure, cfg: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let docs = docs(&structure.docs);
    let fields = structure.fields.iter().map(|field| {
        let docs = super::docs(&field.docs);
        let (name, ty) = (&field.name, types::received(&field.ty));
        let alias = alias(name, &field.wire_name);
        quote! { #docs #alias pub #name: #ty }
    });
    let shown = structure.fields.iter().map(|field| &field.name);
    let reads = structure.fields.iter().map(|field| {
        let (name, wire) = (&field.name, &field.wire_name);
        match &field.wrapped_list {
            Some(inside) => quote! { #name: fields.list(#wire, #inside) },
            None => quote! { #name: fields.get(#wire) },
        }
    });
    let wraps = structure
        .wrapped_list
        .as_ref()
        .map(|wire| quote! { const WRAPPED_LIST: Option<&'static str> = Some(#wire); });
    let argument = if structure.fields.is_empty() {
        quote! { _fields }
    } else {
        quote! { fields }
    };
    quote! {
        #docs
        #cfg
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        #cfg
        codegen::impl_debug!(#name { #(#shown),* });

        #cfg
        impl codegen::DecodeObject for #name {
            #wraps

            fn decode_fields(#argument: &mut codegen::ObjectReader<'_>) -> Self {
                Self { #(#reads),* }
            }
        }
    }
}

/// A reply that tells nothing but the ID of the call: the runtime has it.
pub(super) fn receipt(lines: &[String], name: &Ident, cfg: &TokenStream) -> TokenStream {
    let docs = docs(lines);
    quote! {
        #docs
        #cfg
        pub type #name = codegen::EmptyResponse;
    }
}
