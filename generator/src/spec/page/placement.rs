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

pub(super) use hypothesis::{MAX_DEPTH, Placement, PlacementEvidence};

/// Places the rows of a table. `sample_node` is the table's subject in the samples. A row gets `None` if it repeats the
/// name of an earlier row in every container that fits.
pub(super) fn place_rows(
    rows: &[Row<'_>],
    samples: &SampleTree,
    sample_node: Option<usize>,
) -> Vec<Option<Placement>> {
    BeamSearch::new(rows, samples).run(sample_node)
}
