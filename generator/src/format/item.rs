//! Prints the items of a file, an `impl` or a module, with their attributes and documentation.
//!
//! **Invariant:** an empty line goes between neighbours unless both are one line of a kind.

use quote::ToTokens;

use super::layout::{Context, assigned, expr, statements};
use super::shape::{INDENT, MAX_WIDTH, Shape, line_break, width};
use super::tokens::one_line;
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
    let groups = items.chunk_by_mut(
        |left, right| match (imports::of(left), imports::of(right)) {
            (Some(left), Some(right)) => visibility(&left.vis) == visibility(&right.vis),
            _ => false,
        },
    );
    for group in groups {
        group.sort_by(
            |left, right| match (imports::of(left), imports::of(right)) {
                (Some(left), Some(right)) => imports::order(&left.tree, &right.tree),
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
    let (kind, attrs, text) = match item {
        syn::Item::Use(import) => {
            let is_public = !matches!(import.vis, syn::Visibility::Inherited);
            let kind = if is_public { "pub use" } else { "use" };
            let tree = imports::tree(&import.tree, kind, shape);
            (kind, &import.attrs, format!("{kind} {tree};"))
        }
        syn::Item::Mod(module) => ("mod", &module.attrs, self::module(module, indent)),
        syn::Item::Struct(structure) => (
            "struct",
            &structure.attrs,
            self::structure(structure, indent),
        ),
        syn::Item::Enum(enumeration) => (
            "enum",
            &enumeration.attrs,
            self::enumeration(enumeration, indent),
        ),
        syn::Item::Impl(implementation) => (
            "impl",
            &implementation.attrs,
            self::implementation(implementation, indent),
        ),
        syn::Item::Fn(function) => {
            let head = signature::head(visibility(&function.vis), &function.sig, shape);
            (
                "fn",
                &function.attrs,
                head + &block(&function.block, indent),
            )
        }
        syn::Item::Static(item) => {
            let head = format!(
                "{}static {}: {} =",
                visibility(&item.vis),
                item.ident,
                one_line(&item.ty)
            );
            ("static", &item.attrs, constant(head, &item.expr, shape))
        }
        syn::Item::Type(alias) => {
            let head = format!("{}type {} =", visibility(&alias.vis), alias.ident);
            ("type", &alias.attrs, type_alias(&head, &alias.ty, shape))
        }
        syn::Item::Macro(call) if convert::is_blank_line(&call.mac) => {
            return Printed {
                kind: "blank",
                text: String::new(),
            };
        }
        syn::Item::Macro(call) => ("macro", &call.attrs, macro_call(&call.mac, shape)),
        other => ("", NO_ATTRIBUTES, one_line(other)),
    };
    printed(kind, attrs, &text, indent)
}

const NO_ATTRIBUTES: &Vec<syn::Attribute> = &Vec::new();

fn printed(kind: &'static str, attrs: &[syn::Attribute], code: &str, indent: usize) -> Printed {
    let mut text = String::new();
    attributes(attrs, indent, &mut text);
    text.push_str(&" ".repeat(indent));
    text.push_str(code);
    text.push('\n');
    Printed { kind, text }
}

fn visibility(visibility: &syn::Visibility) -> String {
    match visibility {
        syn::Visibility::Inherited => String::new(),
        other => one_line(other) + " ",
    }
}

fn module(module: &syn::ItemMod, indent: usize) -> String {
    let head = format!("{}mod {}", visibility(&module.vis), module.ident);
    let Some((_, items)) = &module.content else {
        return head + ";";
    };
    let items = self::items(items, indent + INDENT);
    format!("{head} {{\n{items}{:indent$}}}", "")
}

fn structure(structure: &syn::ItemStruct, indent: usize) -> String {
    let head = format!("{}struct {}", visibility(&structure.vis), structure.ident);
    let fields = match &structure.fields {
        syn::Fields::Unit => return head + ";",
        syn::Fields::Unnamed(fields) => {
            let types = fields.unnamed.iter();
            let types: Vec<String> = types
                .map(|field| visibility(&field.vis) + &one_line(&field.ty))
                .collect();
            return format!("{head}({});", types.join(", "));
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

fn enumeration(enumeration: &syn::ItemEnum, indent: usize) -> String {
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
    let (kind, attrs, text) = match item {
        syn::ImplItem::Fn(function) => {
            let head = signature::head(visibility(&function.vis), &function.sig, shape);
            (
                "fn",
                &function.attrs,
                head + &block(&function.block, indent),
            )
        }
        syn::ImplItem::Const(item) => {
            let head = format!(
                "{}const {}: {} =",
                visibility(&item.vis),
                item.ident,
                one_line(&item.ty)
            );
            ("const", &item.attrs, constant(head, &item.expr, shape))
        }
        syn::ImplItem::Type(alias) => {
            let head = format!("type {} =", alias.ident);
            ("type", &alias.attrs, type_alias(&head, &alias.ty, shape))
        }
        syn::ImplItem::Macro(call) => ("macro", &call.attrs, macro_call(&call.mac, shape)),
        other => ("", NO_ATTRIBUTES, one_line(other)),
    };
    printed(kind, attrs, &text, indent)
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
    expr(Context::STATEMENT, &call, room).unwrap_or(call.text) + ";"
}

/// Prints attributes, each on lines of its own.
fn attributes(attributes: &[syn::Attribute], indent: usize, text: &mut String) {
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
            .and_then(|shape| expr(Context::STATEMENT, &content, shape));
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
