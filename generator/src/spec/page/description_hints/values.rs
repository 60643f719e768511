//! Reads the valid values that a description lists.
//!
//! This module must never know numbers: a range is no list of values.

use std::collections::HashSet;

use super::super::super::markdown::inline::plain_text;
use crate::model::Value;

/// The maximum length of a value, in bytes. Longer texts are sentences.
const MAX_VALUE_LEN: usize = 60;

/// The maximum number of values. Longer lists are a catalogue, such as all regions, and not an enumeration.
const MAX_VALUES: usize = 60;

/// The maximum number of characters between the words of an announcement and its colon.
const MAX_COLON_DISTANCE: usize = 60;

/// The minimum indentation, in spaces, of an inner list, which explains a value.
const INNER_LIST_INDENT: usize = 4;

/// Words that announce a list of values.
const ANNOUNCEMENTS: [&str; 14] = [
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

/// Returns the values that a description lists, in order and each with its meaning. Fewer than two values are no list.
pub(in crate::spec::page) fn values(description: &str) -> Vec<Value> {
    let Some(start) = announcement_end(&description.to_ascii_lowercase()) else {
        return Vec::new();
    };
    let announced = &description[start..];
    let mut values = listed_values(announced);
    if values.len() < 2 {
        values = values_of_sentence(announced);
    }
    let mut texts = HashSet::new();
    values.retain(|value| texts.insert(value.text.clone()));
    if values.len() < 2 || values.len() > MAX_VALUES {
        values.clear();
    }
    values
}

/// Returns the offset after the first announcement of values in a lower-case text, and after its colon.
pub(super) fn announcement_end(lower: &str) -> Option<usize> {
    let words_end = ANNOUNCEMENTS
        .iter()
        .filter_map(|words| Some((lower.find(words)?, words.len())))
        .min_by_key(|(start, _)| *start)
        .map(|(start, length)| start + length)?;
    // The colon may stand later, as in `Valid values of the parameter:`.
    let colon_end = lower[words_end..]
        .char_indices()
        .take(MAX_COLON_DISTANCE)
        .take_while(|(_, c)| *c != '\n' && *c != '.')
        .find(|(_, c)| matches!(c, ':' | '：'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    Some(words_end + colon_end)
}

/// Reads a list of one value per item: `- **zh:** Chinese`, `- zh: Chinese` or `- zh`. Returns no values if one of the
/// items is prose.
pub(super) fn listed_values(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    for line in text.lines() {
        let unindented = line.trim_start_matches(' ');
        let item = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| unindented.strip_prefix(mark));
        let Some(item) = item.filter(|_| line.len() - unindented.len() < INNER_LIST_INDENT) else {
            continue;
        };
        match parse_item(item) {
            Some(value) => values.push(value),
            None => return Vec::new(),
        }
    }
    values
}

/// Parses `value: title`, `value (title)` and `value`.
fn parse_item(item: &str) -> Option<Value> {
    let item = plain_text(item);
    let (text, title) = match item.find([':', '：']) {
        Some(colon) if !item[colon..].starts_with("://") => {
            let title = item[colon..].trim_start_matches([':', '：']);
            (&item[..colon], title.trim())
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
        Some((text, note)) if note.ends_with([')', '）']) => {
            (text.trim(), if title.is_empty() { note } else { title })
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

/// Reads the values of the first sentence: `A, B, and C`, `A | B` or `A (first) and B (second)`. Returns no values if
/// one of the parts is prose.
fn values_of_sentence(text: &str) -> Vec<Value> {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let sentence = without_parentheses(first_sentence(&plain_text(line)));
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

/// Returns a text up to the full stop of its first sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    let full_stop = text.find(". ").map(|at| at + 1);
    let chinese_full_stop = text.find('。');
    let end = full_stop.into_iter().chain(chinese_full_stop).min();
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

/// Returns whether a text is one word, as services use it for values.
pub(super) fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_VALUE_LEN
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '+' | '#' | '*')
        })
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && text.trim_matches('*').len() == text.len()
}
