//! A recursive-descent parser that goes on after an error.
//!
//! This module must never decide whether a result is useful.

use serde_json::{Map, Number, Value};

/// The maximum nesting: deeper than any response, and far from overflowing the stack.
const MAX_DEPTH: usize = 60;

/// The text that has not been parsed yet.
pub(super) struct LenientParser<'t> {
    rest: &'t str,
}

impl<'t> LenientParser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Parses the next value. `depth` is the number of containers around it.
    pub(super) fn parse_value(&mut self, depth: usize) -> Value {
        self.skip(&[',']);
        if depth > MAX_DEPTH {
            self.rest = "";
        } else if self.consume('{') {
            return self.parse_members(depth, Opening::Brace);
        } else if self.consume('[') {
            return self.parse_elements(depth);
        } else if self.rest.starts_with(is_quote) {
            let start = self.rest;
            let text = self.parse_string();
            self.skip(&[]);
            if self.rest.starts_with([':', '：']) {
                // The text was the name of a member: the brace before it is missing.
                self.rest = start;
                return self.parse_members(depth, Opening::Missing);
            }
            return Value::String(text);
        }
        self.parse_unquoted()
    }

    /// Parses the members of an object. If its opening brace is missing, the object ends at the first repeated name.
    fn parse_members(&mut self, depth: usize, opening: Opening) -> Value {
        let mut members = Map::new();
        loop {
            self.skip(&[',', ';']);
            if self.rest.is_empty() || self.rest.starts_with(']') {
                break;
            }
            if self.rest.starts_with('}') {
                if opening == Opening::Brace {
                    self.consume('}');
                }
                break;
            }
            let start = self.rest;
            let name = self.parse_name();
            if opening == Opening::Missing && members.contains_key(&name) {
                self.rest = start;
                break;
            }
            self.skip(&[]);
            let has_colon = self.consume(':') || self.consume('：');
            self.skip(&[]);
            if has_colon && !name.is_empty() {
                let is_missing = self.rest.starts_with(['}', ']', ',']);
                let value = if is_missing {
                    Value::Null
                } else {
                    self.parse_value(depth + 1)
                };
                members.insert(name, value);
            } else if self.rest.len() == start.len() {
                self.skip_character();
            }
        }
        Value::Object(members)
    }

    fn parse_elements(&mut self, depth: usize) -> Value {
        let mut elements = Vec::new();
        loop {
            self.skip(&[',']);
            if self.rest.is_empty() || self.consume(']') || self.rest.starts_with('}') {
                break;
            }
            let length = self.rest.len();
            match self.parse_value(depth + 1) {
                // An ellipsis stands for further elements.
                Value::String(text) if text.trim_matches(['.', '…']).is_empty() => {}
                value => elements.push(value),
            }
            if self.rest.len() == length {
                break;
            }
        }
        Value::Array(elements)
    }

    /// Parses the name of a member, with or without quotes.
    fn parse_name(&mut self) -> String {
        if self.rest.starts_with(is_quote) {
            return self.parse_string();
        }
        let end = self
            .rest
            .find([':', '：', ',', '{', '}', '[', ']', '\n', '"'])
            .unwrap_or(self.rest.len());
        let name = self.rest[..end].trim().to_owned();
        self.rest = &self.rest[end..];
        name
    }

    /// Parses a text in quotes. A quote ends the text only if punctuation or a line end follows, because some samples
    /// have JSON in texts without escapes.
    fn parse_string(&mut self) -> String {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    if let Some((_, escaped)) = characters.next() {
                        text.push(match escaped {
                            'n' => '\n',
                            't' => '\t',
                            other => other,
                        });
                    }
                }
                quote if is_quote(quote) => {
                    let after = &self.rest[at + quote.len_utf8()..];
                    let next = after.trim_start_matches([' ', '\t', '\r']);
                    if next.is_empty() || next.starts_with([',', ':', '：', '}', ']', '\n']) {
                        self.rest = after;
                        return text;
                    }
                    text.push(quote);
                }
                other => text.push(other),
            }
        }
        self.rest = "";
        text
    }

    /// Parses a number, a word, or a mask such as `****`.
    fn parse_unquoted(&mut self) -> Value {
        let end = self
            .rest
            .find([',', '}', ']', '\n', '{', '['])
            .unwrap_or(self.rest.len());
        // If a comma is missing, the quoted name of the next member ends the value.
        let end = self.rest[..end].find(" \"").unwrap_or(end);
        let text = self.rest[..end].trim();
        self.rest = &self.rest[end..];
        match text {
            "true" | "True" => Value::Bool(true),
            "false" | "False" => Value::Bool(false),
            "null" | "" => Value::Null,
            text => match text.parse::<Number>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::String(text.trim_matches(['"', '\'']).to_owned()),
            },
        }
    }

    /// Skips white space and the given punctuation.
    fn skip(&mut self, punctuation: &[char]) {
        self.rest = self
            .rest
            .trim_start_matches(|c: char| c.is_whitespace() || punctuation.contains(&c));
    }

    fn skip_character(&mut self) {
        let mut characters = self.rest.chars();
        characters.next();
        self.rest = characters.as_str();
    }

    /// Consumes a character if the text starts with it. Returns whether the character was consumed.
    fn consume(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

/// How an object starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Brace,
    /// Its brace is missing.
    Missing,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}
