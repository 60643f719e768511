//! Types as they are written in fields and arguments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Type;

/// A value that is there.
pub(super) fn plain(ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote! { String },
        Type::Integer => quote! { i64 },
        Type::Number => quote! { f64 },
        Type::Boolean => quote! { bool },
        Type::Value => quote! { codegen::Value },
        Type::Unit => quote! { () },
        Type::Enumeration(name) | Type::Structure(name) | Type::Wrapper(name) => quote! { #name },
        Type::Boxed(name) => quote! { Box<#name> },
        Type::List(inner) => {
            let inner = plain(inner);
            quote! { Vec<#inner> }
        }
        Type::Map(inner) => {
            let inner = plain(inner);
            quote! { std::collections::BTreeMap<String, #inner> }
        }
    }
}

/// A field of a reply: plain where it can be empty, else optional.
pub(super) fn received(ty: &Type) -> TokenStream {
    let plain = plain(ty);
    match ty {
        Type::String
        | Type::List(_)
        | Type::Map(_)
        | Type::Value
        | Type::Wrapper(_)
        | Type::Unit => plain,
        _ => quote! { Option<#plain> },
    }
}

/// An argument, and what makes a value of it.
pub(super) fn argument(ty: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = plain(ty);
    match ty {
        Type::String | Type::Enumeration(_) | Type::Value => {
            (quote! { impl Into<#plain> }, quote! { #name.into() })
        }
        Type::Boxed(inner) => (quote! { #inner }, quote! { Box::new(#name) }),
        Type::List(inner) => {
            let element = self::plain(inner);
            match **inner {
                Type::String | Type::Enumeration(_) => (
                    quote! { impl IntoIterator<Item = impl Into<#element>> },
                    quote! { #name.into_iter().map(Into::into).collect() },
                ),
                _ => (
                    quote! { impl IntoIterator<Item = #element> },
                    quote! { #name.into_iter().collect() },
                ),
            }
        }
        Type::Map(inner) => {
            let element = self::plain(inner);
            (
                quote! { impl IntoIterator<Item = (String, #element)> },
                quote! { #name.into_iter().collect() },
            )
        }
        _ => (plain, name.clone()),
    }
}
