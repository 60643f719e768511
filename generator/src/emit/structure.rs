//! Structures in requests and in responses.
//!
//! **Invariant:** structures in requests are open JSON objects; structures in responses have public fields.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::attributes::{alias, deprecated, docs};
use super::types::{self, Argument};
use crate::plan::{FieldPlan, Structure};

/// Prints a structure of a request: its constructor and its setters.
pub(super) fn request_object(structure: &Structure, cfg: &TokenStream) -> TokenStream {
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
            /// Creates a value with no field set.
            #[must_use]
            pub fn new() -> Self {
                Self(codegen::JsonObject::default())
            }

            #(#setters)*
        }

        #cfg
        #[doc(hidden)]
        impl codegen::Encode for #name {
            fn encode(self) -> codegen::Value {
                self.0.encode()
            }
        }
    }
}

fn setter(field: &FieldPlan) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire_name);
    let docs = docs(&field.docs);
    let alias = alias(name, wire);
    let deprecated = deprecated(field.deprecated.as_ref());
    let Argument { ty, value } = types::argument(&field.ty, &quote! { value });
    quote! {
        #docs
        #alias
        #deprecated
        #[must_use]
        pub fn #name(self, value: #ty) -> Self {
            Self(self.0.set(#wire, #value))
        }
    }
}

/// Prints a response or a structure of one: its public fields and how they are decoded.
pub(super) fn response_object(structure: &Structure, cfg: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let type_docs = docs(&structure.docs);
    let fields = structure.fields.iter().map(|field| {
        let docs = docs(&field.docs);
        let (name, ty) = (&field.name, types::response_field(&field.ty));
        let alias = alias(name, &field.wire_name);
        let deprecated = deprecated(field.deprecated.as_ref());
        quote! { #docs #alias #deprecated pub #name: #ty }
    });
    let names = structure.fields.iter().map(|field| &field.name);
    let values = structure.fields.iter().map(|field| {
        let (name, wire) = (&field.name, &field.wire_name);
        match &field.wrapped_list {
            Some(list) => quote! { #name: fields.list(#wire, #list) },
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
        #type_docs
        #cfg
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        #cfg
        codegen::impl_debug!(#name { #(#names),* });

        #cfg
        #[doc(hidden)]
        impl codegen::DecodeObject for #name {
            #wraps

            fn decode_fields(#argument: &mut codegen::ObjectReader<'_>) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// Prints a response that holds nothing but the ID of the request: a name for the runtime's type.
pub(super) fn empty_response(lines: &[String], name: &Ident, cfg: &TokenStream) -> TokenStream {
    let docs = docs(lines);
    quote! {
        #docs
        #cfg
        pub type #name = codegen::EmptyResponse;
    }
}
