//! Breaks chains of fields and method calls into lines.
//!
//! **Invariant:** a link is never parted from the `?` behind it.

use super::layout::{LayoutContext, expr};
use super::shape::{INDENT, Shape, first_line_width, width};
use super::tree::{CHAIN_WIDTH, Expr, ExprKind, Link};

/// A last link of at least this many lines begins on the line of the chain if it can.
const LONG_LINK_LINES: usize = 5;

/// Parts of a chain that are printed so far.
struct Printed {
    /// The root with the links that stand on its line, then a text for each link.
    parts: Vec<String>,
    /// Number of links in the whole chain.
    links: usize,
}

/// The last link, and whether the whole chain begins on one line with it.
struct Last {
    text: String,
    on_one_line: bool,
}

/// Prints a chain that does not stay on one line as it is.
pub(super) fn chain(
    ctx: LayoutContext,
    root: &Expr,
    links: &[Link],
    shape: Shape,
) -> Option<String> {
    let mut head = expr(ctx, root, shape)?;
    let mut ends_with_block = head.contains('\n')
        && matches!(
            root.kind,
            ExprKind::List(_) | ExprKind::Struct { .. } | ExprKind::Match { .. }
        );
    let mut rest = links;
    // A root that is no wider than the indentation would stand alone on its line.
    while head.len() <= INDENT.saturating_sub(shape.offset)
        && !head.contains('\n')
        && let Some((first, others)) = rest.split_first()
        && let Some(text) = shape
            .after(head.len())
            .and_then(|shape| link(ctx, first, shape))
    {
        head += &text;
        ends_with_block = is_extendable(&head);
        rest = others;
    }
    let Some((last, middle)) = rest.split_last() else {
        return shape.fits(&head).then_some(head);
    };
    let indent = shape.indent + if ends_with_block { 0 } else { INDENT };
    let child = Shape::indented(indent);
    let mut printed = Printed {
        parts: vec![head],
        links: links.len(),
    };
    for item in middle {
        printed.parts.push(link(ctx, item, child)?);
    }
    let last = last_link(ctx, last, &printed, shape, child)?;
    if !last.on_one_line && ctx.one_line_chains {
        return None;
    }
    let separator = match last.on_one_line {
        true => String::new(),
        false => child.line_break(),
    };
    printed.parts.push(last.text);
    let text = printed.parts.join(&separator);
    shape.fits(&text).then_some(text)
}

fn link(ctx: LayoutContext, link: &Link, shape: Shape) -> Option<String> {
    let shape = shape.before(link.tries)?;
    let text = match &link.call {
        Some(call) => expr(ctx, call, shape)?,
        None => link.name.clone(),
    };
    Some(text + &"?".repeat(link.tries))
}

/// Prints the last link behind the others if that is no worse than on a line of its own.
fn last_link(
    ctx: LayoutContext,
    last: &Link,
    printed: &Printed,
    shape: Shape,
    child: Shape,
) -> Option<Last> {
    let head = printed.parts.first()?;
    let extendable = is_extendable(head);
    let before = match extendable {
        true => last_line_width(head),
        false => printed.parts.iter().map(|part| width(part)).sum(),
    } + last.tries;
    let budget = match printed.links {
        1 => shape.width,
        _ => shape.width.min(CHAIN_WIDTH),
    }
    .saturating_sub(before);
    let single_lines = printed.parts.iter().all(|part| !part.contains('\n')) && budget > 0;
    let reserved = child.before(shape.reserved() + last.tries);
    let last_shape = match (single_lines, extendable) {
        (true, _) => shape.before(last.tries)?,
        (false, true) => child.before(last.tries)?,
        (false, false) => reserved?,
    };
    let behind = (single_lines || extendable)
        .then(|| last_shape.after(before))
        .flatten()
        .and_then(|shape| link(ctx, last, shape));
    let on_own_line = |text| Last {
        text,
        on_one_line: false,
    };
    let Some(behind) = behind else {
        return link(ctx, last, last_shape).map(on_own_line);
    };
    let lines = behind.lines().count();
    let fits = first_line_width(&behind) <= budget;
    if !(fits && lines >= LONG_LINK_LINES)
        && let Some(text) = link(ctx, last, reserved?)
        && (!fits || text.lines().count() < lines)
    {
        return Some(on_own_line(text));
    }
    Some(Last {
        text: behind,
        on_one_line: fits && single_lines,
    })
}

fn last_line_width(text: &str) -> usize {
    text.rsplit('\n').next().map_or(0, width)
}

/// Returns whether the last line consists of closing brackets, so that a link may follow on it.
fn is_extendable(text: &str) -> bool {
    if text.ends_with("\"#") {
        return true;
    }
    let last = text.rsplit('\n').next().unwrap_or_default();
    let closes = |c: char| matches!(c, '(' | ')' | ']' | '}' | '?' | '>') || c.is_whitespace();
    last.chars().all(closes)
}
