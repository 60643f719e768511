//! Prints the items of a file, an `impl` or a module, with their attributes and documentation.
//!
//! **Invariant:** an empty line goes between neighbours unless both are one line of a kind.

use quote::ToTokens;

use super::attribute::attributes;
use super::layout::{LayoutContext, assigned, expr, statements};
use super::shape::{INDENT, MAX_WIDTH, Shape, width};
use super::tokens::one_line;
use super::type_item::{enumeration, structure, visibility};
use super::{convert, imports, signature};

/// A printed item.
struct Printed {
    /// Keyword that tells one kind of items from another.
    kind: &'static str,
    text: String,
}

/// Prints a file.
pub(super) fn file(file: &syn::File) -> String {
    let mut text = String::new();
    attributes(&file.attrs, 0, &mut text);
    if !text.is_empty() && !file.items.is_empty() {
        text.push('\n');
    }
    text + &self::items(&file.items, 0)
}

/// Prints items, declarations of imports that stand behind each other in rustfmt's order.
fn items(items: &[syn::Item], indent: usize) -> String {
    let mut items: Vec<&syn::Item> = items.iter().collect();
    let groups = items.chunk_by_mut(|left, right| {
        match (imports::as_import(left), imports::as_import(right)) {
            (Some(left), Some(right)) => visibility(&left.vis) == visibility(&right.vis),
            _ => false,
        }
    });
    for group in groups {
        group.sort_by(
            |left, right| match (imports::as_import(left), imports::as_import(right)) {
                (Some(left), Some(right)) => imports::compare(&left.tree, &right.tree),
                _ => std::cmp::Ordering::Equal,
            },
        );
    }
    with_empty_lines(items.into_iter().map(|item| self::item(item, indent)))
}

fn with_empty_lines(items: impl Iterator<Item = Printed>) -> String {
    let mut text = String::new();
    let mut previous: Option<Printed> = None;
    for item in items {
        if let Some(previous) = &previous {
            let lines = previous.text.matches('\n').count() + item.text.matches('\n').count();
            if item.kind != "blank" && (previous.kind != item.kind || lines > 2) {
                text.push('\n');
            }
        }
        text.push_str(&item.text);
        previous = Some(item);
    }
    text
}

fn item(item: &syn::Item, indent: usize) -> Printed {
    let shape = Shape::indented(indent);
    match item {
        syn::Item::Use(import) => declaration(import, shape, indent),
        syn::Item::Mod(item) => printed("mod", &item.attrs, &module(item, indent), indent),
        syn::Item::Struct(item) => printed("struct", &item.attrs, &structure(item, indent), indent),
        syn::Item::Enum(item) => printed("enum", &item.attrs, &enumeration(item, indent), indent),
        syn::Item::Impl(item) => {
            printed("impl", &item.attrs, &implementation(item, indent), indent)
        }
        syn::Item::Fn(item) => {
            let head = signature::head(visibility(&item.vis), &item.sig, shape);
            printed(
                "fn",
                &item.attrs,
                &(head + &block(&item.block, indent)),
                indent,
            )
        }
        syn::Item::Static(item) => {
            let (vis, name, ty) = (visibility(&item.vis), &item.ident, one_line(&item.ty));
            let text = constant(format!("{vis}static {name}: {ty} ="), &item.expr, shape);
            printed("static", &item.attrs, &text, indent)
        }
        syn::Item::Type(item) => {
            let head = format!("{}type {} =", visibility(&item.vis), item.ident);
            printed(
                "type",
                &item.attrs,
                &type_alias(&head, &item.ty, shape),
                indent,
            )
        }
        syn::Item::Macro(item) if convert::is_blank_line(&item.mac) => Printed {
            kind: "blank",
            text: String::new(),
        },
        syn::Item::Macro(item) => {
            printed("macro", &item.attrs, &macro_call(&item.mac, shape), indent)
        }
        other if indent == 0 => Printed {
            kind: "",
            text: by_prettyplease(other),
        },
        other => printed("", &[], &one_line(other), indent),
    }
}

fn declaration(import: &syn::ItemUse, shape: Shape, indent: usize) -> Printed {
    let is_public = !matches!(import.vis, syn::Visibility::Inherited);
    let kind = if is_public { "pub use" } else { "use" };
    let tree = imports::tree(&import.tree, kind, shape);
    printed(kind, &import.attrs, &format!("{kind} {tree};"), indent)
}

/// Prints an item of a kind that the emitters do not write, such as a trait. `prettyplease` knows all of Rust, but breaks
/// lines differently from rustfmt.
fn by_prettyplease(item: &syn::Item) -> String {
    match syn::parse2(item.to_token_stream()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => one_line(item) + "\n",
    }
}

fn printed(kind: &'static str, attrs: &[syn::Attribute], code: &str, indent: usize) -> Printed {
    let mut text = String::new();
    attributes(attrs, indent, &mut text);
    text.push_str(&" ".repeat(indent));
    text.push_str(code);
    text.push('\n');
    Printed { kind, text }
}

fn module(module: &syn::ItemMod, indent: usize) -> String {
    let head = format!("{}mod {}", visibility(&module.vis), module.ident);
    let Some((_, items)) = &module.content else {
        return head + ";";
    };
    let items = self::items(items, indent + INDENT);
    format!("{head} {{\n{items}{:indent$}}}", "")
}

fn implementation(implementation: &syn::ItemImpl, indent: usize) -> String {
    let name = one_line(&implementation.self_ty);
    let generics = one_line(&implementation.generics);
    let (head, open) = match &implementation.trait_ {
        None => (format!("impl{generics} {name}"), " "),
        Some((path, _)) => {
            let path = one_line(path);
            let head = format!("impl{generics} {path} for {name}");
            if indent + width(&head) + 2 <= MAX_WIDTH {
                (head, " ")
            } else {
                (
                    format!(
                        "impl{generics} {path}\n{:1$}for {name}",
                        "",
                        indent + INDENT
                    ),
                    "\n",
                )
            }
        }
    };
    if implementation.items.is_empty() {
        return head + open + "{}";
    }
    let items = implementation
        .items
        .iter()
        .map(|item| associated_item(item, indent + INDENT));
    format!(
        "{head}{open}{{\n{}{:indent$}}}",
        with_empty_lines(items),
        ""
    )
}

fn associated_item(item: &syn::ImplItem, indent: usize) -> Printed {
    let shape = Shape::indented(indent);
    match item {
        syn::ImplItem::Fn(item) => {
            let head = signature::head(visibility(&item.vis), &item.sig, shape);
            printed(
                "fn",
                &item.attrs,
                &(head + &block(&item.block, indent)),
                indent,
            )
        }
        syn::ImplItem::Const(item) => {
            let (vis, name, ty) = (visibility(&item.vis), &item.ident, one_line(&item.ty));
            let text = constant(format!("{vis}const {name}: {ty} ="), &item.expr, shape);
            printed("const", &item.attrs, &text, indent)
        }
        syn::ImplItem::Type(item) => {
            let head = format!("type {} =", item.ident);
            printed(
                "type",
                &item.attrs,
                &type_alias(&head, &item.ty, shape),
                indent,
            )
        }
        syn::ImplItem::Macro(item) => {
            printed("macro", &item.attrs, &macro_call(&item.mac, shape), indent)
        }
        other => printed("", &[], &one_line(other), indent),
    }
}

fn block(block: &syn::Block, indent: usize) -> String {
    if block.stmts.is_empty() {
        return "{}".to_owned();
    }
    let mut text = "{\n".to_owned();
    statements(&convert::statements(block), indent + INDENT, &mut text);
    format!("{text}{:indent$}}}", "")
}

fn constant(head: String, value: &syn::Expr, shape: Shape) -> String {
    let value = convert::expr(value);
    let printed = shape
        .before(1)
        .and_then(|shape| shape.after(width(&head)))
        .and_then(|shape| assigned(&value, shape));
    head + &printed.unwrap_or_else(|| format!(" {}", value.text)) + ";"
}

fn type_alias(head: &str, ty: &syn::Type, shape: Shape) -> String {
    let ty = one_line(ty);
    let fits = width(head) + 1 + width(&ty) < shape.width;
    let separator = match fits {
        true => " ".to_owned(),
        false => shape.nested().line_break(),
    };
    format!("{head}{separator}{ty};")
}

fn macro_call(call: &syn::Macro, shape: Shape) -> String {
    let call = convert::macro_call(call);
    let room = Shape {
        width: shape.width.saturating_sub(1),
        ..shape
    };
    expr(LayoutContext::STATEMENT, &call, room).unwrap_or(call.text) + ";"
}
