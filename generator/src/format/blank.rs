//! Where blank lines go: between neighbours unless both are one line of a kind.
//!
//! Told from the indentation of printed code, which is far cheaper than to read it as Rust once more. What is inside
//! an item is indented deeper than where the item begins.
//!
//! **Invariant:** only a line that begins an item gets a blank line, so no literal is ever torn.

use std::collections::HashSet;

/// How deep prettyplease indents.
const INDENT: usize = 4;

/// Items of a file, an `impl` or a module.
#[derive(Default)]
struct Block<'t> {
    before: Option<Item<'t>>,
    item: Item<'t>,
}

/// An item, or the crate's own attributes, as far as blank lines are concerned.
#[derive(Clone, Copy, Default)]
struct Item<'t> {
    /// First word, which tells one kind from another. None while there are only attributes.
    kind: &'t str,
    first: usize,
    lines: usize,
}

/// Numbers of the lines, from 0, that a blank line goes before.
pub(super) fn lines(text: &str) -> HashSet<usize> {
    let mut breaks = HashSet::new();
    let mut outer = Vec::new();
    let mut block = Block::default();
    for (number, line) in text.lines().enumerate() {
        let code = line.trim_start_matches(' ');
        let depth = (line.len() - code.len()) / INDENT;
        while depth < outer.len() {
            block.end(&mut breaks);
            block = outer.pop().unwrap_or_default();
        }
        if depth == outer.len() && !continues(code) {
            if !block.item.kind.is_empty() {
                block.end(&mut breaks);
            }
            if block.item.lines == 0 {
                block.item.first = number;
            }
            block.item.kind = kind(code);
        }
        block.item.lines += 1;
        if depth == outer.len() && matches!(block.item.kind, "impl" | "mod") && code.ends_with('{')
        {
            outer.push(std::mem::take(&mut block));
        }
    }
    while let Some(next) = outer.pop() {
        block.end(&mut breaks);
        block = next;
    }
    block.end(&mut breaks);
    breaks
}

impl Block<'_> {
    fn end(&mut self, breaks: &mut HashSet<usize>) {
        let ended = std::mem::take(&mut self.item);
        if ended.lines == 0 {
            return;
        }
        if self.before.is_some_and(|before| apart(&before, &ended)) {
            breaks.insert(ended.first);
        }
        self.before = Some(ended);
    }
}

/// Lines of an item that are not deeper than its beginning.
fn continues(code: &str) -> bool {
    code.starts_with(['}', ')', ']', '{']) || code.starts_with("for ") || code == "where"
}

/// The first word of an item; none of attributes, which belong to what follows.
fn kind(code: &str) -> &str {
    if code.starts_with("//!") || code.starts_with("#![") {
        return "!";
    }
    if code.starts_with(['/', '#']) {
        return "";
    }
    let mut words = code
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty());
    match words.next() {
        Some("pub") => words.next().unwrap_or_default(),
        other => other.unwrap_or_default(),
    }
}

fn apart(one: &Item<'_>, other: &Item<'_>) -> bool {
    one.kind != other.kind || (one.kind != "!" && one.lines + other.lines > 2)
}
