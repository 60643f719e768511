//! Prints attributes and documentation.
//!
//! **Invariant:** documentation is printed as it is, never wrapped.

use quote::ToTokens;

use super::convert;
use super::layout::{LayoutContext, expr};
use super::shape::Shape;

/// Prints attributes, each on lines of its own.
pub(super) fn attributes(attributes: &[syn::Attribute], indent: usize, text: &mut String) {
    for attribute in attributes {
        let is_inner = matches!(attribute.style, syn::AttrStyle::Inner(_));
        if let Some(documentation) = documentation(attribute) {
            let mark = if is_inner { "//!" } else { "///" };
            for line in documentation.split('\n') {
                text.push_str(&" ".repeat(indent));
                text.push_str(mark);
                text.push_str(line.trim_end_matches(' '));
                text.push('\n');
            }
            continue;
        }
        let mark = if is_inner { "#!" } else { "#" };
        let content = convert::meta(&attribute.meta);
        let shape = Shape::indented(indent).after(mark.len() + 1);
        let printed = shape
            .and_then(|shape| shape.before(1))
            .and_then(|shape| expr(LayoutContext::STATEMENT, &content, shape));
        let printed = printed.unwrap_or(content.text);
        text.push_str(&format!("{:indent$}{mark}[{printed}]\n", ""));
    }
}

/// Returns the text of a documentation attribute.
fn documentation(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    let syn::Expr::Lit(literal) = &pair.value else {
        return None;
    };
    if !pair.path.is_ident("doc") {
        return None;
    }
    let source = literal.lit.to_token_stream().to_string();
    let raw = source
        .strip_prefix("r###\"")
        .and_then(|raw| raw.strip_suffix("\"###"));
    match (raw, &literal.lit) {
        (Some(raw), _) => Some(raw.to_owned()),
        (None, syn::Lit::Str(text)) => Some(text.value()),
        _ => None,
    }
}
