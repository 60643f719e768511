//! The states of the beam search, and the placements that result.
//!
//! This module must never know how hypotheses are rated.

/// The maximum number of containers inside each other. Official responses have up to ten levels.
pub(in crate::spec::page) const MAX_DEPTH: usize = 14;

/// The place of a row in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::spec::page) struct Placement {
    /// The row that contains the placed row, or `None` if the table's own subject does.
    pub(in crate::spec::page) parent: Option<usize>,
    /// The names between the two, outermost first, which samples show and no row describes.
    pub(in crate::spec::page) via: Vec<String>,
    pub(in crate::spec::page) evidence: PlacementEvidence,
}

/// The evidence for a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::spec::page) enum PlacementEvidence {
    /// A sample shows the name in this container.
    Sample,
    /// No other container is open.
    OnlyPlace,
    /// The order of the rows.
    RowOrder,
}

/// The maximum number of earlier siblings that a row is compared with.
pub(super) const MAX_COMPARED_SIBLINGS: usize = 200;

/// A container that the next row may belong to.
#[derive(Clone, Debug)]
pub(super) struct OpenContainer {
    /// The row that describes the container, or the nearest one around it; `None` for the table's own subject.
    pub(super) row: Option<usize>,
    /// The container in the sample tree.
    pub(super) sample_node: Option<usize>,
    /// The latest row placed in the container, as an ID of [`Siblings`].
    pub(super) last_child: Option<usize>,
    /// The names from `row` to the container, if only samples show the container.
    pub(super) via: Vec<String>,
}

/// A placement of all rows read so far.
#[derive(Clone, Debug)]
pub(super) struct Hypothesis {
    /// The containers that are open, outermost first.
    pub(super) containers: Vec<OpenContainer>,
    /// The index of the latest [`Backpointer`].
    pub(super) backpointer: Option<usize>,
    pub(super) score: i32,
}

/// A possible placement of the next row.
pub(super) struct Expansion {
    /// The index of the hypothesis that is extended.
    pub(super) hypothesis: usize,
    /// The container of the row, or `None` if the row repeats an earlier one.
    pub(super) target: Option<PlacementTarget>,
    /// The score of the extended hypothesis.
    pub(super) score: i32,
}

/// The container that a row is placed in.
pub(super) struct PlacementTarget {
    /// The index of an open container.
    pub(super) container: usize,
    /// The sample nodes from the open container to the row's own container; empty if they are the same.
    pub(super) via: Vec<usize>,
}

/// The placement of one row, and the backpointer of the row before it.
pub(super) struct Backpointer {
    pub(super) previous: Option<usize>,
    /// `None` if the row repeats an earlier one.
    pub(super) placement: Option<Placement>,
}

/// The rows placed in the containers of all hypotheses, as linked lists that share their tails.
#[derive(Default)]
pub(super) struct Siblings(Vec<Sibling>);

struct Sibling {
    row: usize,
    previous: Option<usize>,
}

impl Siblings {
    /// Adds a row after `previous` and returns its ID.
    pub(super) fn push(&mut self, row: usize, previous: Option<usize>) -> usize {
        self.0.push(Sibling { row, previous });
        self.0.len() - 1
    }

    pub(super) fn row(&self, sibling: usize) -> usize {
        self.0[sibling].row
    }

    /// Returns the latest rows of a list that ends with `last`, latest first.
    pub(super) fn latest_rows(&self, last: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(last, |sibling| self.0[*sibling].previous)
            .take(MAX_COMPARED_SIBLINGS)
            .map(|sibling| self.0[sibling].row)
    }

    /// Drops all rows except the latest ones of the given containers.
    pub(super) fn retain_containers(&mut self, containers: &mut [OpenContainer]) {
        let old = std::mem::take(self);
        for container in containers {
            let rows: Vec<usize> = old.latest_rows(container.last_child).collect();
            container.last_child = None;
            for row in rows.into_iter().rev() {
                container.last_child = Some(self.push(row, container.last_child));
            }
        }
    }
}
