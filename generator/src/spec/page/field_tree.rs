//! The fields of a response as a tree: rows at their placements, and names that only samples show.
//!
//! This module must never know schemas: `response::schema` decides whether a field is a list or an object.
//!
//! **Invariant:** nesting is bounded, and inserting a row takes time in the depth of the tree alone.

use std::collections::HashMap;

use super::list_element::is_list_element;
use super::placement::{self, MAX_DEPTH, Placement, PlacementEvidence};
use super::row::Row;
use super::sample_tree::SampleTree;
use super::wire_name::is_wire_name;
use crate::model::Provenance;

/// The node of the response itself.
pub(super) const ROOT: usize = 0;

/// A field with the fields in it. Nodes are identified by their index.
#[derive(Debug)]
pub(super) struct FieldNode<'e, 't> {
    pub(super) name: String,
    /// The row that describes the field; `None` if only samples or dotted names show it.
    pub(super) row: Option<&'e Row<'t>>,
    pub(super) children: Vec<usize>,
    /// The field in the sample tree.
    pub(super) sample_node: Option<usize>,
    pub(super) ground: Provenance,
    parent: usize,
    depth: usize,
}

/// The fields of a response. The node [`ROOT`] is the response itself.
#[derive(Debug)]
pub(super) struct FieldTree<'e, 't> {
    pub(super) nodes: Vec<FieldNode<'e, 't>>,
    /// Children by their parent and their name in lower case.
    children: HashMap<(usize, String), usize>,
    samples: &'e SampleTree,
    /// Rows that repeat the name of an earlier row in the same container.
    pub(super) duplicate_rows: Vec<&'e Row<'t>>,
}

impl<'e, 't> FieldTree<'e, 't> {
    /// Creates a tree without fields.
    pub(super) fn new(samples: &'e SampleTree) -> Self {
        let root = FieldNode {
            name: String::new(),
            row: None,
            children: Vec::new(),
            sample_node: Some(samples.root()),
            ground: Provenance::Stated,
            parent: ROOT,
            depth: 0,
        };
        Self {
            nodes: vec![root],
            children: HashMap::new(),
            samples,
            duplicate_rows: Vec::new(),
        }
    }

    /// Inserts the rows of a table that describes the field `subject`.
    pub(super) fn insert_table(&mut self, subject: usize, rows: &'e [Row<'t>]) {
        if rows.iter().any(|row| row.depth > 0) {
            return self.insert_by_depth_marks(subject, rows);
        }
        let sample_node = self.nodes[subject].sample_node;
        let placements = placement::place_rows(rows, self.samples, sample_node);
        let mut nodes: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        for (row, placement) in rows.iter().zip(placements) {
            let node = if row.name.contains('.') {
                self.insert_dotted(subject, row)
            } else {
                placement.and_then(|placement| {
                    let parent = placement.parent.map_or(Some(subject), |row| nodes[row])?;
                    self.insert_placed(parent, row, &placement)
                })
            };
            if node.is_none() {
                self.duplicate_rows.push(row);
            }
            nodes.push(node);
        }
    }

    fn insert_placed(
        &mut self,
        parent: usize,
        row: &'e Row<'t>,
        placement: &Placement,
    ) -> Option<usize> {
        let ground = match placement.evidence {
            PlacementEvidence::Sample => Provenance::Confirmed,
            PlacementEvidence::OnlyPlace => Provenance::Stated,
            PlacementEvidence::RowOrder => Provenance::Inferred,
        };
        self.insert_via(parent, &placement.via, row, ground)
    }

    /// Inserts rows whose depth is shown by marks such as `└`.
    fn insert_by_depth_marks(&mut self, subject: usize, rows: &'e [Row<'t>]) {
        let mut open_nodes: Vec<usize> = vec![subject];
        for row in rows {
            let depth = row.depth.min(open_nodes.len() - 1);
            open_nodes.truncate(depth + 1);
            let parent = open_nodes[depth];
            let node = if row.name.contains('.') {
                self.insert_dotted(parent, row)
            } else {
                self.insert_below(parent, row)
            };
            match node {
                Some(node) => open_nodes.push(node),
                None => self.duplicate_rows.push(row),
            }
        }
    }

    /// Inserts a row whose name is a path, `A.B.C` or `A.N.B`.
    fn insert_dotted(&mut self, subject: usize, row: &'e Row<'t>) -> Option<usize> {
        let is_name =
            |part: &&str| !(matches!(*part, "N" | "n") || part.bytes().all(|b| b.is_ascii_digit()));
        let names: Vec<&str> = row.name.split('.').filter(is_name).collect();
        let (name, outer_names) = names.split_last()?;
        let mut parent = subject;
        for outer_name in outer_names {
            parent = match self.child(parent, outer_name) {
                Some(child) => child,
                None => self.insert(parent, outer_name, None, Provenance::Derived)?,
            };
        }
        self.insert(parent, name, Some(row), Provenance::Stated)
    }

    /// Inserts a row below a node: directly, or in a container that samples show between the two.
    fn insert_below(&mut self, parent: usize, row: &'e Row<'t>) -> Option<usize> {
        let Some(sample_node) = self.nodes[parent].sample_node else {
            return self.insert(parent, &row.name, Some(row), Provenance::Stated);
        };
        let is_shown = self.samples.child(sample_node, &row.name).is_some();
        if is_shown && self.has_no_row(parent, &row.name) {
            return self.insert(parent, &row.name, Some(row), Provenance::Confirmed);
        }
        let has_no_row = |outer: &str| self.has_no_row(parent, outer);
        match self
            .samples
            .unique_path_to(sample_node, &row.name, has_no_row)
        {
            Some(path) => {
                let name_of = |node: &usize| self.samples.node(*node).name.clone();
                let names: Vec<String> = path.iter().map(name_of).collect();
                self.insert_via(parent, &names, row, Provenance::Confirmed)
            }
            None => self.insert(parent, &row.name, Some(row), Provenance::Stated),
        }
    }

    /// Inserts a row below `parent` and below nodes without rows, which are created if they are missing.
    fn insert_via(
        &mut self,
        parent: usize,
        via: &[String],
        row: &'e Row<'t>,
        ground: Provenance,
    ) -> Option<usize> {
        let mut container = parent;
        for name in via {
            container = match self.child(container, name) {
                Some(child) => child,
                None => self.insert(container, name, None, Provenance::Sampled)?,
            };
        }
        self.insert(container, &row.name, Some(row), ground)
    }

    /// Inserts a field, or gives its row to a field that has none. Returns `None` if the field has a row already, or
    /// would be nested too deeply.
    fn insert(
        &mut self,
        parent: usize,
        name: &str,
        row: Option<&'e Row<'t>>,
        ground: Provenance,
    ) -> Option<usize> {
        if let Some(child) = self.child(parent, name) {
            let node = &mut self.nodes[child];
            if node.row.is_some() || row.is_none() {
                return None;
            }
            node.row = row;
            node.ground = ground;
            node.name = name.to_owned();
            return Some(child);
        }
        let depth = self.nodes[parent].depth + 1;
        if depth > MAX_DEPTH {
            return None;
        }
        let sample_node = self.sample_node_of(parent, name, row);
        let node = self.nodes.len();
        self.nodes[parent].children.push(node);
        self.children.insert((parent, name.to_lowercase()), node);
        self.nodes.push(FieldNode {
            name: name.to_owned(),
            row,
            children: Vec::new(),
            sample_node,
            ground,
            parent,
            depth,
        });
        Some(node)
    }

    /// Returns the sample node of a new field. A sample may show a list without the level of its elements: then the
    /// elements have the sample node of the list.
    fn sample_node_of(&self, parent: usize, name: &str, row: Option<&Row<'_>>) -> Option<usize> {
        let parent = &self.nodes[parent];
        let sample_node = parent.sample_node?;
        let is_element = match (parent.row, row) {
            (Some(list), Some(element)) => is_list_element(list, element),
            _ => false,
        };
        let child = self.samples.child(sample_node, name);
        child.or(is_element.then_some(sample_node))
    }

    /// Adds the fields that samples show and no row describes.
    pub(super) fn add_sampled_fields(&mut self) {
        let mut parent = ROOT;
        while parent < self.nodes.len() {
            for sample_node in self.undescribed_sample_nodes(parent) {
                let node = self.samples.node(*sample_node);
                if (node.in_json || !self.samples.has_json()) && is_wire_name(&node.name) {
                    self.insert(parent, &node.name, None, Provenance::Sampled);
                }
            }
            parent += 1;
        }
    }

    /// Returns the sample nodes whose names belong into a field. A scalar has none, nor has a list that shares its
    /// sample node with its elements.
    fn undescribed_sample_nodes(&self, parent: usize) -> &'e [usize] {
        let samples = self.samples;
        let node = &self.nodes[parent];
        let is_scalar = node.row.is_some_and(|row| row.type_text.is_scalar());
        let shares_node = node
            .children
            .first()
            .is_some_and(|child| self.nodes[*child].sample_node == node.sample_node);
        match node.sample_node {
            Some(sample_node) if !is_scalar && !shares_node => &samples.node(sample_node).children,
            _ => &[],
        }
    }

    /// Returns the node around another one, or `None` for the root.
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        (node != ROOT).then(|| self.nodes[node].parent)
    }

    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        self.children.get(&(parent, name.to_lowercase())).copied()
    }

    /// Returns whether a name below a node has no row yet.
    fn has_no_row(&self, parent: usize, name: &str) -> bool {
        self.child(parent, name)
            .is_none_or(|child| self.nodes[child].row.is_none())
    }
}
