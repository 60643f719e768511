//! What descriptions say in words: valid values, defaults, bounds.
//!
//! All of it is a hint: lists of pages age, so values stay open and bounds are documentation.

use super::super::markdown::inline::plain;
use crate::model::{Constraints, Value};

/// Longer ones are sentences.
const LONGEST_VALUE: usize = 60;

/// More are a catalogue, not an enumeration.
const MOST_VALUES: usize = 60;

/// Words that announce a list of values.
const ANNOUNCED: [&str; 14] = [
    "valid value",
    "possible value",
    "optional value",
    "allowed value",
    "available value",
    "supported value",
    "value range",
    "values are",
    "values:",
    "following values",
    "enumerated value",
    "取值",
    "可选值",
    "枚举值",
];

/// Documented values of a text, in order, each with what it means.
pub(super) fn values(description: &str) -> Vec<Value> {
    let lower = description.to_ascii_lowercase();
    let Some(start) = announced(&lower) else {
        return Vec::new();
    };
    let after = &description[start..];
    let listed = bullets(after);
    let mut values = if listed.len() >= 2 {
        listed
    } else {
        enumerated(after)
    };
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(value.text.clone()));
    if values.len() < 2 || values.len() > MOST_VALUES {
        values.clear();
    }
    values
}

/// What the service takes where nothing is given.
pub(super) fn default(description: &str) -> Option<String> {
    let lower = description.to_ascii_lowercase();
    for words in [
        "default value:",
        "default value：",
        "default:",
        "默认值：",
        "默认值:",
        "default value is",
        "by default:",
    ] {
        if let Some(at) = lower.find(words) {
            let after = description[at + words.len()..].trim_start();
            let end = after.find('\n').unwrap_or(after.len());
            let value = plain(end_of_sentence(&after[..end]));
            let value = value
                .trim()
                .trim_end_matches(['.', '。', ',', ';'])
                .trim_matches('"');
            return is_value(value).then(|| value.to_owned());
        }
    }
    bullets(description)
        .into_iter()
        .find(|value| value.title.to_ascii_lowercase().contains("(default)"))
        .map(|value| value.text)
}

/// Bounds of a number, as the description writes them.
pub(super) fn bounds(description: &str) -> Constraints {
    let lower = description.to_ascii_lowercase();
    let mut limits = Constraints::default();
    if let Some(start) = announced(&lower).filter(|start| *start < description.len()) {
        let line = description[start..].lines().next().unwrap_or_default();
        if let Some((minimum, maximum)) = range(&plain(line)) {
            limits.minimum = Some(minimum);
            limits.maximum = Some(maximum);
        }
    }
    for (words, limit) in [
        ("maximum value:", &mut limits.maximum),
        ("minimum value:", &mut limits.minimum),
    ] {
        if let Some(at) = lower.find(words) {
            let number = number(plain(&line_after(description, at + words.len())).trim());
            *limit = number.or(limit.take());
        }
    }
    limits
}

/// The end of the first words that announce values.
fn announced(lower: &str) -> Option<usize> {
    let found = ANNOUNCED
        .iter()
        .filter_map(|words| Some((lower.find(words)?, words.len())))
        .min_by_key(|(at, _)| *at)?;
    let after = &lower[found.0 + found.1..];
    // `Valid values of the parameter:`; the colon belongs to the words.
    let colon = after
        .char_indices()
        .take(60)
        .take_while(|(_, c)| *c != '\n' && *c != '.')
        .find(|(_, c)| matches!(c, ':' | '：'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    Some(found.0 + found.1 + colon)
}

fn line_after(text: &str, at: usize) -> String {
    text[at..].lines().next().unwrap_or_default().to_owned()
}

/// `- **zh:** Chinese`, `- zh: Chinese`, `- zh`: a value a bullet, or none where one of them is prose.
fn bullets(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    for line in text.lines() {
        // Inner lists, which are indented more, explain a value.
        let marked = line.trim_start_matches(' ');
        let mark = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| marked.strip_prefix(mark));
        let Some(item) = mark.filter(|_| line.len() - marked.len() < 4) else {
            continue;
        };
        match value_and_title(item) {
            Some(value) => values.push(value),
            None => return Vec::new(),
        }
    }
    values
}

fn value_and_title(item: &str) -> Option<Value> {
    let item = plain(item);
    let (text, title) = match item.find([':', '：']) {
        Some(at) if !item[at..].starts_with("://") => {
            let after = item[at..].trim_start_matches([':', '：']);
            (&item[..at], after.trim())
        }
        _ => match item.split_once([' ', '(', '（']) {
            Some((text, rest)) if rest.ends_with([')', '）']) => {
                (text, rest.trim_end_matches([')', '）']))
            }
            Some((text, "")) => (text, ""),
            Some(_) if item.trim_end_matches('.').contains(' ') => return None,
            _ => (item.as_str(), ""),
        },
    };
    let text = text.trim();
    let (text, title) = match text.split_once([' ', '(', '（']) {
        Some((text, rest)) if rest.ends_with([')', '）']) => {
            (text.trim(), if title.is_empty() { rest } else { title })
        }
        _ => (text, title),
    };
    let text = text
        .trim_matches(['"', '\'', '“', '”'])
        .trim_end_matches(['.', '。', ';', ',']);
    is_value(text).then(|| Value {
        text: text.to_owned(),
        title: title.trim().to_owned(),
    })
}

/// `A, B, and C`, `A | B`, `A (first) and B (second)`.
fn enumerated(text: &str) -> Vec<Value> {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let sentence = without_parentheses(end_of_sentence(&plain(line)));
    let sentence = sentence.trim().trim_end_matches(['.', '。', '|', ' ']);
    let parts = sentence
        .split([',', '，', '、', '|', ';', '；'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "));
    let mut values = Vec::new();
    for part in parts {
        let part = part.trim();
        let part = part
            .strip_prefix("and ")
            .or_else(|| part.strip_prefix("or "))
            .unwrap_or(part);
        let part = part.trim().trim_matches(['"', '\'', '“', '”', '*']);
        if part.is_empty() {
            continue;
        }
        if !is_value(part) {
            return Vec::new();
        }
        values.push(Value {
            text: part.to_owned(),
            title: String::new(),
        });
    }
    values
}

/// Up to a full stop that ends a sentence.
fn end_of_sentence(text: &str) -> &str {
    let stop = text.find(". ").map(|at| at + 1);
    let chinese = text.find('。');
    let end = stop.into_iter().chain(chinese).min();
    end.map_or(text, |end| &text[..end])
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

/// One word, as services use them.
fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_VALUE
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '+' | '#' | '*')
        })
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && text.trim_matches('*').len() == text.len()
}

/// `1 to 100`, `1-100`, `[1, 100]`, `1~100`.
fn range(text: &str) -> Option<(String, String)> {
    let text = text.trim().trim_start_matches(['[', '(', ' ']);
    let minimum = number(text)?;
    let rest = text[minimum.len()..].trim_start();
    let rest = ["to ", "-", "~", "–", "—", ",", "through "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let maximum = number(rest.trim_start())?;
    Some((minimum, maximum))
}

/// The number a text starts with.
fn number(text: &str) -> Option<String> {
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && *c == '-')))
        .map_or(text.len(), |(at, _)| at);
    let number = text[..end].trim_end_matches('.');
    number.parse::<f64>().is_ok().then(|| number.to_owned())
}
