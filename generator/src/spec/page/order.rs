//! Which row of a table is inside which: the reading of the whole table that fits best.
//!
//! Rows come depth first, so each belongs to a container that is still open. Samples show some of the places; for the rest
//! it counts that most pages sort what is beside each other by name, and that a container has something inside.
//! A few best readings are kept from row to row, because what a row says is often clear only rows later.
//!
//! **Invariant:** linear in the rows, with a bound on readings, depth and siblings looked at.

mod fit;
mod reading;

use std::collections::HashSet;

use super::element::{is_element, opens};
use super::entry::Entry;
use super::seen::Seen;
use fit::{SHOWN_IN_XML, is_sorted};
use reading::{Frame, Link, Reading, Step, Trace};

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
            readings = search.commit(readings, &mut places);
        }
    }
    places
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
    fn commit(&mut self, readings: Vec<Reading>, places: &mut Vec<Option<Place>>) -> Vec<Reading> {
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
        let mut frames = self.opened(&reading.frames[..=index], via);
        let top = frames.len() - 1;
        let name = &self.entries[row].name;
        let shown = frames[top]
            .seen
            .and_then(|seen| self.seen.child(seen, name));
        let proof = match shown {
            Some(_) => Proof::Shown,
            None if reading.frames.len() == 1 => Proof::Only,
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

    /// Frames with those that samples show inside of the last one.
    fn opened(&self, frames: &[Frame], via: &[usize]) -> Vec<Frame> {
        let mut frames = frames.to_vec();
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
        frames
    }

    fn trace(&mut self, trace: Trace) -> usize {
        self.traces.push(trace);
        self.traces.len() - 1
    }
}
