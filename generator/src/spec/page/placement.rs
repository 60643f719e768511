//! Finds which row of a table belongs to which container, by a beam search over the placements of rows.
//!
//! The page reader's own documentation, in `page.rs`, describes the search. `hypothesis` holds its states, `scoring`
//! rates them, and `beam_search` expands and prunes them.
//!
//! This module must never know schemas, nor which table its rows come from.
//!
//! **Invariant:** the search takes time linear in the number of rows: hypotheses, depth and compared siblings are
//! bounded.

mod beam_search;
mod hypothesis;
mod scoring;

use super::row::Row;
use super::sample_tree::SampleTree;
use beam_search::BeamSearch;

/// The maximum number of containers inside each other. Official responses have up to ten levels.
pub(super) const MAX_DEPTH: usize = 14;

/// The place of a row in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    /// The row that contains the placed row, or `None` if the table's own subject does.
    pub(super) parent: Option<usize>,
    /// The names between the two, outermost first, which samples show and no row describes.
    pub(super) via: Vec<String>,
    pub(super) evidence: PlacementEvidence,
}

/// The evidence for a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlacementEvidence {
    /// A sample shows the name in this container.
    Sample,
    /// No other container is open.
    OnlyPlace,
    /// The order of the rows.
    RowOrder,
}

/// Places the rows of a table. `sample_node` is the table's subject in the samples. A row gets `None` if it repeats the
/// name of an earlier row in every container that fits.
pub(super) fn place_rows(
    rows: &[Row<'_>],
    samples: &SampleTree,
    sample_node: Option<usize>,
) -> Vec<Option<Placement>> {
    BeamSearch::new(rows, samples).run(sample_node)
}
