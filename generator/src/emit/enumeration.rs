//! Enumerations of the documented values of a text.
//!
//! **Invariant:** the position of a variant is its index in `VALUES`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{self, alias};
use crate::plan::Enumeration;

/// Prints an enumeration and its texts on the wire.
pub(super) fn enumeration(enumeration: &Enumeration, cfg: &TokenStream) -> TokenStream {
    let name = &enumeration.name;
    let docs = attributes::docs(&enumeration.docs);
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = attributes::docs(&variant.docs);
        let alias = alias(&variant.name, &variant.wire_name);
        let name = &variant.name;
        quote! { #docs #alias #name }
    });
    let texts = enumeration
        .variants
        .iter()
        .map(|variant| &variant.wire_name);
    let from_index = from_index(enumeration);
    quote! {
        #docs
        #cfg
        #[non_exhaustive]
        pub enum #name { #(#variants),* }

        #cfg
        #[doc(hidden)]
        impl codegen::StringEnum for #name {
            const VALUES: &'static [&'static str] = &[#(#texts),*];

            #from_index
        }

        #cfg
        codegen::impl_string_enum!(#name);
    }
}

/// Prints the function from an index to its variant: a `match`, because a table takes the compiler three times as long.
fn from_index(enumeration: &Enumeration) -> TokenStream {
    let mut names = enumeration.variants.iter().map(|variant| &variant.name);
    let last = names.next_back();
    let arms: Vec<TokenStream> = names
        .enumerate()
        .map(|(index, name)| {
            let index = Literal::usize_unsuffixed(index);
            quote! { #index => Self::#name }
        })
        .collect();
    if arms.is_empty() {
        quote! { fn from_index(_: usize) -> Self { Self::#last } }
    } else {
        quote! {
            fn from_index(index: usize) -> Self {
                match index { #(#arms,)* _ => Self::#last }
            }
        }
    }
}
