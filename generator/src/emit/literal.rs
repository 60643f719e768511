//! Values as they are written in examples and tests.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::plan::{Literal, Type};

/// A value.
pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote! { #text },
        Literal::Integer(number) => {
            let digits = Token::u64_unsuffixed(number.unsigned_abs());
            if *number < 0 {
                quote! { -#digits }
            } else {
                quote! { #digits }
            }
        }
        Literal::Number(number) => {
            let digits = Token::f64_unsuffixed(number.abs());
            if number.is_sign_negative() {
                quote! { -#digits }
            } else {
                quote! { #digits }
            }
        }
        Literal::Boolean(truth) => quote! { #truth },
        Literal::List(elements) => {
            let elements = elements.iter().map(element);
            quote! { [#(#elements),*] }
        }
        Literal::Bytes(bytes) => {
            let bytes = Token::byte_string(bytes);
            quote! { &#bytes[..] }
        }
        Literal::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = owned(value);
                quote! { (#name.to_owned(), #value) }
            });
            quote! { [#(#entries),*] }
        }
        Literal::EmptyList(element) => {
            match element {
                // What converts into the element is left open by the setter.
                Type::String | Type::Enumeration(_) => quote! { [""; 0] },
                _ => quote! { [] },
            }
        }
        Literal::Json(text) => quote! { #text.parse::<acs_client::Value>().unwrap() },
        Literal::Constructed {
            name,
            arguments,
            by_name,
            setters,
        } => {
            let arguments = arguments.iter().map(|(name, value)| match by_name {
                true => {
                    let value = owned(value);
                    quote! { #name: #value }
                }
                false => literal(value),
            });
            let setters = setters.iter().map(|(name, value)| {
                let value = literal(value);
                quote! { .#name(#value) }
            });
            match by_name {
                true => quote! { #name::new(Required { #(#arguments),* }) #(#setters)* },
                false => quote! { #name::new(#(#arguments),*) #(#setters)* },
            }
        }
    }
}

/// Elements convert into text, but nothing converts into a list or a map.
fn element(value: &Literal) -> TokenStream {
    match value {
        Literal::List(_) | Literal::Map(_) | Literal::EmptyList(_) => owned(value),
        _ => literal(value),
    }
}

/// A value for a field, which converts nothing by itself.
fn owned(value: &Literal) -> TokenStream {
    let literal = literal(value);
    match value {
        Literal::Text(_) | Literal::Bytes(_) => quote! { #literal.into() },
        Literal::EmptyList(_) => quote! { Vec::new() },
        Literal::Map(_) => quote! { #literal.into() },
        Literal::List(elements) => {
            let elements = elements.iter().map(owned);
            quote! { vec![#(#elements),*] }
        }
        _ => literal,
    }
}
