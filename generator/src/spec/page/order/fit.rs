//! How well a row fits a place: what samples show, what the row before it and the order of names suggest.

use super::super::element::is_element;
use super::super::entry::Entry;
use super::super::kind::Kind;
use super::reading::Frame;
use super::{SIBLINGS, Search};

/// Names that stand at the top unless a sample says otherwise.
const OUTERMOST: [&str; 12] = [
    "requestid",
    "code",
    "message",
    "totalcount",
    "pagenumber",
    "pagesize",
    "success",
    "httpstatuscode",
    "errorcode",
    "errormessage",
    "totalitemnum",
    "nexttoken",
];

/// What it counts that JSON shows a name.
const SHOWN_IN_JSON: i32 = 8;

/// The same of XML, which was edited more.
pub(super) const SHOWN_IN_XML: i32 = 5;

fn precedes(one: &str, other: &str) -> bool {
    let lower = |text: &str| {
        text.bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    lower(one) <= lower(other)
}

fn is_outermost(name: &str) -> bool {
    OUTERMOST.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether most neighbours are in the order of their names.
pub(super) fn is_sorted(entries: &[Entry<'_>]) -> bool {
    let plain = |entry: &Entry<'_>| !entry.kind.is_container() && entry.kind != Kind::Blank;
    let pairs = entries
        .windows(2)
        .filter(|pair| plain(&pair[0]) && plain(&pair[1]));
    let (mut sorted, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        sorted += usize::from(precedes(&pair[0].name, &pair[1].name));
    }
    all >= 3 && sorted * 4 >= all * 3
}

impl Search<'_, '_> {
    /// Whether a frame has a field of that name.
    pub(super) fn has(&self, frame: &Frame, name: &str) -> bool {
        let mut at = frame.last;
        for _ in 0..SIBLINGS {
            let Some(link) = at.map(|at| &self.links[at]) else {
                return false;
            };
            if self.entries[link.row].name.eq_ignore_ascii_case(name) {
                return true;
            }
            at = link.before;
        }
        false
    }

    /// How well a row fits right under a frame.
    pub(super) fn score(&self, frame: &Frame, row: usize, depth: usize) -> i32 {
        let entry = &self.entries[row];
        let mut score = self.evidence(frame.seen, &entry.name);
        let before = frame
            .last
            .map(|last| &self.entries[self.links[last].row].name);
        if let Some(before) = before {
            score += if precedes(before, &entry.name) {
                self.weight
            } else {
                -self.weight
            };
        }
        let outermost = is_outermost(&entry.name);
        if outermost && score < SHOWN_IN_XML {
            score += match (depth, entry.name.eq_ignore_ascii_case("requestid")) {
                (0, _) => 1,
                (_, true) => -12,
                (_, false) => -1,
            };
        }
        let is_field = frame
            .seen
            .and_then(|seen| self.seen.child(seen, &entry.name))
            .is_none();
        if depth > 0 && frame.path.is_empty() && is_field && self.is_wrapper(frame) {
            score -= 8;
        }
        let outer = frame
            .row
            .map(|row| &self.entries[row].kind)
            .filter(|_| frame.path.is_empty() && before.is_none());
        if let Some(kind) = outer {
            let named = kind
                .name()
                .is_some_and(|name| name.eq_ignore_ascii_case(&entry.name));
            let list = frame.row.map(|row| &self.entries[row]);
            let element = list.is_some_and(|list| is_element(list, entry));
            score += if element { 10 } else { i32::from(named) * 2 };
        }
        score
    }

    /// Whether a frame holds one list and nothing else, as samples or the row under it say.
    pub(super) fn is_wrapper(&self, frame: &Frame) -> bool {
        let shown = frame
            .seen
            .map(|seen| self.seen.node(seen))
            .filter(|node| node.json && !node.children.is_empty());
        if let Some(node) = shown {
            let list = |child: &usize| self.seen.node(*child).list;
            return node.object
                && !node.list
                && node.children.len() == 1
                && node.children.iter().all(list);
        }
        let kind = frame.row.map(|row| &self.entries[row]);
        let first = frame.last.map(|last| &self.entries[self.links[last].row]);
        kind.zip(first)
            .is_some_and(|(list, first)| is_element(list, first))
    }

    /// What samples say about a name under another one.
    pub(super) fn evidence(&self, at: Option<usize>, name: &str) -> i32 {
        let Some(at) = at else {
            return 0;
        };
        match self.seen.child(at, name).map(|child| self.seen.node(child)) {
            Some(node) if node.json => SHOWN_IN_JSON,
            Some(_) => SHOWN_IN_XML,
            // Others are shown, and this one is not.
            None if self.seen.node(at).children.is_empty() => {
                let plain = self.seen.node(at).scalar.is_some();
                if plain { -4 } else { 0 }
            }
            // Small objects are shown whole more often than large ones.
            None if self.seen.node(at).children.len() <= 3 => -3,
            None => -2,
        }
    }

    /// The only names between a frame and a row that samples show, up to two.
    pub(super) fn wrapper(
        &self,
        frame: &Frame,
        row: usize,
        depth: usize,
    ) -> Option<(Vec<usize>, i32)> {
        let name = &self.entries[row].name;
        if depth == 0 && is_outermost(name) {
            return None;
        }
        // What has a row of its own is not stepped into without it.
        let free = |outer: &str| !self.names.contains(&outer.to_ascii_lowercase());
        let via = self.seen.between(frame.seen?, name, free)?;
        let score = self.evidence(via.last().copied(), name) - 1;
        Some((via, score))
    }

    /// What it costs to close frames from `from` on: containers that nothing is inside of.
    pub(super) fn unfilled(&self, frames: &[Frame], from: usize) -> i32 {
        let cost = |frame: &Frame| {
            let (None, Some(row)) = (frame.last, frame.row) else {
                return 0;
            };
            let shown = frame.seen.map(|seen| self.seen.node(seen));
            match &self.entries[row].kind {
                _ if shown.is_some_and(|node| node.scalar.is_some() && !node.object) => 0,
                Kind::List(None) | Kind::Map => 1,
                Kind::Blank => 2,
                _ if shown.is_some_and(|node| node.json && node.children.is_empty()) => 2,
                kind if kind.is_container() => 4,
                _ => 0,
            }
        };
        frames.iter().skip(from).map(cost).sum()
    }
}
