//! Reads parsed Rust as the printer's tree.
//!
//! **Invariant:** loses no token. Syntax that the emitters do not write becomes text on one line, which is still Rust.

use quote::ToTokens;

use super::imports;
use super::shape::{INDENT, Shape};
use super::tokens::one_line;
use super::tree::{Bracket, Expr, Link, Stmt};

/// Returns whether a macro call is `blank_line!()`, which stands for an empty line.
pub(super) fn is_blank_line(call: &syn::Macro) -> bool {
    call.path.is_ident("blank_line")
}

/// Converts the statements of a block.
pub(super) fn statements(block: &syn::Block) -> Vec<Stmt> {
    block.stmts.iter().map(statement).collect()
}

fn statement(statement: &syn::Stmt) -> Stmt {
    match statement {
        syn::Stmt::Local(local) => local_binding(local),
        syn::Stmt::Macro(call) if is_blank_line(&call.mac) => Stmt::Blank,
        syn::Stmt::Macro(call) => match call.semi_token {
            Some(_) => Stmt::Semi(macro_call(&call.mac)),
            None => Stmt::Tail(macro_call(&call.mac)),
        },
        syn::Stmt::Expr(syn::Expr::ForLoop(each), _) => Stmt::Block {
            head: format!("for {} in {}", one_line(&each.pat), expr(&each.expr).text),
            body: statements(&each.body),
        },
        syn::Stmt::Expr(syn::Expr::If(condition), _) if condition.else_branch.is_none() => {
            Stmt::Block {
                head: format!("if {}", expr(&condition.cond).text),
                body: statements(&condition.then_branch),
            }
        }
        syn::Stmt::Expr(value, Some(_)) => Stmt::Semi(expr(value)),
        syn::Stmt::Expr(value, None) => Stmt::Tail(expr(value)),
        syn::Stmt::Item(syn::Item::Use(import)) => {
            let tree = imports::tree(&import.tree, "use", Shape::indented(INDENT));
            Stmt::Tail(Expr::text(format!("use {tree};")))
        }
        other => Stmt::Tail(Expr::text(one_line(other))),
    }
}

fn local_binding(local: &syn::Local) -> Stmt {
    let Some(init) = &local.init else {
        return Stmt::Tail(Expr::text(one_line(local)));
    };
    let otherwise = init.diverge.as_ref().map(|(_, block)| match &**block {
        syn::Expr::Block(block) => statements(&block.block),
        other => vec![Stmt::Tail(expr(other))],
    });
    Stmt::Let {
        pattern: one_line(&local.pat),
        value: expr(&init.expr),
        otherwise,
    }
}

/// Converts an expression.
pub(super) fn expr(value: &syn::Expr) -> Expr {
    match value {
        syn::Expr::Call(call) => {
            let callee = expr(&call.func).text;
            Expr::list(callee, Bracket::Parentheses, exprs(&call.args))
        }
        syn::Expr::Array(array) => Expr::list(String::new(), Bracket::Square, exprs(&array.elems)),
        syn::Expr::Tuple(tuple) => {
            Expr::list(String::new(), Bracket::Parentheses, exprs(&tuple.elems))
        }
        syn::Expr::Macro(call) => macro_call(&call.mac),
        syn::Expr::MethodCall(_)
        | syn::Expr::Field(_)
        | syn::Expr::Await(_)
        | syn::Expr::Try(_) => chain(value),
        syn::Expr::Reference(reference) => {
            let operator = if reference.mutability.is_some() {
                "&mut "
            } else {
                "&"
            };
            Expr::prefix(operator, expr(&reference.expr))
        }
        syn::Expr::Unary(unary) => Expr::prefix(&one_line(&unary.op), expr(&unary.expr)),
        syn::Expr::Struct(literal) if literal.rest.is_none() => structure(literal),
        syn::Expr::Closure(closure) => {
            let parameters: Vec<String> = closure.inputs.iter().map(one_line).collect();
            Expr::closure(format!("|{}|", parameters.join(", ")), expr(&closure.body))
        }
        syn::Expr::Match(matching) => {
            let arms = matching
                .arms
                .iter()
                .map(|arm| (one_line(&arm.pat), expr(&arm.body)));
            Expr::matching(expr(&matching.expr).text, arms.collect())
        }
        syn::Expr::Return(returned) => Expr::text(match &returned.expr {
            Some(value) => format!("return {}", expr(value).text),
            None => "return".to_owned(),
        }),
        other => Expr::text(text(other)),
    }
}

/// Returns the text of an expression that is never broken.
fn text(value: &syn::Expr) -> String {
    match value {
        syn::Expr::Binary(binary) => {
            let (left, right) = (expr(&binary.left).text, expr(&binary.right).text);
            format!("{left} {} {right}", one_line(&binary.op))
        }
        syn::Expr::Index(index) => {
            format!("{}[{}]", expr(&index.expr).text, expr(&index.index).text)
        }
        syn::Expr::Paren(parenthesized) => format!("({})", expr(&parenthesized.expr).text),
        other => one_line(other),
    }
}

fn exprs<P>(values: &syn::punctuated::Punctuated<syn::Expr, P>) -> Vec<Expr> {
    values.iter().map(expr).collect()
}

/// Splits fields, method calls, `.await` and `?` from the expression that they stand behind.
fn chain(value: &syn::Expr) -> Expr {
    let mut links = Vec::new();
    let mut tries = 0;
    let mut root = value;
    loop {
        let (name, call, receiver) = match root {
            syn::Expr::Try(tried) => {
                tries += 1;
                root = &tried.expr;
                continue;
            }
            syn::Expr::MethodCall(method) => {
                let generics = method.turbofish.as_ref().map(one_line).unwrap_or_default();
                let name = format!(".{}{generics}", method.method);
                let call = Expr::list(name, Bracket::Parentheses, exprs(&method.args));
                (String::new(), Some(call), &method.receiver)
            }
            syn::Expr::Field(field) => (format!(".{}", one_line(&field.member)), None, &field.base),
            syn::Expr::Await(awaited) => (".await".to_owned(), None, &awaited.base),
            _ => break,
        };
        links.push(Link { name, call, tries });
        tries = 0;
        root = receiver;
    }
    links.reverse();
    let root = match tries {
        0 => expr(root),
        _ => Expr::tried(expr(root), tries),
    };
    match links.is_empty() {
        true => root,
        false => Expr::chain(root, links),
    }
}

fn structure(literal: &syn::ExprStruct) -> Expr {
    let fields = literal.fields.iter().map(|field| {
        let value = field.colon_token.map(|_| expr(&field.expr));
        (one_line(&field.member), value)
    });
    Expr::structure(one_line(&literal.path), fields.collect())
}

/// Converts a macro call. Arguments that are no expressions stay on one line.
pub(super) fn macro_call(call: &syn::Macro) -> Expr {
    let name = one_line(&call.path) + "!";
    let parser = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    let arguments = call.parse_body_with(parser).ok();
    match (arguments, &call.delimiter) {
        (Some(arguments), syn::MacroDelimiter::Paren(_)) => {
            Expr::list(name, Bracket::Macro, exprs(&arguments))
        }
        (Some(arguments), syn::MacroDelimiter::Bracket(_)) => {
            Expr::list(name, Bracket::Square, exprs(&arguments))
        }
        _ => Expr::text(one_line(&call.to_token_stream())),
    }
}

/// Converts the content of an attribute.
pub(super) fn meta(meta: &syn::Meta) -> Expr {
    let parser = syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    let parts = match meta {
        syn::Meta::List(list) => list.parse_args_with(parser).ok(),
        _ => None,
    };
    match parts {
        Some(parts) => {
            let parts = parts.iter().map(self::meta).collect();
            Expr::list(one_line(meta.path()), Bracket::Attribute, parts)
        }
        None => Expr::text(one_line(meta)),
    }
}
