//! Prints definitions of types.
//!
//! **Invariant:** a field or a variant stands on one line, unless its type does not fit there.

use super::attribute::attributes;
use super::shape::{INDENT, MAX_WIDTH, line_break, width};
use super::tokens::one_line;

/// Prints a visibility with the space behind it.
pub(super) fn visibility(visibility: &syn::Visibility) -> String {
    match visibility {
        syn::Visibility::Inherited => String::new(),
        other => one_line(other) + " ",
    }
}

/// Prints a structure, each of its fields on lines of its own.
pub(super) fn structure(structure: &syn::ItemStruct, indent: usize) -> String {
    let head = format!("{}struct {}", visibility(&structure.vis), structure.ident);
    let fields = match &structure.fields {
        syn::Fields::Unit => return head + ";",
        syn::Fields::Unnamed(fields) => {
            let types = fields.unnamed.iter();
            let types: Vec<String> = types
                .map(|field| visibility(&field.vis) + &one_line(&field.ty))
                .collect();
            let row = format!("{head}({});", types.join(", "));
            if indent + width(&row) <= MAX_WIDTH {
                return row;
            }
            let inside = line_break(indent + INDENT);
            let column = types.join(&format!(",{inside}"));
            return format!("{head}({inside}{column},{});", line_break(indent));
        }
        syn::Fields::Named(fields) if fields.named.is_empty() => return head + " {}",
        syn::Fields::Named(fields) => &fields.named,
    };
    let inside = indent + INDENT;
    let mut text = head + " {\n";
    for field in fields {
        attributes(&field.attrs, inside, &mut text);
        let name = field.ident.as_ref().map(one_line).unwrap_or_default();
        let name = format!("{}{name}:", visibility(&field.vis));
        let ty = one_line(&field.ty);
        let separator = match inside + width(&name) + 1 + width(&ty) < MAX_WIDTH {
            true => " ".to_owned(),
            false => line_break(inside + INDENT),
        };
        text += &format!("{:inside$}{name}{separator}{ty},\n", "");
    }
    format!("{text}{:indent$}}}", "")
}

/// Prints an enumeration without values in its variants.
pub(super) fn enumeration(enumeration: &syn::ItemEnum, indent: usize) -> String {
    let head = format!("{}enum {}", visibility(&enumeration.vis), enumeration.ident);
    if enumeration.variants.is_empty() {
        return head + " {}";
    }
    let inside = indent + INDENT;
    let mut text = head + " {\n";
    for variant in &enumeration.variants {
        attributes(&variant.attrs, inside, &mut text);
        text += &format!(
            "{:inside$}{}{},\n",
            "",
            variant.ident,
            one_line(&variant.fields)
        );
    }
    format!("{text}{:indent$}}}", "")
}
