//! Where the words of a wire name begin and end, before its case is converted.
//!
//! What capitals tell is left to the conversion. Four rules say the rest: a word of the table stays whole; `VSwitch` is
//! one word, as is everything virtual; a run of capitals takes in its plural `s`, its digits and its version (`ENIs`,
//! `SHA256`, `TLSv1`); and it is parted where it is several acronyms (`SLBID`).
//!
//! **Invariant:** a rule applies where a word begins and ends by its capitals, never inside an ordinary word.

use super::acronyms::{ACRONYMS, WHOLE};

/// Longer than any word of the tables.
const LONGEST: usize = 16;

/// Longer runs of capitals than this are no acronyms.
const LONGEST_RUN: usize = 24;

/// The wire name with every awkward word in a form that case conversion keeps whole.
pub(super) fn words(wire: &str) -> String {
    let plain = plain(wire);
    let mut words = String::with_capacity(plain.len() + 8);
    let (mut done, mut at) = (0, 0);
    while at < plain.len() {
        let parts = if starts(plain.as_bytes(), at) {
            parts(plain.as_bytes(), at)
        } else {
            Vec::new()
        };
        if parts.is_empty() {
            at += 1;
            continue;
        }
        words.push_str(&plain[done..at]);
        for end in parts {
            words.push(' ');
            words.push_str(&plain[at..=at].to_ascii_uppercase());
            words.push_str(&plain[at + 1..end].to_ascii_lowercase());
            at = end;
        }
        words.push(' ');
        done = at;
    }
    words.push_str(&plain[done..]);
    words
}

/// Separators become spaces; letters that an identifier should not hold become their number.
fn plain(wire: &str) -> String {
    let mut plain = String::with_capacity(wire.len());
    for character in wire.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => plain.push(character),
            other if other.is_alphanumeric() => {
                plain.push_str(&format!("u{:x}", u32::from(other)));
            }
            _ => plain.push(' '),
        }
    }
    plain
}

/// The ends of the words that begin at `at`, where they are not what capitals say.
fn parts(text: &[u8], at: usize) -> Vec<usize> {
    whole(text, at)
        .or_else(|| virtual_thing(text, at))
        .map(|end| vec![end])
        .unwrap_or_else(|| run(text, at))
}

/// The longest word of the table that begins here.
fn whole(text: &[u8], at: usize) -> Option<usize> {
    let most = LONGEST.min(text.len() - at);
    (2..=most).rev().find_map(|length| {
        let end = at + length;
        let stop = ending(text, end).filter(|_| !inside_capitals(text, at, end))?;
        known(&WHOLE, &text[at..end]).then_some(stop)
    })
}

/// `VSwitch`, `VServer`, `vRouter`: the letter belongs to the word behind it.
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

/// The acronyms of a run of capitals, the last one with its plural `s`, its digits or its version.
fn run(text: &[u8], at: usize) -> Vec<usize> {
    let capitals = count(&text[at..], u8::is_ascii_uppercase);
    if !(2..=LONGEST_RUN).contains(&capitals) {
        return Vec::new();
    }
    let end = at + capitals;
    let tail = version(text, end).or_else(|| ending(text, end).filter(|stop| *stop > end));
    let begins_next = tail.is_none() && text.get(end).is_some_and(u8::is_ascii_lowercase);
    let mut ends = acronyms(text, at, end - usize::from(begins_next));
    if let Some(tail) = tail {
        ends.pop();
        ends.push(tail);
    }
    ends
}

/// The ends of the acronyms that stand against one another in a run of capitals; none where it is one word.
fn acronyms(text: &[u8], at: usize, end: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    if end - at < 4 || known(&ACRONYMS, &text[at..end]) || !part(text, at, end, &mut ends) {
        ends.clear();
    }
    ends.reverse();
    ends
}

/// Parts a run into acronyms, the longest first; pushes their ends from the last to the first.
fn part(text: &[u8], at: usize, end: usize, ends: &mut Vec<usize>) -> bool {
    let most = LONGEST.min(end - at);
    at == end
        || (2..=most).rev().any(|length| {
            let found =
                known(&ACRONYMS, &text[at..at + length]) && part(text, at + length, end, ends);
            if found {
                ends.push(at + length);
            }
            found
        })
}

/// Where a word can begin: behind anything but a letter, and at a capital that begins a word in any reading.
fn starts(text: &[u8], at: usize) -> bool {
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

/// Where a word that ends at `end` stops with its digits and its plural `s`; none where it goes on.
fn ending(text: &[u8], end: usize) -> Option<usize> {
    let digits = end + count(&text[end..], u8::is_ascii_digit);
    let plural = digits + usize::from(text.get(digits) == Some(&b's'));
    let stop = plural + count(&text[plural..], u8::is_ascii_digit);
    (!text.get(stop).is_some_and(u8::is_ascii_lowercase)).then_some(stop)
}

/// Where the version of an acronym stops: the `v3` of `NFSv3`.
fn version(text: &[u8], end: usize) -> Option<usize> {
    let digit = text.get(end + 1).is_some_and(u8::is_ascii_digit);
    if text.get(end) == Some(&b'v') && digit {
        ending(text, end + 1)
    } else {
        None
    }
}

/// Whether a word in capitals only is followed by another capital of the same run.
fn inside_capitals(text: &[u8], at: usize, end: usize) -> bool {
    let capital = |at: usize| text.get(at).is_some_and(u8::is_ascii_uppercase);
    let next_word = text.get(end + 1).is_some_and(u8::is_ascii_lowercase);
    capital(end) && !next_word && text[at..end].iter().all(u8::is_ascii_uppercase)
}

/// Whether a word in lower case is whole as it is.
pub(super) fn is_known(word: &str) -> bool {
    [&WHOLE[..], &ACRONYMS[..]]
        .iter()
        .any(|table| known(table, word.as_bytes()))
}

/// Whether a table has this word, in whatever case.
fn known(table: &[&str], word: &[u8]) -> bool {
    let lower = || word.iter().map(u8::to_ascii_lowercase);
    table
        .binary_search_by(|entry| entry.bytes().cmp(lower()))
        .is_ok()
}

fn count(text: &[u8], is: fn(&u8) -> bool) -> usize {
    text.iter().take_while(|byte| is(byte)).count()
}
