//! Splits a wire name into words, before its case is converted.
//!
//! Most names are split at their capitals by the conversion. Four rules handle the others: a word of the table stays whole;
//! `VSwitch` and other virtual things are one word; a run of capitals includes its plural `s`, its digits and its version
//! (`ENIs`, `SHA256`, `TLSv1`); and a run that consists of several acronyms is split (`SLBID`).
//!
//! **Invariant:** a rule applies only if a word begins and ends there by its capitals, never inside an ordinary word.

use super::acronyms::{ACRONYMS, WHOLE};

/// The maximum length of a word in the tables.
const MAX_WORD_LEN: usize = 16;

/// The maximum length of a run of capitals that can be acronyms.
const MAX_RUN_LEN: usize = 24;

/// Returns the wire name with spaces around every word that the conversion would split or join wrongly.
pub(super) fn split(wire: &str) -> String {
    let text = normalize(wire);
    let mut words = String::with_capacity(text.len() + 8);
    let (mut copied, mut at) = (0, 0);
    while at < text.len() {
        let ends = if can_start(text.as_bytes(), at) {
            word_ends(text.as_bytes(), at)
        } else {
            Vec::new()
        };
        if ends.is_empty() {
            at += 1;
            continue;
        }
        words.push_str(&text[copied..at]);
        for end in ends {
            words.push(' ');
            words.push_str(&text[at..=at].to_ascii_uppercase());
            words.push_str(&text[at + 1..end].to_ascii_lowercase());
            at = end;
        }
        words.push(' ');
        copied = at;
    }
    words.push_str(&text[copied..]);
    words
}

/// Replaces separators by spaces, and letters that are neither ASCII nor Chinese by their code points.
fn normalize(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len());
    for character in wire.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => text.push(character),
            other if other.is_alphanumeric() => {
                text.push_str(&format!("u{:x}", u32::from(other)));
            }
            _ => text.push(' '),
        }
    }
    text
}

/// Returns the ends of the words that begin at `at`, or none if the conversion splits them correctly.
fn word_ends(text: &[u8], at: usize) -> Vec<usize> {
    table_word(text, at)
        .or_else(|| virtual_thing(text, at))
        .map(|end| vec![end])
        .unwrap_or_else(|| run_of_capitals(text, at))
}

/// Returns the end of the longest word of the table that begins at `at`.
fn table_word(text: &[u8], at: usize) -> Option<usize> {
    let max_len = MAX_WORD_LEN.min(text.len() - at);
    (2..=max_len).rev().find_map(|length| {
        let end = at + length;
        let stop = end_with_suffix(text, end).filter(|_| !is_inside_capitals(text, at, end))?;
        contains(&WHOLE, &text[at..end]).then_some(stop)
    })
}

/// Returns the end of a virtual thing, such as `VSwitch` or `vRouter`: its first letter belongs to the next word.
fn virtual_thing(text: &[u8], at: usize) -> Option<usize> {
    let [b'V' | b'v', second, third, ..] = &text[at..] else {
        return None;
    };
    if !second.is_ascii_uppercase() || !third.is_ascii_lowercase() {
        return None;
    }
    let end = at + 2 + count(&text[at + 2..], u8::is_ascii_lowercase);
    Some(end + count(&text[end..], u8::is_ascii_digit))
}

/// Returns the ends of the acronyms in a run of capitals. The last one includes its plural `s`, its digits or its version.
fn run_of_capitals(text: &[u8], at: usize) -> Vec<usize> {
    let capitals = count(&text[at..], u8::is_ascii_uppercase);
    if !(2..=MAX_RUN_LEN).contains(&capitals) {
        return Vec::new();
    }
    let end = at + capitals;
    let suffix_end =
        version_end(text, end).or_else(|| end_with_suffix(text, end).filter(|stop| *stop > end));
    let starts_next_word =
        suffix_end.is_none() && text.get(end).is_some_and(u8::is_ascii_lowercase);
    let mut ends = acronyms(text, at, end - usize::from(starts_next_word));
    if let Some(suffix_end) = suffix_end {
        ends.pop();
        ends.push(suffix_end);
    }
    ends
}

/// Returns the ends of the acronyms that make up a run of capitals, or none if the run is one word.
fn acronyms(text: &[u8], at: usize, end: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    if end - at < 4
        || contains(&ACRONYMS, &text[at..end])
        || !split_acronyms(text, at, end, &mut ends)
    {
        ends.clear();
    }
    ends.reverse();
    ends
}

/// Splits a run into acronyms, trying the longest first. Pushes their ends from the last to the first.
fn split_acronyms(text: &[u8], at: usize, end: usize, ends: &mut Vec<usize>) -> bool {
    let max_len = MAX_WORD_LEN.min(end - at);
    at == end
        || (2..=max_len).rev().any(|length| {
            let next = at + length;
            let is_split =
                contains(&ACRONYMS, &text[at..next]) && split_acronyms(text, next, end, ends);
            if is_split {
                ends.push(next);
            }
            is_split
        })
}

/// Returns whether a word can start at `at`: after a separator, or at a capital that starts a word by any rule.
fn can_start(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| text[at]);
    let next = text.get(at + 1);
    match (before, text[at]) {
        (Some(b'0'..=b'9' | b'a'..=b'z'), letter) => letter.is_ascii_uppercase(),
        (Some(b'A'..=b'Z'), letter) => {
            letter.is_ascii_uppercase() && next.is_some_and(u8::is_ascii_lowercase)
        }
        (_, letter) => letter.is_ascii_alphabetic(),
    }
}

/// Returns the end of a word including its digits and its plural `s`, or `None` if the word continues after `end`.
fn end_with_suffix(text: &[u8], end: usize) -> Option<usize> {
    let digits = end + count(&text[end..], u8::is_ascii_digit);
    let plural = digits + usize::from(text.get(digits) == Some(&b's'));
    let stop = plural + count(&text[plural..], u8::is_ascii_digit);
    (!text.get(stop).is_some_and(u8::is_ascii_lowercase)).then_some(stop)
}

/// Returns the end of the version of an acronym, such as the `v3` of `NFSv3`.
fn version_end(text: &[u8], end: usize) -> Option<usize> {
    let has_digit = text.get(end + 1).is_some_and(u8::is_ascii_digit);
    if text.get(end) == Some(&b'v') && has_digit {
        end_with_suffix(text, end + 1)
    } else {
        None
    }
}

/// Returns whether a word consists of capitals and is followed by another capital of the same run.
fn is_inside_capitals(text: &[u8], at: usize, end: usize) -> bool {
    let is_capital = text.get(end).is_some_and(u8::is_ascii_uppercase);
    let starts_next_word = text.get(end + 1).is_some_and(u8::is_ascii_lowercase);
    is_capital && !starts_next_word && text[at..end].iter().all(u8::is_ascii_uppercase)
}

/// Returns whether a word in lower case is in one of the tables.
pub(super) fn is_whole(word: &str) -> bool {
    [&WHOLE[..], &ACRONYMS[..]]
        .iter()
        .any(|table| contains(table, word.as_bytes()))
}

/// Returns whether a table contains a word, ignoring case.
fn contains(table: &[&str], word: &[u8]) -> bool {
    let lower = || word.iter().map(u8::to_ascii_lowercase);
    table
        .binary_search_by(|entry| entry.bytes().cmp(lower()))
        .is_ok()
}

/// Returns the number of leading bytes that pass a test.
fn count(text: &[u8], test: fn(&u8) -> bool) -> usize {
    text.iter().take_while(|byte| test(byte)).count()
}
