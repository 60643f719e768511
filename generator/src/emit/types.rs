//! Types as they are written in fields and arguments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Type;

/// A value that is there.
pub(super) fn plain(ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote! { String },
        Type::Bytes => quote! { codegen::Bytes },
        Type::Integer => quote! { i64 },
        Type::Number => quote! { f64 },
        Type::Boolean => quote! { bool },
        Type::Value => quote! { codegen::Value },
        Type::Unit => quote! { () },
        Type::Enumeration(name) => quote! { codegen::OpenEnum<#name> },
        Type::Structure(name) | Type::Wrapper(name) => quote! { #name },
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
        | Type::Enumeration(_)
        | Type::Bytes
        | Type::List(_)
        | Type::Map(_)
        | Type::Value
        | Type::Wrapper(_)
        | Type::Unit => plain,
        _ => quote! { Option<#plain> },
    }
}

/// An argument, and what makes a value of a request of it.
pub(super) fn argument(ty: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = plain(ty);
    match ty {
        // A type parameter would be one more thing that users' crates compile for each setter they call.
        Type::String => (quote! { &str }, name.clone()),
        Type::Enumeration(values) => (
            quote! { impl Into<#plain> },
            quote! { codegen::encode_enum::<#values>(#name) },
        ),
        Type::Value => (
            quote! { impl Into<#plain> },
            quote! { codegen::encode_any(#name) },
        ),
        Type::Bytes => (quote! { impl Into<#plain> }, name.clone()),
        // What a request holds is a tree already: a type that holds itself needs no pointer.
        Type::Boxed(inner) => (quote! { #inner }, name.clone()),
        Type::List(inner) => {
            let element = self::plain(inner);
            let item = match **inner {
                Type::String | Type::Enumeration(_) => quote! { impl Into<#element> },
                _ => element.clone(),
            };
            (
                quote! { impl IntoIterator<Item = #item> },
                quote! { codegen::encode_list::<#element>(#name) },
            )
        }
        Type::Map(inner) => {
            let element = self::plain(inner);
            (
                quote! { impl IntoIterator<Item = (String, #element)> },
                quote! { codegen::encode_map::<#element>(#name) },
            )
        }
        _ => (plain, name.clone()),
    }
}
