//! Types, paths, patterns and other tokens on one line.
//!
//! **Invariant:** the text reads as the same tokens again; where it is broken into lines is not decided here.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// Returns a piece of syntax on one line, with the spaces that rustfmt writes between its tokens.
///
/// Angle brackets are taken to be generic arguments, so comparisons are not for this function.
pub(super) fn one_line(syntax: &impl ToTokens) -> String {
    let mut text = String::new();
    print(syntax.to_token_stream(), &mut text);
    text
}

fn print(tokens: TokenStream, text: &mut String) {
    let mut previous: Option<TokenTree> = None;
    let mut after_lifetime = false;
    for token in tokens {
        if let Some(previous) = &previous
            && (after_lifetime && begins_type(&token) || is_apart(previous, &token, text))
            && !text.ends_with(' ')
        {
            text.push(' ');
        }
        after_lifetime =
            matches!(&previous, Some(TokenTree::Punct(punct)) if punct.as_char() == '\'');
        match &token {
            TokenTree::Group(group) => group_on_one_line(group, text),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            other => text.push_str(&other.to_string()),
        }
        previous = Some(token);
    }
    // A comma behind the last element of a list separates nothing.
    if text.ends_with(',') {
        text.pop();
    }
}

fn group_on_one_line(group: &Group, text: &mut String) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    };
    text.push_str(open);
    print(group.stream(), text);
    text.push_str(close);
}

/// Returns whether a token behind a lifetime begins the type that the lifetime belongs to.
fn begins_type(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == '&',
        _ => true,
    }
}

/// Returns whether a space goes between two tokens, the first of which is the end of a text.
fn is_apart(left: &TokenTree, right: &TokenTree, text: &str) -> bool {
    use TokenTree::{Group, Ident, Literal, Punct};
    if text.ends_with("->") || text.ends_with("=>") {
        return true;
    }
    match (left, right) {
        (Punct(punct), _) if punct.spacing() == Spacing::Joint => false,
        (Punct(punct), _) if matches!(punct.as_char(), ',' | ';' | '=' | '|' | '+') => true,
        (Punct(punct), _) if punct.as_char() == ':' => !text.ends_with("::"),
        (_, Group(group)) if group.delimiter() == Delimiter::Brace => true,
        (_, Punct(punct)) if matches!(punct.as_char(), '=' | '|' | '+') => true,
        (_, Punct(punct)) if punct.as_char() == '-' => punct.spacing() == Spacing::Joint,
        (Ident(_), Punct(punct)) => matches!(punct.as_char(), '&' | '\''),
        (Ident(_) | Literal(_) | Group(_), Ident(_) | Literal(_)) => true,
        _ => false,
    }
}
