//! Prints the heads of functions.
//!
//! **Invariant:** parameters stand on one line or on a line each.

use super::shape::{Shape, width};
use super::tokens::one_line;

/// Prints the visibility and the signature of a function, up to the space in front of the opening brace.
pub(super) fn head(visibility: String, signature: &syn::Signature, shape: Shape) -> String {
    let asyncness = if signature.asyncness.is_some() {
        "async "
    } else {
        ""
    };
    let generics = one_line(&signature.generics);
    let head = format!("{visibility}{asyncness}fn {}{generics}(", signature.ident);
    let output = match &signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => format!(" -> {}", one_line(&**ty)),
    };
    let parameters: Vec<String> = signature.inputs.iter().map(one_line).collect();
    let row = parameters.join(", ");
    let total = width(&head) + width(&row) + width(&output) + ") {".len();
    if parameters.is_empty() || total <= shape.width {
        return format!("{head}{row}){output} ");
    }
    let inside = shape.nested().line_break();
    let mut text = head;
    for parameter in parameters {
        text += &inside;
        text += &parameter;
        text.push(',');
    }
    format!("{text}{}){output} ", shape.line_break())
}
