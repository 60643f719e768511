//! What samples show of a reply: names inside names, in one tree for all samples of a page.
//!
//! **Invariant:** names are found in any case, and looking one up takes constant time.

use std::collections::HashMap;

use serde_json::Value;

use super::xml::Element;

/// Where the first name of a sample is.
const ROOT: usize = 0;

/// Names of a level that are looked into.
const WIDEST: usize = 64;

/// The tree.
#[derive(Debug)]
pub(super) struct Seen {
    nodes: Vec<Node>,
    index: HashMap<(usize, String), usize>,
    /// Whether there was any JSON: XML cannot tell lists from single elements.
    json: bool,
    root: usize,
}

/// A name, and what stood under it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) children: Vec<usize>,
    pub(super) list: bool,
    pub(super) object: bool,
    /// It stands in JSON, not in XML alone.
    pub(super) json: bool,
    /// Several of it beside each other in XML.
    pub(super) repeated: bool,
    pub(super) scalar: Option<Scalar>,
}

/// What a value is in JSON; XML has texts only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Text,
    Integer,
    Number,
    Boolean,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            index: HashMap::new(),
            json: false,
            root: ROOT,
        }
    }
}

impl Seen {
    pub(super) fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// Where the reply is.
    pub(super) fn root(&self) -> usize {
        self.root
    }

    /// Takes all of it for what is inside of a name.
    pub(super) fn nest(&mut self, name: &str) {
        let (list, json) = (self.nodes[self.root].list, self.json);
        self.nodes[self.root].name = name.to_owned();
        self.nodes.push(Node {
            children: vec![self.root],
            object: true,
            json: json || list,
            ..Node::default()
        });
        self.root = self.nodes.len() - 1;
        self.index.insert((self.root, name.to_lowercase()), ROOT);
    }

    pub(super) fn has_json(&self) -> bool {
        self.json
    }

    /// The child of that name.
    pub(super) fn child(&self, at: usize, name: &str) -> Option<usize> {
        self.index.get(&(at, name.to_lowercase())).copied()
    }

    /// How many lists are the only member of an object, as most RPC services write them, and how many are not.
    pub(super) fn lists(&self) -> (usize, usize) {
        let is_list = |at: &usize| self.nodes[*at].json && self.nodes[*at].list;
        let (mut wrapped, mut direct) = (0, 0);
        for (at, node) in self.nodes.iter().enumerate() {
            let lists = node.children.iter().filter(|child| is_list(child)).count();
            let alone = at != ROOT && !node.list && node.children.len() == 1;
            if alone {
                wrapped += lists;
            } else {
                direct += lists;
            }
        }
        (wrapped, direct)
    }

    /// The only names between one and another that is shown up to two levels further inside; `free` says which of the
    /// outer ones may be stepped into.
    pub(super) fn between(
        &self,
        at: usize,
        name: &str,
        free: impl Fn(&str) -> bool,
    ) -> Option<Vec<usize>> {
        let children = |at: usize| self.nodes[at].children.iter().copied().take(WIDEST);
        let shows = |at: &usize| self.child(*at, name).is_some();
        let outer: Vec<usize> = children(at)
            .filter(|child| free(&self.nodes[*child].name))
            .collect();
        let mut found: Vec<Vec<usize>> = outer
            .iter()
            .filter(|at| shows(at))
            .map(|at| vec![*at])
            .collect();
        if found.is_empty() {
            for outer in &outer {
                let inner = children(*outer).filter(shows);
                found.extend(inner.map(|inner| vec![*outer, inner]));
            }
        }
        (found.len() == 1).then(|| found.remove(0))
    }

    /// Adds a JSON sample.
    pub(super) fn json(&mut self, value: &Value) {
        self.json = true;
        self.value(ROOT, value);
    }

    /// Adds an XML sample.
    pub(super) fn xml(&mut self, root: &Element) {
        self.element(ROOT, root);
    }

    fn value(&mut self, at: usize, value: &Value) {
        self.nodes[at].json = true;
        match value {
            Value::Null => {}
            Value::Bool(_) => self.nodes[at].scalar = Some(Scalar::Boolean),
            Value::Number(number) => {
                let whole = number.is_i64() || number.is_u64();
                let scalar = if whole {
                    Scalar::Integer
                } else {
                    Scalar::Number
                };
                self.nodes[at].scalar.get_or_insert(scalar);
            }
            Value::String(_) => {
                self.nodes[at].scalar.get_or_insert(Scalar::Text);
            }
            Value::Array(elements) => {
                self.nodes[at].list = true;
                elements.iter().for_each(|element| self.value(at, element));
            }
            Value::Object(members) => {
                self.nodes[at].object = true;
                for (name, value) in members {
                    let child = self.enter(at, name);
                    self.value(child, value);
                }
            }
        }
    }

    fn element(&mut self, at: usize, element: &Element) {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for child in &element.children {
            let node = self.enter(at, &child.name);
            let seen = count.entry(child.name.as_str()).or_default();
            *seen += 1;
            self.nodes[node].repeated |= *seen > 1;
            self.element(node, child);
        }
    }

    fn enter(&mut self, at: usize, name: &str) -> usize {
        let key = (at, name.to_lowercase());
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        let node = self.nodes.len();
        self.nodes.push(Node {
            name: name.to_owned(),
            ..Node::default()
        });
        self.nodes[at].children.push(node);
        self.index.insert(key, node);
        node
    }
}
