//! Attributes of items: documentation, search aliases and deprecation.
//!
//! **Invariant:** knows one item at a time, never the crate that it is part of.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::format;
use crate::plan::{Deprecation, Item, OperationPlan};

/// Returns documentation as one attribute.
///
/// Documentation is most of the generated text, and an attribute a line would cost more than all code.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = format::documentation(lines);
    quote! { #[doc = #text] }
}

/// Returns an alias by which a search for the wire name finds an item, if the wire name differs.
pub(super) fn alias(name: &Ident, wire: &str) -> Option<TokenStream> {
    (*name != wire && is_alias(wire)).then(|| quote! { #[doc(alias = #wire)] })
}

/// Returns whether rustdoc accepts a text as an alias.
fn is_alias(wire: &str) -> bool {
    !wire.is_empty()
        && wire.trim() == wire
        && !wire.contains(['"', '\''])
        && !wire.chars().any(char::is_control)
}

/// Returns the attribute of an item that its publisher advises against.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    deprecation.map(|Deprecation { note }| quote! { #[deprecated(note = #note)] })
}

/// Returns the attribute of an item that uses deprecated ones.
pub(super) fn allow_deprecated(uses_deprecated: bool) -> Option<TokenStream> {
    uses_deprecated.then(|| quote! { #[allow(deprecated)] })
}

/// Returns whether the module of an operation declares something deprecated, which its own code then uses.
pub(super) fn declares_deprecated(operation: &OperationPlan) -> bool {
    let mut parameters = operation.parameters.iter();
    operation.deprecated.is_some()
        || parameters.any(|parameter| parameter.deprecated.is_some())
        || operation.items.iter().any(has_deprecated_field)
}

/// Returns whether a type has a deprecated field or setter.
pub(super) fn has_deprecated_field(item: &Item) -> bool {
    match item {
        Item::RequestObject(structure) | Item::ResponseObject(structure) => {
            let mut fields = structure.fields.iter();
            fields.any(|field| field.deprecated.is_some())
        }
        Item::EmptyResponse { .. } | Item::Enumeration(_) => false,
    }
}
