//! Rates how well a row fits a container: by samples, by the order of names, and by the rows before it.
//!
//! This module must never know other hypotheses.

use std::collections::HashSet;

use super::super::list_element::is_list_element;
use super::super::row::Row;
use super::super::sample_tree::SampleTree;
use super::super::type_text::TypeText;
use super::hypothesis::{OpenContainer, Siblings};

/// The score if a JSON sample shows the name in the container.
const SHOWN_IN_JSON: i32 = 8;

/// The score if only an XML sample shows it: these were edited more.
pub(super) const SHOWN_IN_XML: i32 = 5;

/// The scores if samples show the container, but not the name in it: as a plain value, with few members or with many.
/// Small objects are more often printed completely than large ones.
const PLAIN_VALUE: i32 = -4;
const NOT_AMONG_FEW_MEMBERS: i32 = -3;
const NOT_AMONG_MANY_MEMBERS: i32 = -2;

/// The maximum number of members of a small object.
const MAX_FEW_MEMBERS: usize = 3;

/// The score if the name follows its sibling in alphabetical order, on a page that sorts names; its negative if not.
const SORTED_NAME: i32 = 3;

/// The scores of names in [`TOP_LEVEL_NAMES`]: at the top level, and in another container.
const TOP_LEVEL_NAME_ON_TOP: i32 = 1;
const TOP_LEVEL_NAME_BELOW: i32 = -1;
const REQUEST_ID_BELOW: i32 = -12;

/// The score of a second field in an object that wraps a list.
const SECOND_FIELD_OF_WRAPPER: i32 = -8;

/// The score of a row that describes the elements of the list right before it.
const ELEMENT_OF_LIST: i32 = 10;

/// The score of a row that has the name of its container's type.
const NAME_OF_TYPE: i32 = 2;

/// The score of a container that only samples show, compared with one that has a row.
const CONTAINER_WITHOUT_ROW: i32 = -1;

/// Names that belong to the top level unless a sample shows otherwise.
const TOP_LEVEL_NAMES: [&str; 12] = [
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

/// The data that placements are rated by.
pub(super) struct Scorer<'a, 't> {
    rows: &'a [Row<'t>],
    samples: &'a SampleTree,
    /// The score of a name in alphabetical order: 0 if the page does not sort its names.
    sorted_name: i32,
    /// The names of all rows, in lower case.
    row_names: HashSet<String>,
}

/// A container that only samples show, below an open container.
pub(super) struct SampleContainer {
    /// The sample nodes from the open container to this one.
    pub(super) via: Vec<usize>,
    pub(super) score: i32,
}

impl<'a, 't> Scorer<'a, 't> {
    pub(super) fn new(rows: &'a [Row<'t>], samples: &'a SampleTree) -> Self {
        Self {
            rows,
            samples,
            sorted_name: if is_sorted(rows) { SORTED_NAME } else { 0 },
            row_names: rows
                .iter()
                .map(|row| row.name.to_ascii_lowercase())
                .collect(),
        }
    }

    /// Returns whether one of the latest rows of a container has the name.
    pub(super) fn has_child(
        &self,
        container: &OpenContainer,
        siblings: &Siblings,
        name: &str,
    ) -> bool {
        siblings
            .latest_rows(container.last_child)
            .any(|row| self.rows[row].name.eq_ignore_ascii_case(name))
    }

    /// Rates a row as a direct child of a container. `depth` is 0 for the table's own subject.
    pub(super) fn child_score(
        &self,
        container: &OpenContainer,
        siblings: &Siblings,
        row: usize,
        depth: usize,
    ) -> i32 {
        let row = &self.rows[row];
        let last_sibling = container
            .last_child
            .map(|last| &self.rows[siblings.row(last)]);
        let mut score = self.sample_score(container.sample_node, &row.name);
        score += self.order_score(last_sibling, row);
        if score < SHOWN_IN_XML {
            score += top_level_score(row, depth);
        }
        let is_shown = || {
            container
                .sample_node
                .is_some_and(|node| self.samples.child(node, &row.name).is_some())
        };
        if depth > 0
            && container.via.is_empty()
            && self.is_list_wrapper(container, last_sibling)
            && !is_shown()
        {
            score += SECOND_FIELD_OF_WRAPPER;
        }
        if last_sibling.is_none() && container.via.is_empty() {
            score += self.first_child_score(container, row);
        }
        score
    }

    /// Rates the alphabetical order of a row and the sibling before it.
    fn order_score(&self, last_sibling: Option<&Row<'_>>, row: &Row<'_>) -> i32 {
        match last_sibling {
            Some(sibling) if is_in_order(sibling, row) => self.sorted_name,
            Some(_) => -self.sorted_name,
            None => 0,
        }
    }

    /// Rates the first row in a container by the row that describes the container.
    fn first_child_score(&self, container: &OpenContainer, row: &Row<'_>) -> i32 {
        let Some(container) = container.row.map(|row| &self.rows[row]) else {
            return 0;
        };
        let type_name = container.type_text.type_name();
        if is_list_element(container, row) {
            ELEMENT_OF_LIST
        } else if type_name.is_some_and(|name| name.eq_ignore_ascii_case(&row.name)) {
            NAME_OF_TYPE
        } else {
            0
        }
    }

    /// Returns whether a container holds exactly one list, as samples or its latest row show.
    fn is_list_wrapper(&self, container: &OpenContainer, last_child: Option<&Row<'_>>) -> bool {
        let shown = container
            .sample_node
            .map(|node| self.samples.node(node))
            .filter(|node| node.in_json && !node.children.is_empty());
        if let Some(node) = shown {
            let is_list = |child: &usize| self.samples.node(*child).is_list;
            return node.is_object
                && !node.is_list
                && node.children.len() == 1
                && node.children.iter().all(is_list);
        }
        let container_row = container.row.map(|row| &self.rows[row]);
        container_row
            .zip(last_child)
            .is_some_and(|(list, child)| is_list_element(list, child))
    }

    /// Rates a name by what samples show in a container.
    fn sample_score(&self, container: Option<usize>, name: &str) -> i32 {
        let Some(container) = container else {
            return 0;
        };
        let child = self.samples.child(container, name);
        let container = self.samples.node(container);
        match child.map(|child| self.samples.node(child)) {
            Some(child) if child.in_json => SHOWN_IN_JSON,
            Some(_) => SHOWN_IN_XML,
            None if container.children.is_empty() && container.scalar.is_some() => PLAIN_VALUE,
            None if container.children.is_empty() => 0,
            None if container.children.len() <= MAX_FEW_MEMBERS => NOT_AMONG_FEW_MEMBERS,
            None => NOT_AMONG_MANY_MEMBERS,
        }
    }

    /// Returns the only container below an open one in which samples show the row, up to two levels down, with the
    /// row's rating in it.
    pub(super) fn sample_container(
        &self,
        container: &OpenContainer,
        row: usize,
        depth: usize,
    ) -> Option<SampleContainer> {
        let name = &self.rows[row].name;
        if depth == 0 && is_top_level_name(name) {
            return None;
        }
        // A container that has a row of its own is open only after that row.
        let has_no_row = |outer: &str| !self.row_names.contains(&outer.to_ascii_lowercase());
        let via = self
            .samples
            .unique_path_to(container.sample_node?, name, has_no_row)?;
        let score = self.sample_score(via.last().copied(), name) + CONTAINER_WITHOUT_ROW;
        Some(SampleContainer { via, score })
    }

    /// Returns the penalty of closing containers in which no row was placed.
    pub(super) fn empty_penalty(&self, closed: &[OpenContainer]) -> i32 {
        let penalty = |container: &OpenContainer| match (container.last_child, container.row) {
            (None, Some(row)) => self.penalty_of_empty_row(container, &self.rows[row]),
            _ => 0,
        };
        closed.iter().map(penalty).sum()
    }

    fn penalty_of_empty_row(&self, container: &OpenContainer, row: &Row<'_>) -> i32 {
        let shown = container.sample_node.map(|node| self.samples.node(node));
        match &row.type_text {
            _ if shown.is_some_and(|node| node.scalar.is_some() && !node.is_object) => 0,
            TypeText::List(None) | TypeText::Map => 1,
            TypeText::Blank => 2,
            _ if shown.is_some_and(|node| node.in_json && node.children.is_empty()) => 2,
            type_text if type_text.is_container() => 4,
            _ => 0,
        }
    }
}

/// Returns whether most neighbours are in alphabetical order. Containers are left out, because their members follow
/// them.
fn is_sorted(rows: &[Row<'_>]) -> bool {
    let is_scalar =
        |row: &Row<'_>| !row.type_text.is_container() && row.type_text != TypeText::Blank;
    let (mut sorted, mut all) = (0, 0);
    for pair in rows.windows(2) {
        if is_scalar(&pair[0]) && is_scalar(&pair[1]) {
            all += 1;
            sorted += usize::from(is_in_order(&pair[0], &pair[1]));
        }
    }
    all >= 3 && sorted * 4 >= all * 3
}

fn is_in_order(first: &Row<'_>, second: &Row<'_>) -> bool {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    let first = first.name.bytes().map(lower);
    first.le(second.name.bytes().map(lower))
}

fn is_top_level_name(name: &str) -> bool {
    TOP_LEVEL_NAMES.contains(&name.to_ascii_lowercase().as_str())
}

/// Rates a row whose name belongs to the top level.
fn top_level_score(row: &Row<'_>, depth: usize) -> i32 {
    if !is_top_level_name(&row.name) {
        0
    } else if depth == 0 {
        TOP_LEVEL_NAME_ON_TOP
    } else if row.name.eq_ignore_ascii_case("requestid") {
        REQUEST_ID_BELOW
    } else {
        TOP_LEVEL_NAME_BELOW
    }
}
