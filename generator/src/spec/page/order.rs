//! Which row of a table is inside which: the reading of the whole table that fits best.
//!
//! Rows come depth first, so each belongs to a container that is still open. Samples show some of the places; for the rest
//! it counts that most pages sort what is beside each other by name, and that a container has something inside.
//! A few best readings are kept from row to row, because what a row says is often clear only rows later.
//!
//! **Invariant:** linear in the rows, with a bound on readings, depth and siblings looked at.

use std::collections::HashSet;

use super::entry::Entry;
use super::kind::Kind;
use super::seen::Seen;

/// Readings kept after each row.
const READINGS: usize = 24;

/// Deeper than any reply; the official ones have up to ten levels.
pub(super) const DEEPEST: usize = 14;

/// Rows from which on fewer readings are kept.
const MANY: usize = 3000;

/// Rows after which one reading is settled on.
const SETTLED: usize = 512;

/// What it costs to take a row for one that stands before.
const TWICE: i32 = 10;

/// Siblings that a new one is held against.
const SIBLINGS: usize = 200;

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

/// The place of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The row it is inside of; none where that is what the table describes.
    pub(super) parent: Option<usize>,
    /// Names between the two, which samples show and no row describes.
    pub(super) via: Vec<String>,
    pub(super) proof: Proof,
}

/// Why a row is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// A sample shows it there.
    Shown,
    /// There is no other place.
    Only,
    /// The rows around it.
    Order,
}

/// Places of all rows; none for a row that stands twice wherever it is put.
pub(super) fn places(
    entries: &[Entry<'_>],
    seen: &Seen,
    base: Option<usize>,
) -> Vec<Option<Place>> {
    let weight = if is_sorted(entries) { 3 } else { 0 };
    let mut search = Search {
        entries,
        seen,
        weight,
        names: entries
            .iter()
            .map(|entry| entry.name.to_ascii_lowercase())
            .collect(),
        traces: Vec::new(),
        links: Vec::new(),
    };
    let root = Frame {
        row: None,
        seen: base,
        last: None,
        path: Vec::new(),
    };
    let mut readings = vec![Reading {
        frames: vec![root],
        trace: None,
        score: 0,
    }];
    let mut places = Vec::with_capacity(entries.len());
    for row in 0..entries.len() {
        readings = search.next(readings, row);
        if (row + 1) % SETTLED == 0 || row + 1 == entries.len() {
            readings = search.settle(readings, &mut places);
        }
    }
    places
}

/// Whether most neighbours are in the order of their names.
fn is_sorted(entries: &[Entry<'_>]) -> bool {
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

/// A container that is open, or the table itself.
#[derive(Clone, Debug)]
struct Frame {
    row: Option<usize>,
    seen: Option<usize>,
    /// Its last field so far, with those before it.
    last: Option<usize>,
    /// Names from the row to it, where no row describes it.
    path: Vec<String>,
}

/// A way to read the rows so far.
#[derive(Clone, Debug)]
struct Reading {
    frames: Vec<Frame>,
    trace: Option<usize>,
    score: i32,
}

/// A way to go on: where the next row is put, or that it stands twice.
struct Step {
    reading: usize,
    place: Option<(usize, Vec<usize>)>,
    score: i32,
}

struct Trace {
    before: Option<usize>,
    place: Option<Place>,
}

struct Link {
    row: usize,
    before: Option<usize>,
}

struct Search<'a, 't> {
    entries: &'a [Entry<'t>],
    seen: &'a Seen,
    /// What the order of names counts.
    weight: i32,
    /// Names that have rows, in lower case.
    names: HashSet<String>,
    traces: Vec<Trace>,
    links: Vec<Link>,
}

impl Search<'_, '_> {
    /// The best readings with a row more.
    fn next(&mut self, readings: Vec<Reading>, row: usize) -> Vec<Reading> {
        let mut steps = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            self.steps(index, reading, row, &mut steps);
        }
        steps.sort_by_key(|step| std::cmp::Reverse(step.score));
        // No reply has that many fields.
        let kept = if self.entries.len() > MANY {
            2
        } else {
            READINGS
        };
        steps.truncate(kept);
        steps
            .into_iter()
            .map(|step| self.taken(&readings[step.reading], &step, row))
            .collect()
    }

    /// Every way to go on from a reading, the innermost place first.
    fn steps(&self, index: usize, reading: &Reading, row: usize, steps: &mut Vec<Step>) {
        let mut taken = false;
        for frame_index in (0..reading.frames.len()).rev() {
            let frame = &reading.frames[frame_index];
            if self.has(frame, &self.entries[row].name) {
                taken = true;
                continue;
            }
            let closed = self.unfilled(&reading.frames, frame_index + 1);
            let direct = self.score(frame, row, frame_index);
            let mut step = |score: i32, via: Vec<usize>| {
                let score = reading.score + score - closed;
                steps.push(Step {
                    reading: index,
                    place: Some((frame_index, via)),
                    score,
                });
            };
            step(direct, Vec::new());
            if direct < SHOWN_IN_XML
                && let Some((via, score)) = self.wrapper(frame, row, frame_index)
            {
                step(score, via);
            }
        }
        if taken {
            steps.push(Step {
                reading: index,
                place: None,
                score: reading.score - TWICE,
            });
        }
    }

    fn taken(&mut self, reading: &Reading, step: &Step, row: usize) -> Reading {
        match &step.place {
            Some((index, via)) => self.placed(reading, *index, via, row, step.score),
            None => Reading {
                trace: Some(self.trace(Trace {
                    before: reading.trace,
                    place: None,
                })),
                score: step.score,
                frames: reading.frames.clone(),
            },
        }
    }

    /// Goes on with the best reading alone, so that a table of any length is held in bounded memory.
    fn settle(&mut self, readings: Vec<Reading>, places: &mut Vec<Option<Place>>) -> Vec<Reading> {
        let cost = |reading: &&Reading| self.unfilled(&reading.frames, 1) - reading.score;
        // The first of the best: deeper places are tried first.
        let Some(best) = readings.iter().min_by_key(cost).cloned() else {
            return Vec::new();
        };
        let settled = places.len();
        let mut at = best.trace;
        while let Some(trace) = at.map(|at| &mut self.traces[at]) {
            places.push(trace.place.take());
            at = trace.before;
        }
        places[settled..].reverse();
        self.traces.clear();
        let old = std::mem::take(&mut self.links);
        let mut frames = best.frames;
        for frame in &mut frames {
            let mut rows = Vec::new();
            let mut at = frame.last;
            while let (Some(link), true) = (at.map(|at| &old[at]), rows.len() < SIBLINGS) {
                rows.push(link.row);
                at = link.before;
            }
            frame.last = None;
            for row in rows.into_iter().rev() {
                self.links.push(Link {
                    row,
                    before: frame.last,
                });
                frame.last = Some(self.links.len() - 1);
            }
        }
        vec![Reading {
            frames,
            trace: None,
            score: 0,
        }]
    }

    /// The reading with a row more, inside a frame or inside what samples show between.
    fn placed(
        &mut self,
        reading: &Reading,
        index: usize,
        via: &[usize],
        row: usize,
        score: i32,
    ) -> Reading {
        let alone = reading.frames.len() == 1;
        let mut frames: Vec<Frame> = reading.frames[..=index].to_vec();
        for step in via {
            let outer = &frames[frames.len() - 1];
            let mut path = outer.path.clone();
            path.push(self.seen.node(*step).name.clone());
            frames.push(Frame {
                row: outer.row,
                seen: Some(*step),
                last: None,
                path,
            });
        }
        let top = frames.len() - 1;
        let name = &self.entries[row].name;
        let shown = frames[top]
            .seen
            .and_then(|seen| self.seen.child(seen, name));
        let proof = match shown {
            Some(_) => Proof::Shown,
            None if alone => Proof::Only,
            None => Proof::Order,
        };
        let place = Place {
            parent: frames[top].row,
            via: frames[top].path.clone(),
            proof,
        };
        self.links.push(Link {
            row,
            before: frames[top].last,
        });
        frames[top].last = Some(self.links.len() - 1);
        let inside = shown.is_some_and(|shown| !self.seen.node(shown).children.is_empty());
        if opens(&self.entries[row], inside) && frames.len() < DEEPEST {
            let outer = frames[top]
                .row
                .map(|row| &self.entries[row])
                .filter(|_| frames[top].path.is_empty());
            let is_element = outer.is_some_and(|outer| is_element(outer, &self.entries[row]));
            let seen = shown.or(frames[top].seen.filter(|_| is_element));
            frames.push(Frame {
                row: Some(row),
                seen,
                last: None,
                path: Vec::new(),
            });
        }
        let trace = self.trace(Trace {
            before: reading.trace,
            place: Some(place),
        });
        Reading {
            frames,
            trace: Some(trace),
            score,
        }
    }

    fn trace(&mut self, trace: Trace) -> usize {
        self.traces.push(trace);
        self.traces.len() - 1
    }

    /// Whether a frame has a field of that name.
    fn has(&self, frame: &Frame, name: &str) -> bool {
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
    fn score(&self, frame: &Frame, row: usize, depth: usize) -> i32 {
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
    fn is_wrapper(&self, frame: &Frame) -> bool {
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
    fn evidence(&self, at: Option<usize>, name: &str) -> i32 {
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
            None => -2,
        }
    }

    /// The only names between a frame and a row that samples show, up to two.
    fn wrapper(&self, frame: &Frame, row: usize, depth: usize) -> Option<(Vec<usize>, i32)> {
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
    fn unfilled(&self, frames: &[Frame], from: usize) -> i32 {
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

/// Whether a row stands for the elements of the list before it: `Array of X`, then `X` without a type.
pub(super) fn is_element(list: &Entry<'_>, element: &Entry<'_>) -> bool {
    let named = |name: &str| name.eq_ignore_ascii_case(&element.name);
    let one = match &list.kind {
        Kind::List(None) => named(&singular(&list.name)),
        Kind::List(Some(_)) => list.kind.name().is_some_and(named),
        _ => false,
    };
    one && element.kind == Kind::Blank
}

/// Whether other rows may be inside of one: it is no plain value, nor a list that has an example of its own.
pub(super) fn opens(entry: &Entry<'_>, inside: bool) -> bool {
    let plain = entry
        .example
        .as_deref()
        .is_some_and(|example| !example.starts_with(['[', '{']));
    match &entry.kind {
        Kind::String | Kind::Integer | Kind::Number | Kind::Boolean => false,
        Kind::List(Some(inner)) if !inner.is_container() => inside,
        Kind::List(None) if plain => inside,
        _ => true,
    }
}

const SHOWN_IN_JSON: i32 = 8;
const SHOWN_IN_XML: i32 = 5;

pub(super) fn precedes(one: &str, other: &str) -> bool {
    let lower = |text: &str| {
        text.bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    lower(one) <= lower(other)
}

pub(super) fn is_outermost(name: &str) -> bool {
    OUTERMOST.contains(&name.to_ascii_lowercase().as_str())
}

/// The name of one of several, as services form it.
pub(super) fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}
