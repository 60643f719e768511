//! The hierarchy of a reply, rebuilt: most tables list fields one after the other, and samples show what is inside what.
//!
//! Rows come depth first. A row belongs to the innermost open container under which a sample shows it; where no sample
//! does, its place follows from the rows around it, and it is marked as such.
//!
//! **Invariant:** nesting is bounded, and placing a row takes time in the depth of the tree alone.

use std::collections::HashMap;

use super::entry::Entry;
use super::kind::Kind;
use super::seen::{ROOT, Seen};
use crate::model::Ground;

/// Deeper than any reply; the official ones have up to ten levels.
const DEEPEST: usize = 16;

/// Names that stand at the top unless a sample says otherwise.
const OUTERMOST: [&str; 12] = [
    "requestid", "code", "message", "totalcount", "pagenumber", "pagesize", "success", "httpstatuscode", "errorcode",
    "errormessage", "totalitemnum", "nexttoken",
];

/// A field with those inside it.
#[derive(Debug)]
pub(super) struct Node<'e, 't> {
    pub(super) name: String,
    pub(super) entry: Option<&'e Entry<'t>>,
    pub(super) children: Vec<usize>,
    /// What samples show of it.
    pub(super) seen: Option<usize>,
    pub(super) ground: Ground,
    parent: usize,
    depth: usize,
    /// Whether its fields come in the order of their names so far.
    sorted: bool,
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
            seen: Some(ROOT),
            ground: Ground::Stated,
            parent: ROOT,
            depth: 0,
            sorted: true,
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
        let marked = entries.iter().any(|entry| entry.depth > 0);
        let mut last = base;
        // With marks: the last field of each depth.
        let mut marks: Vec<usize> = vec![base];
        for entry in entries {
            if entry.name.contains('.') {
                self.path(base, entry);
                continue;
            }
            let placed = if marked {
                let depth = entry.depth.min(marks.len() - 1);
                marks.truncate(depth + 1);
                let placed = self.under(marks[depth], entry);
                marks.extend(placed);
                placed
            } else {
                self.by_evidence(base, last, entry)
                    .or_else(|| self.by_order(base, last, entry))
            };
            match placed {
                Some(node) => last = node,
                None => self.twice.push(entry),
            }
        }
    }

    /// Adds what samples show and no row describes.
    pub(super) fn complete(&mut self) {
        let mut next = 0;
        while next < self.nodes.len() {
            if let Some(seen) = self.nodes[next].seen {
                for child in &self.seen.node(seen).children {
                    let node = self.seen.node(*child);
                    if (node.json || !self.seen.has_json()) && super::entry::is_name(&node.name) {
                        self.add(next, &node.name, None, Ground::Sampled);
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
        ground: Ground,
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
        let seen = self.nodes[parent].seen.and_then(|seen| self.seen.child(seen, name));
        let node = self.nodes.len();
        let before = self.nodes[parent].children.last();
        let follows = before.is_none_or(|before| precedes(&self.nodes[*before].name, name));
        self.nodes[parent].sorted &= follows || entry.is_none();
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
            sorted: true,
        });
        Some(node)
    }

    /// `A.B.C` and `A.N.B` say where they stand.
    fn path(&mut self, base: usize, entry: &'e Entry<'t>) {
        let is_index = |part: &&str| !(matches!(*part, "N" | "n") || part.bytes().all(|b| b.is_ascii_digit()));
        let parts: Vec<&str> = entry.name.split('.').filter(is_index).collect();
        let Some((name, outer)) = parts.split_last() else {
            self.twice.push(entry);
            return;
        };
        let mut parent = base;
        for part in outer {
            parent = match self.child(parent, part) {
                Some(known) => known,
                None => match self.add(parent, part, None, Ground::Implied) {
                    Some(added) => added,
                    None => return self.twice.push(entry),
                },
            };
        }
        if self.add(parent, name, Some(entry), Ground::Stated).is_none() {
            self.twice.push(entry);
        }
    }

    /// Under a field that marks tell, or inside what samples show between the two.
    fn under(&mut self, parent: usize, entry: &'e Entry<'t>) -> Option<usize> {
        if self.shows(parent, &entry.name) {
            return self.add(parent, &entry.name, Some(entry), Ground::Confirmed);
        }
        match self.wrapper(parent, &entry.name) {
            Some(names) => self.inside(parent, &names, entry),
            None => self.add(parent, &entry.name, Some(entry), Ground::Stated),
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

    fn by_evidence(&mut self, base: usize, last: usize, entry: &'e Entry<'t>) -> Option<usize> {
        let open = self.open(base, last);
        let json = |parent: &&usize| {
            let seen = self.nodes[**parent].seen;
            let child = seen.and_then(|seen| self.seen.child(seen, &entry.name));
            child.is_some_and(|child| self.seen.node(child).json)
        };
        let shown: Vec<usize> = open
            .iter()
            .copied()
            .filter(|parent| self.shows(*parent, &entry.name))
            .collect();
        if let Some(parent) = shown.iter().find(json).or(shown.first()).copied() {
            return self.add(parent, &entry.name, Some(entry), Ground::Confirmed);
        }
        for parent in open {
            let default = self.nodes[parent].depth == 0 && is_outermost(&entry.name);
            if let Some(names) = self.wrapper(parent, &entry.name).filter(|_| !default) {
                return self.inside(parent, &names, entry);
            }
        }
        None
    }

    /// Fields that can take another one: the last one and those around it, from the inside.
    fn open(&self, base: usize, last: usize) -> Vec<usize> {
        let mut open = Vec::new();
        let mut at = last;
        loop {
            let node = &self.nodes[at];
            if at == base || node.depth == 0 || self.takes(at) {
                open.push(at);
            }
            if at == base || node.depth == 0 {
                return open;
            }
            at = node.parent;
        }
    }

    fn takes(&self, at: usize) -> bool {
        let node = &self.nodes[at];
        let shown = node
            .seen
            .is_some_and(|seen| !self.seen.node(seen).children.is_empty());
        let kind = node.entry.map(|entry| &entry.kind);
        shown || !node.children.is_empty() || kind.is_none_or(|kind| kind.is_container() || *kind == Kind::Blank)
    }

    /// Names between a field and one that samples show up to two levels further inside, where no row describes them.
    fn wrapper(&self, parent: usize, name: &str) -> Option<Vec<String>> {
        let seen = self.nodes[parent].seen?;
        let mut found: Option<Vec<String>> = None;
        let undescribed = |at: usize, child: usize| {
            let name = &self.seen.node(child).name;
            at != seen || self.is_free(parent, name)
        };
        let mut level: Vec<(usize, Vec<String>)> = vec![(seen, Vec::new())];
        for _ in 0..2 {
            let mut next = Vec::new();
            for (at, names) in &level {
                for child in self.seen.node(*at).children.iter().take(WIDEST) {
                    if !undescribed(*at, *child) {
                        continue;
                    }
                    let mut names = names.clone();
                    names.push(self.seen.node(*child).name.clone());
                    if self.seen.child(*child, name).is_some() {
                        if found.is_some() {
                            return None;
                        }
                        found = Some(names.clone());
                    }
                    next.push((*child, names));
                }
            }
            if found.is_some() {
                return found;
            }
            level = next;
            level.truncate(WIDEST);
        }
        found
    }

    fn inside(&mut self, parent: usize, names: &[String], entry: &'e Entry<'t>) -> Option<usize> {
        let mut at = parent;
        for name in names {
            at = match self.child(at, name) {
                Some(known) => known,
                None => self.add(at, name, None, Ground::Sampled)?,
            };
        }
        self.add(at, &entry.name, Some(entry), Ground::Confirmed)
    }

    /// Where no sample shows it: by the rows before it.
    fn by_order(&mut self, base: usize, last: usize, entry: &'e Entry<'t>) -> Option<usize> {
        let open = self.open(base, last);
        let name = entry.name.as_str();
        let (ground, parent) = if let [only] = open.as_slice() {
            (Ground::Stated, *only)
        } else if self.nodes[last].children.is_empty() && self.expects(last, entry) {
            (Ground::Ordered, last)
        } else if is_outermost(name) && self.is_free(base, name) {
            (Ground::Ordered, base)
        } else {
            let fits = |parent: &&usize| self.is_free(**parent, name) && self.continues(**parent, name);
            let free = |parent: &&usize| self.is_free(**parent, name);
            let parent = open.iter().find(fits).or_else(|| open.iter().find(free));
            (Ground::Ordered, *parent?)
        };
        self.add(parent, name, Some(entry), ground)
    }

    /// Whether a container without fields is the place of the row after it.
    fn expects(&self, last: usize, entry: &Entry<'_>) -> bool {
        let node = &self.nodes[last];
        let Some(kind) = node.entry.map(|entry| &entry.kind) else {
            return false;
        };
        if kind.name().is_some_and(|name| name.eq_ignore_ascii_case(&entry.name)) {
            return true;
        }
        // Of what a sample shows as a plain value or as a list of them, nothing is inside.
        let plain = node.seen.is_some_and(|seen| {
            let seen = self.seen.node(seen);
            seen.json && seen.scalar.is_some() && !seen.object
        });
        let open = kind.is_container() || *kind == Kind::Blank;
        open && !plain && !(is_outermost(&entry.name) && *kind == Kind::List(None))
    }

    /// Whether a name goes on where the fields of a container are in the order of their names.
    fn continues(&self, parent: usize, name: &str) -> bool {
        let node = &self.nodes[parent];
        match node.children.as_slice() {
            [_, .., last] if node.sorted => precedes(&self.nodes[*last].name, name),
            _ => true,
        }
    }
}

/// How many names of a level are looked into.
const WIDEST: usize = 64;

fn precedes(one: &str, other: &str) -> bool {
    one.to_lowercase() <= other.to_lowercase()
}

fn is_outermost(name: &str) -> bool {
    OUTERMOST.contains(&name.to_lowercase().as_str())
}
