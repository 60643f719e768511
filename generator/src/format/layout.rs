//! Breaks expressions and statements into lines, as rustfmt does in its default style.
//!
//! The functions return `None` if an expression does not fit, however it is broken; its owner then tries another form.
//! rustfmt leaves a statement that does not fit as it finds it, so such a statement stays on one line.
//!
//! **Invariant:** decides by widths alone and must not change, add or drop a token except a comma at the end of a list.

use super::chain;
use super::list;
use super::shape::{INDENT, MAX_WIDTH, Shape, first_line_width, line_break, width};
use super::tree::{Bracket, Expr, ExprKind, Stmt};

/// Surroundings of an expression.
#[derive(Clone, Copy)]
pub(super) struct LayoutContext {
    /// Whether the expression is in a macro call, whose lists gain no comma at the end.
    pub(super) in_macro: bool,
    /// Whether chains must stay on one line.
    pub(super) one_line_chains: bool,
}

impl LayoutContext {
    pub(super) const STATEMENT: Self = Self {
        in_macro: false,
        one_line_chains: false,
    };
}

/// Prints an expression, or returns `None` if it does not fit.
pub(super) fn expr(ctx: LayoutContext, value: &Expr, shape: Shape) -> Option<String> {
    if value.may_stay && width(&value.text) <= shape.width {
        return Some(value.text.clone());
    }
    match &value.kind {
        ExprKind::Text => Some(value.text.clone()),
        ExprKind::Prefix { operator, inner } => {
            let inner = expr(ctx, inner, shape.after(operator.len())?)?;
            Some(format!("{operator}{inner}"))
        }
        ExprKind::Tried { inner, tries } => {
            let inner = expr(ctx, inner, shape.before(*tries)?)?;
            Some(inner + &"?".repeat(*tries))
        }
        ExprKind::List(items) => {
            let in_macro = ctx.in_macro || items.bracket == Bracket::Macro;
            list::list(LayoutContext { in_macro, ..ctx }, items, shape)
        }
        ExprKind::Struct { path, fields } => structure(ctx, path, fields, shape),
        ExprKind::Chain { root, links } => chain::chain(ctx, root, links, shape),
        ExprKind::Closure { parameters, body } => closure(ctx, parameters, body, shape),
        ExprKind::Match { scrutinee, arms } => matching(ctx, scrutinee, arms, shape),
    }
}

/// Prints an expression behind `=`, on the same line or on the next.
pub(super) fn assigned(value: &Expr, shape: Shape) -> Option<String> {
    let ctx = LayoutContext::STATEMENT;
    let same_line = shape.after(1).and_then(|shape| {
        let text = expr(ctx, value, shape)?;
        let fits = !text.contains('\n') && width(&text) <= shape.width;
        Some((text, fits))
    });
    if let Some((text, true)) = &same_line {
        return Some(format!(" {text}"));
    }
    let next_shape = shape.nested().before(shape.reserved())?;
    let next_line = expr(ctx, value, next_shape);
    match (same_line, next_line) {
        (Some((same_line, _)), Some(next_line)) if !next_shape.fits(&next_line) => {
            Some(format!(" {same_line}"))
        }
        (Some((same_line, _)), Some(next_line)) if is_better(&next_line, &same_line) => {
            Some(next_shape.line_break() + &next_line)
        }
        (Some((same_line, _)), _) => Some(format!(" {same_line}")),
        (None, Some(next_line)) => Some(next_shape.line_break() + &next_line),
        (None, None) => None,
    }
}

/// Returns whether an expression is better printed on the next line.
fn is_better(next_line: &str, same_line: &str) -> bool {
    let breaks = |text: &str| text.matches('\n').count();
    let ends_open = |text: &str, bracket: char| {
        let first = text.split('\n').next().unwrap_or_default();
        first.ends_with(bracket)
    };
    let opens = |bracket| ends_open(same_line, bracket) && !ends_open(next_line, bracket);
    !next_line.contains('\n')
        || breaks(same_line) > breaks(next_line) + 1
        || ['(', '{', '['].into_iter().any(opens)
}

fn structure(
    ctx: LayoutContext,
    path: &str,
    fields: &[(String, Option<Expr>)],
    shape: Shape,
) -> Option<String> {
    shape.before(2 + width(path))?;
    let inside = shape.nested();
    let mut text = format!("{path} {{");
    for (index, (name, value)) in fields.iter().enumerate() {
        let is_last = index + 1 == fields.len();
        text += &inside.line_break();
        text += name;
        if let Some(value) = value {
            text += ": ";
            let room = inside.before(1)?.after(width(name) + 2)?;
            match expr(ctx, value, room) {
                Some(value) => text += &value,
                None => {
                    let next_line = inside.nested();
                    text.truncate(text.len() - 1);
                    text += &next_line.line_break();
                    text += &expr(ctx, value, next_line)?;
                }
            }
        }
        if !is_last || !ctx.in_macro {
            text.push(',');
        }
    }
    Some(text + &shape.line_break() + "}")
}

fn closure(ctx: LayoutContext, parameters: &str, body: &Expr, shape: Shape) -> Option<String> {
    let room = shape.after(width(parameters) + 1)?;
    let may_break = matches!(body.kind, ExprKind::Match { .. } | ExprKind::Struct { .. });
    if let Some(text) = expr(ctx, body, room)
        && (may_break || ctx.in_macro || !text.contains('\n'))
    {
        return Some(format!("{parameters} {text}"));
    }
    let may_get_block = match &body.kind {
        ExprKind::List(list) => list.callee.ends_with('!'),
        ExprKind::Chain { links, .. } => links
            .last()
            .is_some_and(|link| link.call.is_some() && link.tries == 0),
        ExprKind::Text => !body.text.contains(' '),
        _ => true,
    };
    if !may_get_block {
        return None;
    }
    let inside = shape.nested();
    let text = expr(ctx, body, inside)?;
    let (open, close) = (inside.line_break(), shape.line_break());
    Some(format!("{parameters} {{{open}{text}{close}}}"))
}

fn matching(
    ctx: LayoutContext,
    scrutinee: &str,
    arms: &[(String, Expr)],
    shape: Shape,
) -> Option<String> {
    let inside = shape.nested();
    let mut text = format!("match {scrutinee} {{");
    for (pattern, body) in arms {
        text += &inside.line_break();
        text += &arm(ctx, pattern, body, inside)?;
    }
    Some(text + &shape.line_break() + "}")
}

fn arm(ctx: LayoutContext, pattern: &str, body: &Expr, shape: Shape) -> Option<String> {
    let room = shape
        .after(width(pattern) + 4)
        .and_then(|room| room.before(1));
    let same_line = room.and_then(|room| expr(ctx, body, room).map(|text| (text, room.width)));
    if let Some((text, room)) = &same_line
        && !text.contains('\n')
        && width(text) <= *room
    {
        return Some(format!("{pattern} => {text},"));
    }
    let inside = shape.nested();
    let next_line = expr(ctx, body, inside);
    let in_block = |text: &str| {
        let (open, close) = (inside.line_break(), shape.line_break());
        format!("{pattern} => {{{open}{text}{close}}}")
    };
    let extends = matches!(
        body.kind,
        ExprKind::List(_) | ExprKind::Struct { .. } | ExprKind::Match { .. }
    ) || body.is_method_call();
    match (same_line, next_line) {
        (Some((same_line, _)), Some(next_line)) if is_better(&next_line, &same_line) => {
            Some(in_block(&next_line))
        }
        (Some((same_line, room)), _) if extends && first_line_width(&same_line) <= room => {
            Some(format!("{pattern} => {same_line},"))
        }
        (_, Some(next_line)) => Some(in_block(&next_line)),
        (Some((same_line, _)), None) => Some(format!("{pattern} => {same_line},")),
        (None, None) => None,
    }
}

/// Prints the statements of a block, each on its own line with this indentation.
pub(super) fn statements(body: &[Stmt], indent: usize, text: &mut String) {
    for statement in body {
        if !matches!(statement, Stmt::Blank) {
            text.push_str(&" ".repeat(indent));
            text.push_str(&self::statement(statement, indent));
        }
        text.push('\n');
    }
}

fn statement(statement: &Stmt, indent: usize) -> String {
    let shape = Shape::indented(indent);
    let before_semicolon = Shape {
        width: shape.width.saturating_sub(1),
        ..shape
    };
    let or_one_line = |value: &Expr, printed: Option<String>| printed.unwrap_or(value.text.clone());
    match statement {
        Stmt::Blank => String::new(),
        Stmt::Semi(value) => {
            let printed = expr(LayoutContext::STATEMENT, value, before_semicolon);
            or_one_line(value, printed) + ";"
        }
        Stmt::Tail(value) => or_one_line(value, expr(LayoutContext::STATEMENT, value, shape)),
        Stmt::Let {
            pattern,
            value,
            otherwise,
        } => {
            let head = format!("let {pattern} =");
            let printed = before_semicolon
                .after(width(&head))
                .and_then(|shape| assigned(value, shape));
            let printed = printed.unwrap_or_else(|| format!(" {}", value.text));
            match otherwise {
                None => head + &printed + ";",
                Some(body) => binding_or_else(head + &printed, body, indent),
            }
        }
        Stmt::Block { head, body } => {
            let mut text = format!("{head} {{\n");
            statements(body, indent + INDENT, &mut text);
            text + &" ".repeat(indent) + "}"
        }
    }
}

/// Prints `let … else`, whose block stays on one line only in very short statements.
fn binding_or_else(binding: String, body: &[Stmt], indent: usize) -> String {
    const SINGLE_LINE_WIDTH: usize = 50;
    let last_line = binding.rsplit('\n').next().unwrap_or_default();
    let first_column = if binding.contains('\n') { 0 } else { indent };
    let same_line = first_column + width(last_line) + " else {".len() <= MAX_WIDTH
        && (!binding.contains('\n') || last_line.trim_start().starts_with([')', ']', '}']));
    let separator = match same_line {
        true => " ".to_owned(),
        false => line_break(indent),
    };
    if let ([Stmt::Tail(value)] | [Stmt::Semi(value)], true) = (body, same_line) {
        let semicolon = if matches!(body, [Stmt::Semi(_)]) {
            ";"
        } else {
            ""
        };
        let text = format!("{binding} else {{ {}{semicolon} }};", value.text);
        if !text.contains('\n') && semicolon.is_empty() && width(&text) <= SINGLE_LINE_WIDTH {
            return text;
        }
    }
    let mut text = format!("{binding}{separator}else {{\n");
    statements(body, indent + INDENT, &mut text);
    text + &" ".repeat(indent) + "};"
}
