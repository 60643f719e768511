//! Types in fields and arguments.
//!
//! **Invariant:** knows the runtime's names for values and must never know where a type is declared.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Type;

/// Returns the type of a value that is never missing.
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

/// Returns the type of a response's field: an `Option`, unless the type has an empty value.
pub(super) fn response_field(ty: &Type) -> TokenStream {
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

/// An argument of a setter or a constructor.
pub(super) struct Argument {
    /// Type of the argument.
    pub(super) ty: TokenStream,
    /// Expression that converts the argument into a value of a request.
    pub(super) value: TokenStream,
}

/// Returns an argument with this name.
pub(super) fn argument(ty: &Type, name: &TokenStream) -> Argument {
    let (ty, value) = converted(ty, name);
    Argument { ty, value }
}

fn converted(ty: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = plain(ty);
    match ty {
        // With a type parameter, a user's crate would compile every setter that it calls.
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
        // A request holds a tree of JSON, so a type that contains itself needs no `Box`.
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
