//! Expressions and statements as the printer sees them: what may be broken into lines, and text that never is.
//!
//! **Invariant:** each expression knows its text on one line and whether rustfmt would leave it there if it fits.

use super::shape::width;

/// Maximum width of the arguments of a call or the elements of a tuple or a list that stay on one line.
pub(super) const LIST_WIDTH: usize = 60;

/// Maximum width of a chain of calls that stays on one line.
pub(super) const CHAIN_WIDTH: usize = 60;

/// Maximum width of the fields of a structure that stay on one line.
const STRUCT_WIDTH: usize = 18;

/// An expression.
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    /// The expression on one line.
    pub(super) text: String,
    /// Whether the expression stays on one line if the line is long enough.
    pub(super) may_stay: bool,
}

/// The kinds of expressions that differ in how they are broken into lines.
pub(super) enum ExprKind {
    /// A literal, a path or another expression that is never broken.
    Text,
    /// An operator in front of an expression.
    Prefix { operator: String, inner: Box<Expr> },
    /// An expression with `?` behind it.
    Tried { inner: Box<Expr>, tries: usize },
    /// A list in brackets.
    List(List),
    /// A structure with its fields; a field without a value is its own.
    Struct {
        path: String,
        fields: Vec<(String, Option<Expr>)>,
    },
    /// Fields and calls behind an expression.
    Chain { root: Box<Expr>, links: Vec<Link> },
    /// A closure with an expression as its body.
    Closure { parameters: String, body: Box<Expr> },
    /// A `match`.
    Match {
        scrutinee: String,
        arms: Vec<(String, Expr)>,
    },
}

/// A call, a macro call, a tuple or an array.
pub(super) struct List {
    /// Text in front of the opening bracket.
    pub(super) callee: String,
    pub(super) bracket: Bracket,
    pub(super) items: Vec<Expr>,
}

/// The brackets and the manner of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Arguments of a call, or elements of a tuple.
    Parentheses,
    /// Arguments of a macro, which gain no comma at the end.
    Macro,
    /// Elements of an array, or of `vec!`.
    Square,
    /// Parts of an attribute.
    Attribute,
}

impl Bracket {
    pub(super) fn open(self) -> char {
        match self {
            Self::Square => '[',
            _ => '(',
        }
    }

    pub(super) fn close(self) -> char {
        match self {
            Self::Square => ']',
            _ => ')',
        }
    }

    /// Returns the maximum width of items that stay on one line.
    pub(super) fn max_width(self) -> usize {
        match self {
            Self::Attribute => 70,
            _ => LIST_WIDTH,
        }
    }
}

/// A field, a method call or `.await` in a chain.
pub(super) struct Link {
    /// Text of a link that is no call, from the dot on.
    pub(super) name: String,
    /// The call, whose callee begins with the dot.
    pub(super) call: Option<Expr>,
    /// Number of `?` behind the link.
    pub(super) tries: usize,
}

impl Link {
    fn text(&self) -> String {
        let text = self.call.as_ref().map_or(&self.name, |call| &call.text);
        text.clone() + &"?".repeat(self.tries)
    }

    fn may_stay(&self) -> bool {
        self.call.as_ref().is_none_or(|call| call.may_stay)
    }
}

/// A statement, or the expression at the end of a block.
pub(super) enum Stmt {
    /// An empty line.
    Blank,
    /// `let pattern = value;`, perhaps with a block behind `else`.
    Let {
        pattern: String,
        value: Expr,
        otherwise: Option<Vec<Stmt>>,
    },
    /// An expression with a semicolon.
    Semi(Expr),
    /// An expression without a semicolon.
    Tail(Expr),
    /// A block with a head, such as `for` and `if`.
    Block { head: String, body: Vec<Stmt> },
}

impl Expr {
    pub(super) fn text(text: String) -> Self {
        Self {
            kind: ExprKind::Text,
            text,
            may_stay: true,
        }
    }

    pub(super) fn prefix(operator: &str, inner: Expr) -> Self {
        Self {
            text: format!("{operator}{}", inner.text),
            may_stay: inner.may_stay,
            kind: ExprKind::Prefix {
                operator: operator.to_owned(),
                inner: Box::new(inner),
            },
        }
    }

    pub(super) fn tried(inner: Expr, tries: usize) -> Self {
        Self {
            text: inner.text.clone() + &"?".repeat(tries),
            may_stay: inner.may_stay,
            kind: ExprKind::Tried {
                inner: Box::new(inner),
                tries,
            },
        }
    }

    pub(super) fn list(callee: String, bracket: Bracket, items: Vec<Expr>) -> Self {
        let (open, close) = (bracket.open(), bracket.close());
        let is_singleton = callee.is_empty() && bracket == Bracket::Parentheses && items.len() == 1;
        let comma = if is_singleton { "," } else { "" };
        Self {
            text: format!("{callee}{open}{}{comma}{close}", join_items(&items)),
            may_stay: items_may_stay(&items, bracket.max_width()),
            kind: ExprKind::List(List {
                callee,
                bracket,
                items,
            }),
        }
    }

    pub(super) fn structure(path: String, fields: Vec<(String, Option<Expr>)>) -> Self {
        let texts = fields.iter().map(|(name, value)| match value {
            Some(value) => format!("{name}: {}", value.text),
            None => name.clone(),
        });
        let inside = texts.collect::<Vec<_>>().join(", ");
        let values_may_stay = fields
            .iter()
            .all(|(_, value)| value.as_ref().is_none_or(|value| value.may_stay));
        Self {
            may_stay: values_may_stay && width(&inside) <= STRUCT_WIDTH,
            text: match fields.is_empty() {
                true => format!("{path} {{}}"),
                false => format!("{path} {{ {inside} }}"),
            },
            kind: ExprKind::Struct { path, fields },
        }
    }

    pub(super) fn chain(root: Expr, links: Vec<Link>) -> Self {
        let mut text = root.text.clone();
        for link in &links {
            text.push_str(&link.text());
        }
        let parts_may_stay = root.may_stay && links.iter().all(Link::may_stay);
        Self {
            may_stay: parts_may_stay && (links.len() < 2 || width(&text) <= CHAIN_WIDTH),
            text,
            kind: ExprKind::Chain {
                root: Box::new(root),
                links,
            },
        }
    }

    pub(super) fn closure(parameters: String, body: Expr) -> Self {
        Self {
            text: format!("{parameters} {}", body.text),
            may_stay: body.may_stay,
            kind: ExprKind::Closure {
                parameters,
                body: Box::new(body),
            },
        }
    }

    pub(super) fn matching(scrutinee: String, arms: Vec<(String, Expr)>) -> Self {
        let texts = arms
            .iter()
            .map(|(pattern, body)| format!("{pattern} => {}", body.text));
        let inside = texts.collect::<Vec<_>>().join(", ");
        Self {
            text: format!("match {scrutinee} {{ {inside} }}"),
            may_stay: false,
            kind: ExprKind::Match { scrutinee, arms },
        }
    }

    /// Returns whether the expression is a method call, behind operators.
    pub(super) fn is_method_call(&self) -> bool {
        match &self.kind {
            ExprKind::Prefix { inner, .. } | ExprKind::Tried { inner, .. } => {
                inner.is_method_call()
            }
            ExprKind::Chain { links, .. } => links.last().is_some_and(|link| link.call.is_some()),
            _ => false,
        }
    }

    /// Returns whether the expression is a call of a function or a macro, behind operators.
    pub(super) fn is_nested_call(&self) -> bool {
        match &self.kind {
            ExprKind::Prefix { inner, .. } | ExprKind::Tried { inner, .. } => {
                inner.is_nested_call()
            }
            ExprKind::List(list) => !list.callee.is_empty() && list.bracket != Bracket::Attribute,
            _ => false,
        }
    }
}

fn join_items(items: &[Expr]) -> String {
    let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    texts.join(", ")
}

/// Returns whether items stay on one line if the line is long enough. A single item may be as long as its line, unless
/// it is a call itself.
fn items_may_stay(items: &[Expr], max_width: usize) -> bool {
    let fits = match items {
        [item] if !item.is_nested_call() => true,
        _ => width(&join_items(items)) <= max_width,
    };
    fits && items.iter().all(|item| item.may_stay)
}
