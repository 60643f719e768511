//! The tokens of a Rust file as a flat list with line numbers.
//!
//! **Invariant**: contains no comments, and the content of strings and characters only within literals.

use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};

/// An identifier, a literal, `::`, or another single character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// The line of the token, counted from 1.
    pub line: usize,
}

/// Returns the tokens of a file.
pub fn tokens(source: &str) -> Vec<Token> {
    let stream: TokenStream = source.parse().expect("the sources compile");
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(token(open, group.span_open().start()));
                flatten(group.stream(), tokens);
                tokens.push(token(close, group.span_close().start()));
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                let is_colon = |tree: &TokenTree| matches!(tree, TokenTree::Punct(next) if next.as_char() == ':');
                let text = match trees.next_if(is_colon) {
                    Some(_) => "::",
                    None => ":",
                };
                tokens.push(token(text, punct.span().start()));
            }
            other => tokens.push(token(&other.to_string(), other.span().start())),
        }
    }
}

fn token(text: &str, start: LineColumn) -> Token {
    Token {
        text: text.to_owned(),
        line: start.line,
    }
}

#[test]
fn skips_comments_and_counts_lines() {
    let found = tokens("a /* x */ \"b\" // h\n::c { d }");
    let texts: Vec<_> = found.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(texts, ["a", "\"b\"", "::", "c", "{", "d", "}"]);
    assert_eq!((found[0].line, found[2].line), (1, 2));
}
