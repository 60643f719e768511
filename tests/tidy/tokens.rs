//! The tokens of a Rust file, as far as paths, braces and functions go.
//!
//! **Invariant**: comments, strings and characters are skipped, so that nothing in them is taken for code.

/// A word, `::`, or one other character, and the line it stands on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// The tokens of a file.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = skipped(&chars, at).unwrap_or(at);
        if end == at {
            let end = at + token_length(&chars[at..]);
            let text: String = chars[at..end].iter().collect();
            tokens.push(Token { text, line });
            at = end;
        } else {
            line += chars[at..end].iter().filter(|c| **c == '\n').count();
            at = end;
        }
    }
    tokens
}

fn token_length(rest: &[char]) -> usize {
    let word = rest.iter().take_while(|c| is_word(**c)).count();
    match rest {
        [':', ':', ..] => 2,
        _ => word.max(1),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the white space, comment, text or lifetime ends that begins here; none if a token does.
fn skipped(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at..];
    match rest {
        [c, ..] if c.is_whitespace() => Some(at + 1),
        ['/', '/', ..] => Some(at + rest.iter().take_while(|c| **c != '\n').count()),
        ['/', '*', ..] => Some(at + block_comment(rest)),
        ['"', ..] => Some(at + 1 + quoted(&rest[1..], '"')),
        ['b' | 'c', '"', ..] => Some(at + 2 + quoted(&rest[2..], '"')),
        ['b', '\'', ..] => Some(at + 2 + quoted(&rest[2..], '\'')),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => Some(at + 1 + quoted(&rest[1..], '\'')),
        ['\'', ..] => Some(at + 1 + rest[1..].iter().take_while(|c| is_word(**c)).count()),
        ['b' | 'c', 'r', '"' | '#', ..] => Some(at + 2 + raw(&rest[2..])?),
        ['r', '"' | '#', ..] => Some(at + 1 + raw(&rest[1..])?),
        [c, ..] if is_word(*c) => None,
        _ => None,
    }
}

/// The length of a comment in which others may nest.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of a text with its closing quote.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 0;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of a raw text from its first `#` or quote; none if it is a raw identifier.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    let body = &rest[hashes + 1..];
    let length = body
        .windows(closing.len())
        .position(|part| part == closing)
        .unwrap_or(body.len());
    Some((hashes + 1 + length + closing.len()).min(rest.len()))
}

#[test]
fn comments_and_literals_are_no_tokens() {
    let source = "a /* x /* y */ z */ \"b\\\"c\" r#\"d\"e\"# 'f' '\\'' b'g' // h\n&'i j";
    let found = tokens(source);
    let texts: Vec<_> = found.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(texts, ["a", "&", "j"]);
    assert_eq!(found[2].line, 2);
}
