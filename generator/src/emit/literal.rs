//! Values in examples and tests.
//!
//! **Invariant:** a value has the type that the setter or the field expects, without an annotation.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use crate::format;
use crate::plan::{Literal, Type};

/// Prints a value as the argument of a setter.
pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote! { #text },
        Literal::Integer(number) => {
            signed(*number < 0, Token::u64_unsuffixed(number.unsigned_abs()))
        }
        Literal::Number(number) => signed(
            number.is_sign_negative(),
            Token::f64_unsuffixed(number.abs()),
        ),
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
                // The setter accepts everything that converts into an element, so the type must be written.
                Type::String | Type::Enumeration(_) => quote! { [""; 0] },
                _ => quote! { [] },
            }
        }
        Literal::Json(text) => {
            let text = format::raw_string(text);
            quote! { #text.parse::<acs_client::Value>().unwrap() }
        }
        Literal::Constructed { setters, .. } => {
            let constructor = constructor(value);
            let setters = self::setters(setters);
            quote! { #constructor #setters }
        }
    }
}

fn signed(is_negative: bool, digits: Token) -> TokenStream {
    match is_negative {
        true => quote! { -#digits },
        false => quote! { #digits },
    }
}

/// Prints the call of `new` that a structure begins with. Other values are printed as they are.
pub(super) fn constructor(value: &Literal) -> TokenStream {
    let Literal::Constructed {
        name,
        arguments,
        by_name,
        ..
    } = value
    else {
        return literal(value);
    };
    if *by_name {
        let arguments = arguments.iter().map(|(name, value)| {
            let value = owned(value);
            quote! { #name: #value }
        });
        quote! { #name::new(Required { #(#arguments),* }) }
    } else {
        let arguments = arguments.iter().map(|(_, value)| literal(value));
        quote! { #name::new(#(#arguments),*) }
    }
}

/// Prints calls of setters.
pub(super) fn setters(setters: &[(Ident, Literal)]) -> TokenStream {
    let setters = setters.iter().map(|(name, value)| {
        let value = literal(value);
        quote! { .#name(#value) }
    });
    quote! { #(#setters)* }
}

/// Prints an element of a list: texts are converted by the setter, lists and maps are not.
fn element(value: &Literal) -> TokenStream {
    match value {
        Literal::List(_) | Literal::Map(_) | Literal::EmptyList(_) => owned(value),
        _ => literal(value),
    }
}

/// Prints a value for a field, which converts nothing.
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
