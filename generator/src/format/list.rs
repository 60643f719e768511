//! Breaks calls, tuples and arrays into lines.
//!
//! **Invariant:** the last item may begin on the line of the list; all others fit on one line or get lines of their own.

use super::layout::{LayoutContext, expr};
use super::shape::{Shape, first_line_width, width};
use super::tree::{Bracket, Expr, ExprKind, List};

/// Items at most this wide are packed into lines instead of getting a line each.
const SHORT_ITEM_WIDTH: usize = 10;

/// How the items of a list are placed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placement {
    /// Behind each other, on one line up to the last item.
    Row,
    /// Each on its own line.
    Column,
    /// Packed into lines.
    Packed,
}

/// Prints a list that does not stay on one line as it is.
pub(super) fn list(ctx: LayoutContext, list: &List, shape: Shape) -> Option<String> {
    let inner = shape.nested().before(1)?;
    let (last, others) = match list.items.split_last() {
        Some((last, others)) => (expr(ctx, last, inner), others),
        None => return Some(enclosed(list, "")),
    };
    let mut items = ListItems {
        others: Vec::with_capacity(others.len()),
        last,
    };
    for item in others {
        items.others.push(expr(ctx, item, inner)?);
    }
    let placement = place(ctx, list, shape, &mut items);
    let mut printed = items.others;
    printed.push(items.last?);
    let callee_width = width(&list.callee);
    match placement {
        Placement::Row => {
            let row = printed.join(", ");
            let is_singleton = list.callee.is_empty()
                && list.bracket == Bracket::Parentheses
                && list.items.len() == 1;
            let row = if is_singleton { row + "," } else { row };
            if first_line_width(&row) < shape.width.saturating_sub(callee_width) {
                return Some(enclosed(list, &row));
            }
            let (open, close) = (inner.line_break(), shape.line_break());
            Some(enclosed(list, &format!("{open}{row}{close}")))
        }
        Placement::Column => {
            let mut column = printed.join(&format!(",{}", inner.line_break()));
            if has_final_comma(ctx, list) {
                column.push(',');
            }
            let (open, close) = (inner.line_break(), shape.line_break());
            Some(enclosed(list, &format!("{open}{column}{close}")))
        }
        Placement::Packed => {
            let packed = pack(&printed, inner, has_final_comma(ctx, list));
            let (open, close) = (inner.line_break(), shape.line_break());
            Some(enclosed(list, &format!("{open}{packed}{close}")))
        }
    }
}

/// Items in print.
struct ListItems {
    others: Vec<String>,
    /// The last item; `None` as long as it does not fit.
    last: Option<String>,
}

impl ListItems {
    /// Returns whether the items fit on one line up to this last one.
    fn fit_before(&self, last: &str, max_width: usize) -> bool {
        let others = self.others.iter().map(String::as_str);
        is_row(others.chain([last]), max_width)
    }
}

fn enclosed(list: &List, items: &str) -> String {
    let List {
        callee, bracket, ..
    } = list;
    format!("{callee}{}{items}{}", bracket.open(), bracket.close())
}

fn has_final_comma(ctx: LayoutContext, list: &List) -> bool {
    match list.bracket {
        Bracket::Macro | Bracket::Attribute => false,
        Bracket::Parentheses => !ctx.in_macro,
        Bracket::Square => !ctx.in_macro || list.callee.is_empty(),
    }
}

/// Decides the placement, and prints the last item anew if it begins on the line of the list.
fn place(ctx: LayoutContext, list: &List, shape: Shape, items: &mut ListItems) -> Placement {
    let Some(last) = list.items.last() else {
        return Placement::Row;
    };
    let single = list.items.len() == 1;
    let short_callee = single && list.callee.len() < super::shape::INDENT;
    let short_callee = short_callee && list.bracket != Bracket::Attribute;
    let room = shape.width.saturating_sub(width(&list.callee) + 2);
    let max_width = room.min(list.bracket.max_width());
    if short_callee || may_overflow(last, list.items.len(), list.bracket) {
        let forced = !short_callee && last.is_method_call();
        let last_ctx = LayoutContext {
            one_line_chains: ctx.one_line_chains || forced,
            ..ctx
        };
        let overflowed = last_shape(list, &items.others, shape)
            .and_then(|shape| expr(last_ctx, last, shape))
            .filter(|text| items.fit_before(first_line(text), max_width));
        if let Some(overflowed) = overflowed {
            keep_better(single, overflowed, items);
            return Placement::Row;
        }
    }
    let Some(last) = &items.last else {
        return Placement::Column;
    };
    let fits_alone = single && room > 0 && !last.contains('\n') && width(last) <= room;
    if fits_alone || items.fit_before(last, max_width) {
        return Placement::Row;
    }
    let is_short = |text: &String| text.len() <= SHORT_ITEM_WIDTH;
    let packs = list.bracket != Bracket::Attribute
        && list.items.iter().all(is_simple)
        && items.others.iter().chain([last]).all(is_short);
    match packs {
        true => Placement::Packed,
        false => Placement::Column,
    }
}

/// Takes the item that begins on the line of the list, unless it is one line elsewhere and just two here.
fn keep_better(single: bool, overflowed: String, items: &mut ListItems) {
    let two_lines = overflowed.matches('\n').count() == 1;
    let one_line = items.last.as_ref().is_some_and(|last| !last.contains('\n'));
    if !(single && two_lines && one_line) {
        items.last = Some(overflowed);
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// Returns the room for the last item on the line of the list.
fn last_shape(list: &List, others: &[String], shape: Shape) -> Option<Shape> {
    let row = shape.after(width(&list.callee) + 1)?.before(1)?;
    if let [item] = &list.items[..]
        && !item.is_nested_call()
    {
        return Some(row);
    }
    let before: usize = others.iter().map(|text| text.len() + 2).sum();
    let narrow = Shape {
        width: row.width.min(list.bracket.max_width()),
        ..row
    };
    narrow.after(before)
}

/// Returns whether the last item of a list may begin on the line of the list and end on another.
fn may_overflow(last: &Expr, count: usize, bracket: Bracket) -> bool {
    let single = count == 1;
    if bracket == Bracket::Attribute {
        return single;
    }
    match &last.kind {
        ExprKind::Closure { .. } => true,
        ExprKind::Prefix { inner, .. } | ExprKind::Tried { inner, .. } => {
            may_overflow(inner, count, bracket)
        }
        ExprKind::Chain { links, .. } => {
            single && links.last().is_some_and(|link| link.call.is_some())
        }
        ExprKind::List(_) | ExprKind::Struct { .. } | ExprKind::Match { .. } => single,
        ExprKind::Text => false,
    }
}

fn is_row<'t>(items: impl Iterator<Item = &'t str>, max_width: usize) -> bool {
    let mut total = 0;
    for (index, item) in items.enumerate() {
        if item.contains('\n') {
            return false;
        }
        total += width(item) + if index > 0 { 2 } else { 0 };
    }
    total <= max_width
}

/// Returns whether an expression is a literal, a name or a field, behind operators.
fn is_simple(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Text => !value.text.contains([' ', '(']) || value.text.starts_with('"'),
        ExprKind::Prefix { inner, .. } | ExprKind::Tried { inner, .. } => is_simple(inner),
        ExprKind::Chain { root, links } => {
            is_simple(root) && links.iter().all(|link| link.call.is_none())
        }
        _ => false,
    }
}

/// Packs items into lines.
fn pack(items: &[String], shape: Shape, final_comma: bool) -> String {
    let mut text = String::new();
    let mut line = 0;
    for (index, item) in items.iter().enumerate() {
        let is_last = index + 1 == items.len();
        let separator = if is_last && !final_comma { 0 } else { 1 };
        let total = width(item) + separator;
        if line > 0 && line + 1 + total > shape.width {
            text += &shape.line_break();
            line = 0;
        } else if line > 0 {
            text.push(' ');
            line += 1;
        }
        line += total;
        text += item;
        if !is_last || final_comma {
            text.push(',');
        }
    }
    text
}
