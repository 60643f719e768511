//! Damaged JSON of printed samples, read as far as it makes sense: braces, commas and quotes may be missing.
//!
//! **Invariant:** time is linear in the text, and nesting is bounded.

use serde_json::{Map, Number, Value};

/// Deeper than any reply, and far from the end of any stack.
const DEEPEST: usize = 60;

/// What a damaged text holds; none where that is nothing with a name.
pub(super) fn mended(text: &str) -> Option<Value> {
    let text = text.trim();
    let start = text.find(['{', '[', '"', '“'])?;
    let mut reader = Reader {
        rest: &text[start..],
    };
    let value = reader.value(0);
    let holds = match &value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => elements.iter().any(|element| element.is_object()),
        _ => false,
    };
    holds.then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn skip(&mut self, ignored: &[char]) {
        let kept = |c: char| !(c.is_whitespace() || ignored.contains(&c));
        self.rest = self.rest.trim_start_matches(|c| !kept(c));
    }

    fn take(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        self.skip(&[',']);
        if depth > DEEPEST {
            self.rest = "";
        } else if self.take('{') {
            return self.object(depth, true);
        } else if self.take('[') {
            return self.list(depth);
        } else if self.rest.starts_with(['"', '“', '”']) {
            let before = self.rest;
            let text = self.string();
            self.skip(&[]);
            if self.rest.starts_with([':', '：']) {
                // A member: the brace before it is missing.
                self.rest = before;
                return self.object(depth, false);
            }
            return Value::String(text);
        }
        self.bare()
    }

    /// Without a brace, an object ends where one of its names comes again.
    fn object(&mut self, depth: usize, braced: bool) -> Value {
        let mut members = Map::new();
        loop {
            self.skip(&[',', ';']);
            if self.rest.is_empty() || self.rest.starts_with(']') {
                break;
            }
            if self.rest.starts_with('}') {
                if braced {
                    self.take('}');
                }
                break;
            }
            let before = self.rest;
            let name = self.name();
            if !braced && members.contains_key(&name) {
                self.rest = before;
                break;
            }
            self.skip(&[]);
            let named = self.take(':') || self.take('：');
            self.skip(&[]);
            let ends = self.rest.starts_with(['}', ']', ',']);
            if named && !name.is_empty() {
                let value = if ends {
                    Value::Null
                } else {
                    self.value(depth + 1)
                };
                members.insert(name, value);
            } else if self.rest.len() == before.len() {
                let mut characters = self.rest.chars();
                characters.next();
                self.rest = characters.as_str();
            }
        }
        Value::Object(members)
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut elements = Vec::new();
        loop {
            self.skip(&[',']);
            if self.rest.is_empty() || self.take(']') || self.rest.starts_with('}') {
                break;
            }
            let before = self.rest.len();
            match self.value(depth + 1) {
                Value::String(text) if text.trim_matches(['.', '…']).is_empty() => {}
                value => elements.push(value),
            }
            if self.rest.len() == before {
                break;
            }
        }
        Value::Array(elements)
    }

    fn name(&mut self) -> String {
        if self.rest.starts_with(['"', '“', '”']) {
            return self.string();
        }
        let end = self
            .rest
            .find([':', '：', ',', '{', '}', '[', ']', '\n', '"'])
            .unwrap_or(self.rest.len());
        let name = self.rest[..end].trim().to_owned();
        self.rest = &self.rest[end..];
        name
    }

    /// A quote ends a text only where something can follow it: some samples have JSON in texts without escapes.
    fn string(&mut self) -> String {
        let is_quote = |c: char| matches!(c, '"' | '“' | '”');
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    if let Some((_, next)) = characters.next() {
                        text.push(match next {
                            'n' => '\n',
                            't' => '\t',
                            other => other,
                        });
                    }
                }
                quote if is_quote(quote) => {
                    let after = &self.rest[at + quote.len_utf8()..];
                    let next = after.trim_start_matches([' ', '\t', '\r']);
                    let ends =
                        next.is_empty() || next.starts_with([',', ':', '：', '}', ']', '\n']);
                    if ends {
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

    /// A number, a word, or a mask such as `****`.
    fn bare(&mut self) -> Value {
        let stops = |c: char| matches!(c, ',' | '}' | ']' | '\n' | '{' | '[');
        let end = self.rest.find(stops).unwrap_or(self.rest.len());
        // The name of the next member, where a comma is missing.
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
}

#[cfg(test)]
mod tests {
    use super::mended;
    use serde_json::json;

    #[track_caller]
    fn check(damaged: &str, expected: serde_json::Value) {
        assert_eq!(mended(damaged), Some(expected), "{damaged}");
    }

    #[test]
    fn missing_marks_are_added() {
        check(r#"{"A": 1 "B": "x",}"#, json!({"A": 1, "B": "x"}));
        check(
            r#""A": [ "B": 1, "C": 2 "B": 3 ]"#,
            json!({"A": [{"B": 1, "C": 2}, {"B": 3}]}),
        );
        check(r#"{"A": {"B": [1, 2}"#, json!({"A": {"B": [1, 2]}}));
        check(
            r#"{"A": "say "hi" now", "B": ****}"#,
            json!({"A": "say \"hi\" now", "B": "****"}),
        );
        check("HTTP/1.1 200 OK\n\n{\"A\": true}", json!({"A": true}));
    }

    #[test]
    fn what_holds_nothing_is_nothing() {
        for text in [
            "", "{", "[", "\"", "[[[[", "{:}", "abc", "{\"a", "{{{{", "]}",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
        assert!(mended(&"[".repeat(100_000)).is_none());
        assert!(mended(&"{\"a\":".repeat(100_000)).is_some());
    }
}
