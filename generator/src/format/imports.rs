//! Prints `use` declarations.
//!
//! **Invariant:** the names of a list are in rustfmt's order, whatever order the emitters use.

use std::cmp::Ordering;

use super::shape::{Shape, width};
use super::tokens::one_line;

/// Columns that rustfmt keeps free behind a list of names.
const FREE_COLUMNS: usize = 2;

/// Returns an item as an import, if it is one without attributes.
pub(super) fn as_import(item: &syn::Item) -> Option<&syn::ItemUse> {
    match item {
        syn::Item::Use(import) if import.attrs.is_empty() => Some(import),
        _ => None,
    }
}

/// Compares imports as rustfmt sorts them.
pub(super) fn compare(left: &syn::UseTree, right: &syn::UseTree) -> Ordering {
    use syn::UseTree::{Glob, Group, Name, Path};
    match (without_braces(left), without_braces(right)) {
        (Path(left), Path(right)) => {
            segment_order(&left.ident, &right.ident).then_with(|| compare(&left.tree, &right.tree))
        }
        (Name(left), Name(right)) => segment_order(&left.ident, &right.ident),
        (Name(left), Path(right)) => segment_order(&left.ident, &right.ident).then(Ordering::Less),
        (Path(left), Name(right)) => {
            segment_order(&left.ident, &right.ident).then(Ordering::Greater)
        }
        (Glob(_) | Group(_), Path(_) | Name(_)) | (Group(_), Glob(_)) => Ordering::Greater,
        (Path(_) | Name(_), Glob(_) | Group(_)) | (Glob(_), Group(_)) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// Returns the only name of a list instead of the list.
fn without_braces(tree: &syn::UseTree) -> &syn::UseTree {
    match tree {
        syn::UseTree::Group(group) if group.items.len() == 1 => &group.items[0],
        tree => tree,
    }
}

/// Compares names, `self`, `super` and `crate` first.
fn segment_order(left: &syn::Ident, right: &syn::Ident) -> Ordering {
    let rank = |name: &syn::Ident| {
        ["self", "super", "crate"]
            .iter()
            .position(|first| name == first)
            .unwrap_or(3)
    };
    let by_rank = rank(left).cmp(&rank(right));
    by_rank.then_with(|| version_order(&left.to_string(), &right.to_string()))
}

/// Prints the tree behind a keyword, `use` or `pub use`.
pub(super) fn tree(tree: &syn::UseTree, keyword: &str, shape: Shape) -> String {
    let mut prefix = String::new();
    let mut tree = tree;
    while let syn::UseTree::Path(path) = tree {
        prefix += &format!("{}::", path.ident);
        tree = &path.tree;
    }
    let syn::UseTree::Group(group) = tree else {
        return prefix + &one_line(tree);
    };
    let mut names: Vec<String> = group.items.iter().map(one_line).collect();
    names.sort_by(|left, right| version_order(left, right));
    if let [name] = &names[..] {
        return prefix + name;
    }
    let row = format!("{prefix}{{{}}}", names.join(", "));
    if keyword.len() + width(&row) + " ;".len() + FREE_COLUMNS <= shape.width {
        return row;
    }
    let inside = shape.nested();
    let mut text = prefix + "{" + &inside.line_break();
    let mut line = 0;
    for name in &names {
        let total = width(name) + 1;
        if line > 0 && line + 1 + total > inside.width {
            text += &inside.line_break();
            line = 0;
        } else if line > 0 {
            text.push(' ');
            line += 1;
        }
        line += total;
        text += name;
        text.push(',');
    }
    text + &shape.line_break() + "}"
}

/// Compares names as rustfmt sorts them: numbers by value, underscores first.
fn version_order(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (name(left), name(right));
    loop {
        let ((first, rest), (other, other_rest)) = match (chunk(left), chunk(right)) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => (left, right),
        };
        let numbers = first.parse::<u64>().ok().zip(other.parse::<u64>().ok());
        let order = match (first == "_", other == "_") {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => match numbers {
                Some((first, other)) => first.cmp(&other),
                None => first.cmp(other),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (rest, other_rest);
    }
}

fn name(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Splits off an underscore, a number or a text without either.
fn chunk(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let end = match first {
        '_' => 1,
        digit if digit.is_ascii_digit() => text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len()),
        _ => text
            .find(|c: char| c == '_' || c.is_ascii_digit())
            .unwrap_or(text.len()),
    };
    Some(text.split_at(end))
}
