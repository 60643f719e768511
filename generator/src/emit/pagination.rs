//! How the pages of an operation are read.
//!
//! **Invariant:** `items` consumes a response, `next_page` only borrows it.

use proc_macro2::TokenStream;
use quote::quote;

use super::types;
use crate::plan::{OperationPlan, PageParameter, Pagination, PaginationStyle, Path, PathStep};

/// Prints the implementation of the runtime's `Paginated`.
pub(super) fn implementation(operation: &OperationPlan, pagination: &Pagination) -> TokenStream {
    let name = &operation.name;
    let response = types::plain(&operation.response);
    let item = types::plain(&pagination.item);
    let items = list(&quote! { response }, &pagination.items);
    let next_page = next_page(pagination);
    quote! {
        #[doc(hidden)]
        impl codegen::Paginated for #name {
            type Item = #item;

            fn items(response: #response) -> Vec<#item> {
                #items
            }

            fn next_page(self, response: &#response) -> Option<Self> {
                #next_page
            }
        }
    }
}

fn next_page(pagination: &Pagination) -> TokenStream {
    let items = Access::Length.of_response(&pagination.items);
    match &pagination.style {
        PaginationStyle::Number {
            number,
            size,
            pages,
            total,
        } => {
            let (pages, total) = (optional(pages.as_ref()), optional(total.as_ref()));
            let (wire, next_request) = (&number.wire_name, next_request(number));
            quote! {
                let totals = codegen::PageTotals { items: #items, pages: #pages, total: #total };
                let next = codegen::next_page_number(&self.0, #wire, #size, totals)?;
                Some(#next_request)
            }
        }
        PaginationStyle::Offset {
            offset,
            size,
            total,
        } => {
            let total = optional(total.as_ref());
            let (wire, next_request) = (&offset.wire_name, next_request(offset));
            quote! {
                let totals = codegen::PageTotals { items: #items, pages: None, total: #total };
                let next = codegen::next_page_offset(&self.0, #wire, #size, totals)?;
                Some(#next_request)
            }
        }
        PaginationStyle::Token {
            parameter,
            field,
            truncated,
        } => {
            let (name, wire) = (&parameter.name, &parameter.wire_name);
            let field = Access::Text.of_response(field);
            let last = truncated.as_ref().map(|path| {
                let truncated = Access::Option.of_response(path);
                quote! { if #truncated == Some(false) { return None; } }
            });
            quote! {
                #last
                let next = codegen::next_page_token(&self.0, #wire, #field)?;
                Some(self.#name(next))
            }
        }
    }
}

/// Prints the request for the page that `next` names.
fn next_request(parameter: &PageParameter) -> TokenStream {
    let name = &parameter.name;
    match parameter.text {
        true => quote! { self.#name(&next.to_string()) },
        false => quote! { self.#name(next) },
    }
}

/// Prints how a list is moved out of a value: `response.data.map(|value| value.items).unwrap_or_default()`.
pub(super) fn list(from: &TokenStream, path: &[PathStep]) -> TokenStream {
    let Some((PathStep { name, optional }, rest)) = path.split_first() else {
        return from.clone();
    };
    if *optional && !rest.is_empty() {
        let rest = list(&quote! { value }, rest);
        return quote! { #from.#name.map(|value| #rest).unwrap_or_default() };
    }
    list(&quote! { #from.#name }, rest)
}

fn optional(path: Option<&Path>) -> TokenStream {
    path.map_or_else(|| quote! { None }, |path| Access::Option.of_response(path))
}

/// Ways to read a field of a borrowed response.
#[derive(Clone, Copy)]
enum Access {
    /// The length of a list.
    Length,
    /// An `Option`, copied.
    Option,
    /// A text; empty if it is missing.
    Text,
}

impl Access {
    fn of_response(self, path: &[PathStep]) -> TokenStream {
        self.of(&quote! { response }, path)
    }

    fn of(self, from: &TokenStream, path: &[PathStep]) -> TokenStream {
        let Some((PathStep { name, optional }, rest)) = path.split_first() else {
            return match self {
                Self::Length => quote! { #from.len() },
                Self::Option => from.clone(),
                Self::Text => quote! { #from.as_str() },
            };
        };
        let field = quote! { #from.#name };
        if !*optional || rest.is_empty() {
            return self.of(&field, rest);
        }
        let rest = self.of(&quote! { value }, rest);
        match self {
            Self::Length => quote! { #field.as_ref().map_or(0, |value| #rest) },
            Self::Option => quote! { #field.as_ref().and_then(|value| #rest) },
            Self::Text => quote! { #field.as_ref().map_or("", |value| #rest) },
        }
    }
}
