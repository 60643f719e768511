//! Documented values, open for those the service learns later.

use proc_macro2::TokenStream;
use quote::quote;

use super::{alias, docs};
use crate::plan::{Enumeration, Role};

/// The enumeration, and the texts of its values.
pub(super) fn enumeration(enumeration: &Enumeration) -> TokenStream {
    let name = &enumeration.name;
    let docs = docs(&enumeration.docs);
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = super::docs(&variant.docs);
        let alias = alias(&variant.name, &variant.wire);
        let name = &variant.name;
        quote! { #docs #alias #name }
    });
    let texts = enumeration.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        quote! { (#wire, Self::#name) }
    });
    let implement = match enumeration.role {
        Role::Value => quote! { open_enum },
        Role::ErrorCode => quote! { error_code },
    };
    quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is not documented; made by `From<&str>`.
            Unknown(codegen::UnknownValue),
        }

        impl #name {
            /// Documented values as they go over the wire.
            const TEXTS: &'static [(&'static str, Self)] = &[#(#texts),*];
        }

        codegen::#implement!(#name);
    }
}
