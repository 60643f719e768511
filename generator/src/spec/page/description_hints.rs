//! Reads what a description states in words: valid values, a default and bounds.
//!
//! All of it is a hint. The lists of pages become outdated, so enumerations stay open and bounds are documentation.
//!
//! This module must never know which parameter or field a description belongs to.

mod values;

use super::super::markdown::inline::plain_text;
use crate::model::Constraints;
use values::{announcement_end, first_sentence, is_value, listed_values};

pub(super) use values::values;

/// Words that announce a default value, most specific first.
const DEFAULT_WORDS: [&str; 7] = [
    "default value:",
    "default value：",
    "default:",
    "默认值：",
    "默认值:",
    "default value is",
    "by default:",
];

/// A range of numbers.
struct Bounds {
    minimum: String,
    maximum: String,
}

/// Returns the value that a service uses if a parameter is missing.
pub(super) fn default(description: &str) -> Option<String> {
    let lower = description.to_ascii_lowercase();
    for words in DEFAULT_WORDS {
        if let Some(at) = lower.find(words) {
            let line = first_line(description[at + words.len()..].trim_start());
            let value = plain_text(first_sentence(line));
            let value = value
                .trim()
                .trim_end_matches(['.', '。', ',', ';'])
                .trim_matches('"');
            return is_value(value).then(|| value.to_owned());
        }
    }
    listed_values(description)
        .into_iter()
        .find(|value| value.title.to_ascii_lowercase().contains("(default)"))
        .map(|value| value.text)
}

/// Returns the minimum and maximum of a number, as the description writes them.
pub(super) fn bounds(description: &str) -> Constraints {
    let lower = description.to_ascii_lowercase();
    let mut limits = Constraints::default();
    if let Some(start) = announcement_end(&lower)
        && let Some(bounds) = parse_range(&plain_text(first_line(&description[start..])))
    {
        limits.minimum = Some(bounds.minimum);
        limits.maximum = Some(bounds.maximum);
    }
    for (words, limit) in [
        ("maximum value:", &mut limits.maximum),
        ("minimum value:", &mut limits.minimum),
    ] {
        if let Some(at) = lower.find(words) {
            let line = plain_text(first_line(&description[at + words.len()..]));
            *limit = leading_number(line.trim()).or(limit.take());
        }
    }
    limits
}

/// Removes the common indentation of a description that stands in a list, and repeated blank lines.
pub(super) fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let common_indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut out: Vec<&str> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let line = if index == 0 {
            line
        } else {
            line.get(common_indent..).unwrap_or("")
        };
        let repeats_blank = line.is_empty() && out.last().is_some_and(|last| last.is_empty());
        if !repeats_blank {
            out.push(line);
        }
    }
    out.join("\n")
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Parses `1 to 100`, `1-100`, `[1, 100]` and `1~100`.
fn parse_range(text: &str) -> Option<Bounds> {
    let text = text.trim().trim_start_matches(['[', '(', ' ']);
    let minimum = leading_number(text)?;
    let rest = text[minimum.len()..].trim_start();
    let rest = ["to ", "-", "~", "–", "—", ",", "through "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let maximum = leading_number(rest.trim_start())?;
    Some(Bounds { minimum, maximum })
}

/// Returns the number that a text starts with.
fn leading_number(text: &str) -> Option<String> {
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && *c == '-')))
        .map_or(text.len(), |(at, _)| at);
    let number = text[..end].trim_end_matches('.');
    number.parse::<f64>().is_ok().then(|| number.to_owned())
}
