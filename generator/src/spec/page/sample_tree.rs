//! The names in the sample responses of a page: one tree in which all samples are merged.
//!
//! This module must never know the rows of the page.
//!
//! **Invariant:** names are matched without regard to case, and a lookup takes constant time.

use std::collections::HashMap;

use serde_json::Value;

use super::lenient_xml::XmlElement;

/// The node that all samples start at.
const SAMPLE_ROOT: usize = 0;

/// The maximum number of a node's children that [`SampleTree::unique_path_to`] searches.
const MAX_SEARCHED_CHILDREN: usize = 64;

/// The tree of names. Nodes are identified by their index.
#[derive(Debug)]
pub(super) struct SampleTree {
    nodes: Vec<SampleNode>,
    /// Children by their parent and their name in lower case.
    children: HashMap<(usize, String), usize>,
    has_json: bool,
    has_object_response: bool,
    root: usize,
}

/// A name in a sample.
#[derive(Debug, Default)]
pub(super) struct SampleNode {
    pub(super) name: String,
    pub(super) children: Vec<usize>,
    pub(super) is_list: bool,
    pub(super) is_object: bool,
    /// Whether a JSON sample shows the name. XML cannot tell a list from a single element.
    pub(super) in_json: bool,
    /// Whether XML elements of this name stand next to each other.
    pub(super) is_repeated: bool,
    /// The type of a plain value in JSON. XML has texts only.
    pub(super) scalar: Option<ScalarType>,
}

/// The type of a plain value in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarType {
    String,
    Integer,
    Number,
    Boolean,
}

/// The ways in which the lists of the samples are written.
pub(super) struct ListCounts {
    /// Lists that are the only member of an object, as most RPC services write them.
    pub(super) wrapped: usize,
    pub(super) direct: usize,
}

impl Default for SampleTree {
    fn default() -> Self {
        Self {
            nodes: vec![SampleNode::default()],
            children: HashMap::new(),
            has_json: false,
            has_object_response: false,
            root: SAMPLE_ROOT,
        }
    }
}

impl SampleTree {
    pub(super) fn node(&self, node: usize) -> &SampleNode {
        &self.nodes[node]
    }

    /// Returns the node of the response itself.
    pub(super) fn root(&self) -> usize {
        self.root
    }

    pub(super) fn has_json(&self) -> bool {
        self.has_json
    }

    /// Returns whether a JSON sample of a response is an object, and not a list.
    pub(super) fn has_object_response(&self) -> bool {
        self.has_object_response
    }

    /// Returns the child of a node that has a name.
    pub(super) fn child(&self, node: usize, name: &str) -> Option<usize> {
        self.children.get(&(node, name.to_lowercase())).copied()
    }

    /// Puts a new root above the tree, whose only child is the present root under the given name.
    pub(super) fn wrap_root(&mut self, name: &str) {
        let in_json = self.has_json || self.nodes[self.root].is_list;
        self.nodes[self.root].name = name.to_owned();
        self.nodes.push(SampleNode {
            children: vec![self.root],
            is_object: true,
            in_json,
            ..SampleNode::default()
        });
        self.root = self.nodes.len() - 1;
        self.children
            .insert((self.root, name.to_lowercase()), SAMPLE_ROOT);
    }

    /// Counts the lists that are the only member of an object, and all other lists.
    pub(super) fn list_counts(&self) -> ListCounts {
        let is_list = |child: &&usize| self.nodes[**child].in_json && self.nodes[**child].is_list;
        let mut counts = ListCounts {
            wrapped: 0,
            direct: 0,
        };
        for (index, node) in self.nodes.iter().enumerate() {
            let lists = node.children.iter().filter(is_list).count();
            if index != SAMPLE_ROOT && !node.is_list && node.children.len() == 1 {
                counts.wrapped += lists;
            } else {
                counts.direct += lists;
            }
        }
        counts
    }

    /// Returns the nodes between `node` and a descendant of a name, one or two levels below the children of `node`.
    /// Children of `node` are entered only if `may_enter` accepts their names. Returns `None` unless there is exactly
    /// one such path.
    pub(super) fn unique_path_to(
        &self,
        node: usize,
        name: &str,
        may_enter: impl Fn(&str) -> bool,
    ) -> Option<Vec<usize>> {
        let children = |node: usize| {
            let children = self.nodes[node].children.iter();
            children.copied().take(MAX_SEARCHED_CHILDREN)
        };
        let has_name = |node: &usize| self.child(*node, name).is_some();
        let entered: Vec<usize> = children(node)
            .filter(|child| may_enter(&self.nodes[*child].name))
            .collect();
        let mut paths: Vec<Vec<usize>> = entered
            .iter()
            .filter(|child| has_name(child))
            .map(|child| vec![*child])
            .collect();
        if paths.is_empty() {
            for outer in &entered {
                let inner = children(*outer).filter(has_name);
                paths.extend(inner.map(|inner| vec![*outer, inner]));
            }
        }
        (paths.len() == 1).then(|| paths.remove(0))
    }

    /// Merges a JSON sample into the tree.
    pub(super) fn add_json(&mut self, value: &Value) {
        self.has_json = true;
        self.has_object_response |= value.is_object();
        self.add_value(SAMPLE_ROOT, value);
    }

    /// Merges an XML sample into the tree.
    pub(super) fn add_xml(&mut self, root: &XmlElement) {
        self.add_children_of(SAMPLE_ROOT, root);
    }

    fn add_value(&mut self, node: usize, value: &Value) {
        self.nodes[node].in_json = true;
        match value {
            Value::Null => {}
            Value::Bool(_) => self.nodes[node].scalar = Some(ScalarType::Boolean),
            Value::Number(number) => {
                let scalar = if number.is_i64() || number.is_u64() {
                    ScalarType::Integer
                } else {
                    ScalarType::Number
                };
                self.nodes[node].scalar.get_or_insert(scalar);
            }
            Value::String(_) => {
                self.nodes[node].scalar.get_or_insert(ScalarType::String);
            }
            Value::Array(elements) => {
                self.nodes[node].is_list = true;
                for element in elements {
                    self.add_value(node, element);
                }
            }
            Value::Object(members) => {
                self.nodes[node].is_object = true;
                for (name, value) in members {
                    let child = self.get_or_insert(node, name);
                    self.add_value(child, value);
                }
            }
        }
    }

    fn add_children_of(&mut self, node: usize, element: &XmlElement) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for child in &element.children {
            let child_node = self.get_or_insert(node, &child.name);
            let count = counts.entry(child.name.as_str()).or_default();
            *count += 1;
            self.nodes[child_node].is_repeated |= *count > 1;
            self.add_children_of(child_node, child);
        }
    }

    fn get_or_insert(&mut self, parent: usize, name: &str) -> usize {
        let key = (parent, name.to_lowercase());
        if let Some(existing) = self.children.get(&key) {
            return *existing;
        }
        let node = self.nodes.len();
        self.nodes.push(SampleNode {
            name: name.to_owned(),
            ..SampleNode::default()
        });
        self.nodes[parent].children.push(node);
        self.children.insert(key, node);
        node
    }
}
