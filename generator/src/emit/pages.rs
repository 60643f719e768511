//! How the pages of an operation turn.

use proc_macro2::TokenStream;
use quote::quote;

use super::types;
use crate::plan::{Operation, PageParameter, Pagination, PaginationStyle, Path, PathStep};

/// The list of a page, and the request for the next.
pub(super) fn pages(operation: &Operation, pages: &Pagination) -> TokenStream {
    let name = &operation.name;
    let reply = types::plain(&operation.response);
    let item = types::plain(&pages.item);
    let items = list(&quote! { reply }, &pages.items);
    let next_page = next_page(pages);
    quote! {
        impl codegen::Paginated for #name {
            type Item = #item;

            fn items(reply: #reply) -> Vec<#item> {
                #items
            }

            fn next_page(self, reply: &#reply) -> Option<Self> {
                #next_page
            }
        }
    }
}

fn next_page(pages: &Pagination) -> TokenStream {
    let length = length(&pages.items);
    match &pages.style {
        PaginationStyle::Number {
            number,
            size,
            pages,
            total,
        } => {
            let (pages, total) = (value(pages.as_ref()), value(total.as_ref()));
            let (wire, turned) = (&number.wire_name, turned(number));
            quote! {
                let totals = codegen::PageTotals { items: #length, pages: #pages, total: #total };
                let next = codegen::next_page_number(&self.0, #wire, #size, totals)?;
                Some(#turned)
            }
        }
        PaginationStyle::Offset {
            offset,
            size,
            total,
        } => {
            let total = value(total.as_ref());
            let (wire, turned) = (&offset.wire_name, turned(offset));
            quote! {
                let totals = codegen::PageTotals { items: #length, pages: None, total: #total };
                let next = codegen::next_page_offset(&self.0, #wire, #size, totals)?;
                Some(#turned)
            }
        }
        PaginationStyle::Token {
            parameter,
            field,
            truncated,
        } => {
            let PageParameter {
                name,
                wire_name: wire,
                ..
            } = parameter;
            let field = text(field);
            let last = truncated.as_ref().map(|path| {
                let truncated = value(Some(path));
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

fn turned(turned: &PageParameter) -> TokenStream {
    let name = &turned.name;
    if turned.text {
        quote! { self.#name(&next.to_string()) }
    } else {
        quote! { self.#name(next) }
    }
}

/// The list at a place of what is given away: `reply.data.map(|value| value.items).unwrap_or_default()`.
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

/// What is looked for in a reply that is kept.
#[derive(Clone, Copy)]
enum Look {
    Length,
    Value,
    Text,
}

fn length(path: &Path) -> TokenStream {
    seen(&quote! { reply }, path, Look::Length)
}

fn text(path: &Path) -> TokenStream {
    seen(&quote! { reply }, path, Look::Text)
}

fn value(path: Option<&Path>) -> TokenStream {
    path.map_or_else(
        || quote! { None },
        |path| seen(&quote! { reply }, path, Look::Value),
    )
}

fn seen(from: &TokenStream, path: &[PathStep], look: Look) -> TokenStream {
    let Some((PathStep { name, optional }, rest)) = path.split_first() else {
        return match look {
            Look::Length => quote! { #from.len() },
            Look::Value => from.clone(),
            Look::Text => quote! { #from.as_str() },
        };
    };
    let place = quote! { #from.#name };
    if !*optional || rest.is_empty() {
        return seen(&place, rest, look);
    }
    let rest = seen(&quote! { value }, rest, look);
    match look {
        Look::Length => quote! { #place.as_ref().map_or(0, |value| #rest) },
        Look::Value => quote! { #place.as_ref().and_then(|value| #rest) },
        Look::Text => quote! { #place.as_ref().map_or("", |value| #rest) },
    }
}
