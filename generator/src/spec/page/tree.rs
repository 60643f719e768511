//! The hierarchy of a reply, rebuilt: most tables list fields one after the other, and samples show what is inside what.
//!
//! Rows come depth first. A row belongs to the innermost open container under which a sample shows it; where no sample
//! does, its place follows from the rows around it, and it is marked as such.
//!
//! **Invariant:** nesting is bounded, and placing a row takes time in the depth of the tree alone.

use std::collections::HashMap;

use super::element;
use super::entry::Entry;
use super::order::{self, DEEPEST, Proof};
use super::seen::Seen;
use crate::model::Provenance;

/// A field with those inside it.
#[derive(Debug)]
pub(super) struct Node<'e, 't> {
    pub(super) name: String,
    pub(super) entry: Option<&'e Entry<'t>>,
    pub(super) children: Vec<usize>,
    /// What samples show of it.
    pub(super) seen: Option<usize>,
    pub(super) ground: Provenance,
    parent: usize,
    depth: usize,
}

/// All fields; the first is the reply itself.
#[derive(Debug)]
pub(super) struct Tree<'e, 't> {
    pub(super) nodes: Vec<Node<'e, 't>>,
    index: HashMap<(usize, String), usize>,
    seen: &'e Seen,
    /// Rows that stand where another one does.
    pub(super) twice: Vec<&'e Entry<'t>>,
}

impl<'e, 't> Tree<'e, 't> {
    pub(super) fn new(seen: &'e Seen) -> Self {
        let root = Node {
            name: String::new(),
            entry: None,
            children: Vec::new(),
            seen: Some(seen.root()),
            ground: Provenance::Stated,
            parent: 0,
            depth: 0,
        };
        Self {
            nodes: vec![root],
            index: HashMap::new(),
            seen,
            twice: Vec::new(),
        }
    }

    /// Places the rows of a table under a field.
    pub(super) fn place(&mut self, base: usize, entries: &'e [Entry<'t>]) {
        if entries.iter().any(|entry| entry.depth > 0) {
            return self.by_marks(base, entries);
        }
        let places = order::places(entries, self.seen, self.nodes[base].seen);
        let mut nodes: Vec<Option<usize>> = Vec::with_capacity(entries.len());
        for (entry, place) in entries.iter().zip(places) {
            let node = match place {
                _ if entry.name.contains('.') => self.path(base, entry),
                Some(place) => {
                    let parent = place.parent.map_or(Some(base), |row| nodes[row]);
                    let ground = match place.proof {
                        Proof::Shown => Provenance::Confirmed,
                        Proof::Only => Provenance::Stated,
                        Proof::Order => Provenance::Inferred,
                    };
                    parent.and_then(|parent| self.inside(parent, &place.via, entry, ground))
                }
                None => None,
            };
            if node.is_none() {
                self.twice.push(entry);
            }
            nodes.push(node);
        }
    }

    /// Marks such as `└` say how deep a row is.
    fn by_marks(&mut self, base: usize, entries: &'e [Entry<'t>]) {
        let mut marks: Vec<usize> = vec![base];
        for entry in entries {
            let depth = entry.depth.min(marks.len() - 1);
            marks.truncate(depth + 1);
            let placed = match entry.name.contains('.') {
                true => self.path(marks[depth], entry),
                false => self.under(marks[depth], entry),
            };
            match placed {
                Some(placed) => marks.push(placed),
                None => self.twice.push(entry),
            }
        }
    }

    /// Adds what samples show and no row describes.
    pub(super) fn complete(&mut self) {
        let mut next = 0;
        while next < self.nodes.len() {
            let node = &self.nodes[next];
            let plain = node.entry.is_some_and(|entry| entry.kind.is_scalar());
            let same = node
                .children
                .first()
                .is_some_and(|child| self.nodes[*child].seen == node.seen);
            if let Some(seen) = node.seen.filter(|_| !plain && !same) {
                for child in &self.seen.node(seen).children {
                    let node = self.seen.node(*child);
                    if (node.json || !self.seen.has_json()) && super::entry::is_name(&node.name) {
                        self.add(next, &node.name, None, Provenance::Sampled);
                    }
                }
            }
            next += 1;
        }
    }

    /// The field around another one.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        (at > 0).then(|| self.nodes[at].parent)
    }

    /// The row of that name under a field.
    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        self.index.get(&(parent, name.to_lowercase())).copied()
    }

    fn add(
        &mut self,
        parent: usize,
        name: &str,
        entry: Option<&'e Entry<'t>>,
        ground: Provenance,
    ) -> Option<usize> {
        if let Some(known) = self.child(parent, name) {
            let node = &mut self.nodes[known];
            if node.entry.is_none() && entry.is_some() {
                node.entry = entry;
                node.ground = ground;
                node.name = name.to_owned();
                return Some(known);
            }
            return None;
        }
        let depth = self.nodes[parent].depth + 1;
        if depth > DEEPEST {
            return None;
        }
        let outer = &self.nodes[parent];
        let child = outer.seen.and_then(|seen| self.seen.child(seen, name));
        let is_element = match (outer.entry, entry) {
            (Some(outer), Some(inner)) => element::is_element(outer, inner),
            _ => false,
        };
        // The array that the table has around elements is missing in the sample.
        let seen = child.or(outer.seen.filter(|_| is_element));
        let node = self.nodes.len();
        self.nodes[parent].children.push(node);
        self.index.insert((parent, name.to_lowercase()), node);
        self.nodes.push(Node {
            name: name.to_owned(),
            entry,
            children: Vec::new(),
            seen,
            ground,
            parent,
            depth,
        });
        Some(node)
    }

    /// `A.B.C` and `A.N.B` say where they stand.
    fn path(&mut self, base: usize, entry: &'e Entry<'t>) -> Option<usize> {
        let is_index =
            |part: &&str| !(matches!(*part, "N" | "n") || part.bytes().all(|b| b.is_ascii_digit()));
        let parts: Vec<&str> = entry.name.split('.').filter(is_index).collect();
        let (name, outer) = parts.split_last()?;
        let mut parent = base;
        for part in outer {
            parent = match self.child(parent, part) {
                Some(known) => known,
                None => self.add(parent, part, None, Provenance::Derived)?,
            };
        }
        self.add(parent, name, Some(entry), Provenance::Stated)
    }

    /// Under a field that marks tell, or inside what samples show between the two.
    fn under(&mut self, parent: usize, entry: &'e Entry<'t>) -> Option<usize> {
        if self.shows(parent, &entry.name) {
            return self.add(parent, &entry.name, Some(entry), Provenance::Confirmed);
        }
        let seen = self.nodes[parent].seen;
        let via = seen.and_then(|seen| {
            self.seen
                .between(seen, &entry.name, |outer| self.is_free(parent, outer))
        });
        match via {
            Some(via) => {
                let names: Vec<String> = via
                    .iter()
                    .map(|at| self.seen.node(*at).name.clone())
                    .collect();
                self.inside(parent, &names, entry, Provenance::Confirmed)
            }
            None => self.add(parent, &entry.name, Some(entry), Provenance::Stated),
        }
    }

    /// Whether a sample shows the name right under a field that has no such row yet.
    fn shows(&self, parent: usize, name: &str) -> bool {
        let seen = self.nodes[parent].seen;
        seen.is_some_and(|seen| self.seen.child(seen, name).is_some()) && self.is_free(parent, name)
    }

    fn is_free(&self, parent: usize, name: &str) -> bool {
        self.child(parent, name)
            .is_none_or(|known| self.nodes[known].entry.is_none())
    }

    fn inside(
        &mut self,
        parent: usize,
        names: &[String],
        entry: &'e Entry<'t>,
        ground: Provenance,
    ) -> Option<usize> {
        let mut at = parent;
        for name in names {
            at = match self.child(at, name) {
                Some(known) => known,
                None => self.add(at, name, None, Provenance::Sampled)?,
            };
        }
        self.add(at, &entry.name, Some(entry), ground)
    }
}
