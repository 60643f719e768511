//! Ways to read a table, row by row.

use super::Place;

/// A container that is open, or the table itself.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) row: Option<usize>,
    pub(super) seen: Option<usize>,
    /// Its last field so far, with those before it.
    pub(super) last: Option<usize>,
    /// Names from the row to it, where no row describes it.
    pub(super) path: Vec<String>,
}

/// A way to read the rows so far.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) frames: Vec<Frame>,
    pub(super) trace: Option<usize>,
    pub(super) score: i32,
}

/// A way to go on: where the next row is put, or that it stands twice.
pub(super) struct Step {
    pub(super) reading: usize,
    pub(super) place: Option<(usize, Vec<usize>)>,
    pub(super) score: i32,
}

pub(super) struct Trace {
    pub(super) before: Option<usize>,
    pub(super) place: Option<Place>,
}

pub(super) struct Link {
    pub(super) row: usize,
    pub(super) before: Option<usize>,
}
