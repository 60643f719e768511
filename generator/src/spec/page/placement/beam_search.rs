//! The beam search: expands every hypothesis by the next row and keeps the best ones.
//!
//! This module must never know why one placement is better than another.

use std::cmp::Reverse;

use super::super::list_element::{is_list_element, may_have_members};
use super::super::row::Row;
use super::super::sample_tree::SampleTree;
use super::hypothesis::{
    Backpointer, Expansion, Hypothesis, MAX_DEPTH, OpenContainer, Placement, PlacementEvidence,
    PlacementTarget, Siblings,
};
use super::scoring::{SHOWN_IN_XML, Scorer};

/// The number of hypotheses that survive each row.
const BEAM_WIDTH: usize = 24;

/// The number of rows above which a table is no response, and [`HUGE_TABLE_BEAM_WIDTH`] saves time.
const HUGE_TABLE_ROWS: usize = 3000;

const HUGE_TABLE_BEAM_WIDTH: usize = 2;

/// The number of rows after which the search commits to the best hypothesis, so that its memory is bounded.
const COMMIT_INTERVAL: usize = 512;

/// The penalty of a row that repeats an earlier one.
const DUPLICATE_PENALTY: i32 = 10;

/// The state that all hypotheses share.
pub(super) struct BeamSearch<'a, 't> {
    rows: &'a [Row<'t>],
    samples: &'a SampleTree,
    scorer: Scorer<'a, 't>,
    backpointers: Vec<Backpointer>,
    siblings: Siblings,
}

impl<'a, 't> BeamSearch<'a, 't> {
    pub(super) fn new(rows: &'a [Row<'t>], samples: &'a SampleTree) -> Self {
        Self {
            rows,
            samples,
            scorer: Scorer::new(rows, samples),
            backpointers: Vec::new(),
            siblings: Siblings::default(),
        }
    }

    /// Places all rows. `sample_node` is the table's subject in the samples.
    pub(super) fn run(mut self, sample_node: Option<usize>) -> Vec<Option<Placement>> {
        let mut placements = Vec::with_capacity(self.rows.len());
        let mut beam = vec![Hypothesis {
            containers: vec![OpenContainer {
                row: None,
                sample_node,
                last_child: None,
                via: Vec::new(),
            }],
            backpointer: None,
            score: 0,
        }];
        for row in 0..self.rows.len() {
            beam = self.advance(&beam, row);
            let is_last = row + 1 == self.rows.len();
            if is_last || (row + 1) % COMMIT_INTERVAL == 0 {
                beam = self.commit_best(beam, &mut placements);
            }
        }
        placements
    }

    /// Returns the best hypotheses with one more row.
    fn advance(&mut self, beam: &[Hypothesis], row: usize) -> Vec<Hypothesis> {
        let mut expansions = Vec::new();
        for (index, hypothesis) in beam.iter().enumerate() {
            self.expand(hypothesis, index, row, &mut expansions);
        }
        // The sort is stable: among equals, the deeper container wins.
        expansions.sort_by_key(|expansion| Reverse(expansion.score));
        expansions.truncate(if self.rows.len() > HUGE_TABLE_ROWS {
            HUGE_TABLE_BEAM_WIDTH
        } else {
            BEAM_WIDTH
        });
        expansions
            .iter()
            .map(|expansion| self.apply(&beam[expansion.hypothesis], expansion, row))
            .collect()
    }

    /// Adds every possible placement of a row to `expansions`, the innermost container first.
    fn expand(
        &self,
        hypothesis: &Hypothesis,
        index: usize,
        row: usize,
        expansions: &mut Vec<Expansion>,
    ) {
        let mut is_duplicate = false;
        for (depth, container) in hypothesis.containers.iter().enumerate().rev() {
            let name = &self.rows[row].name;
            if self.scorer.has_child(container, &self.siblings, name) {
                is_duplicate = true;
                continue;
            }
            let closed = &hypothesis.containers[depth + 1..];
            let base_score = hypothesis.score - self.scorer.empty_penalty(closed);
            let mut add = |via: Vec<usize>, score: i32| {
                expansions.push(Expansion {
                    hypothesis: index,
                    target: Some(PlacementTarget {
                        container: depth,
                        via,
                    }),
                    score: base_score + score,
                });
            };
            let child_score = self
                .scorer
                .child_score(container, &self.siblings, row, depth);
            add(Vec::new(), child_score);
            if child_score < SHOWN_IN_XML
                && let Some(inner) = self.scorer.sample_container(container, row, depth)
            {
                add(inner.via, inner.score);
            }
        }
        if is_duplicate {
            expansions.push(Expansion {
                hypothesis: index,
                target: None,
                score: hypothesis.score - DUPLICATE_PENALTY,
            });
        }
    }

    /// Creates the hypothesis that an expansion leads to.
    fn apply(&mut self, hypothesis: &Hypothesis, expansion: &Expansion, row: usize) -> Hypothesis {
        let (containers, placement) = match &expansion.target {
            Some(target) => {
                let is_only_place = hypothesis.containers.len() == 1;
                let mut containers = self.open_target(&hypothesis.containers, target);
                let placement = self.place_in_innermost(&mut containers, row, is_only_place);
                (containers, Some(placement))
            }
            None => (hypothesis.containers.clone(), None),
        };
        self.backpointers.push(Backpointer {
            previous: hypothesis.backpointer,
            placement,
        });
        Hypothesis {
            containers,
            backpointer: Some(self.backpointers.len() - 1),
            score: expansion.score,
        }
    }

    /// Returns the open containers up to the target, with those that only samples show.
    fn open_target(
        &self,
        containers: &[OpenContainer],
        target: &PlacementTarget,
    ) -> Vec<OpenContainer> {
        let mut containers = containers[..=target.container].to_vec();
        for sample_node in &target.via {
            let outer = &containers[containers.len() - 1];
            let mut via = outer.via.clone();
            via.push(self.samples.node(*sample_node).name.clone());
            containers.push(OpenContainer {
                row: outer.row,
                sample_node: Some(*sample_node),
                last_child: None,
                via,
            });
        }
        containers
    }

    /// Places a row in the innermost container. If the row may have members, it becomes a container itself.
    fn place_in_innermost(
        &mut self,
        containers: &mut Vec<OpenContainer>,
        row: usize,
        is_only_place: bool,
    ) -> Placement {
        let innermost = containers.len() - 1;
        let container = &mut containers[innermost];
        let sample_node = container
            .sample_node
            .and_then(|node| self.samples.child(node, &self.rows[row].name));
        let evidence = match sample_node {
            Some(_) => PlacementEvidence::Sample,
            None if is_only_place => PlacementEvidence::OnlyPlace,
            None => PlacementEvidence::RowOrder,
        };
        let placement = Placement {
            parent: container.row,
            via: container.via.clone(),
            evidence,
        };
        container.last_child = Some(self.siblings.push(row, container.last_child));
        let has_members =
            sample_node.is_some_and(|node| !self.samples.node(node).children.is_empty());
        if may_have_members(&self.rows[row], has_members) && containers.len() < MAX_DEPTH {
            let opened = self.opened_container(&containers[innermost], row, sample_node);
            containers.push(opened);
        }
        placement
    }

    /// Creates the container that a row opens in another one.
    fn opened_container(
        &self,
        outer: &OpenContainer,
        row: usize,
        sample_node: Option<usize>,
    ) -> OpenContainer {
        let outer_row = outer.row.filter(|_| outer.via.is_empty());
        let is_element =
            outer_row.is_some_and(|outer| is_list_element(&self.rows[outer], &self.rows[row]));
        OpenContainer {
            row: Some(row),
            // A sample may show the list without the level of its elements.
            sample_node: sample_node.or(outer.sample_node.filter(|_| is_element)),
            last_child: None,
            via: Vec::new(),
        }
    }

    /// Adds the placements of the best hypothesis to `placements`, and returns a beam with this hypothesis alone.
    fn commit_best(
        &mut self,
        beam: Vec<Hypothesis>,
        placements: &mut Vec<Option<Placement>>,
    ) -> Vec<Hypothesis> {
        let cost = |hypothesis: &Hypothesis| {
            self.scorer.empty_penalty(&hypothesis.containers[1..]) - hypothesis.score
        };
        // The first of several best hypotheses has the deepest containers.
        let Some(best) = beam.into_iter().min_by_key(cost) else {
            return Vec::new();
        };
        let committed = placements.len();
        let mut current = best.backpointer;
        while let Some(backpointer) = current.map(|index| &mut self.backpointers[index]) {
            placements.push(backpointer.placement.take());
            current = backpointer.previous;
        }
        placements[committed..].reverse();
        self.backpointers.clear();
        let mut containers = best.containers;
        self.siblings.retain_containers(&mut containers);
        vec![Hypothesis {
            containers,
            backpointer: None,
            score: 0,
        }]
    }
}
