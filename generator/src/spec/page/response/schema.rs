//! Turns the tree of response fields into a schema: decides which fields are lists, objects around lists, or scalars.
//!
//! This module must never change the hierarchy of the fields.

use super::super::context::PageContext;
use super::super::description_hints;
use super::super::field_tree::{FieldTree, ROOT};
use super::super::list_element::{is_list_element, singular};
use super::super::sample_tree::{SampleNode, SampleTree, ScalarType};
use super::super::type_text::TypeText;
use crate::model::{Field, Provenance, Schema, SchemaKind};

/// The data that schemas of response fields are built from.
pub(super) struct ResponseSchemas<'a, 'e, 't, 's> {
    context: &'a PageContext<'s>,
    tree: &'a FieldTree<'e, 't>,
    samples: &'a SampleTree,
    /// Whether a list that no sample shows is an object around an array.
    wraps_lists: bool,
}

impl<'a, 'e, 't, 's> ResponseSchemas<'a, 'e, 't, 's> {
    pub(super) fn new(
        context: &'a PageContext<'s>,
        tree: &'a FieldTree<'e, 't>,
        samples: &'a SampleTree,
    ) -> Self {
        Self {
            context,
            tree,
            samples,
            wraps_lists: wraps_lists(tree, samples),
        }
    }

    /// Returns the shape of the response itself.
    pub(super) fn root_shape(&self) -> SchemaKind {
        self.shape_of(ROOT)
    }

    fn schema_of(&self, node: usize) -> Schema {
        let shape = self.shape_of(node);
        let node = &self.tree.nodes[node];
        match node.row {
            Some(row) => Schema {
                required: false,
                ..self.context.schema_of_row(row, shape, node.ground)
            },
            None => self.context.bare_schema(shape, 0, node.ground),
        }
    }

    /// Creates a schema without a row of its own, such as that of list elements.
    fn implied_schema(&self, shape: SchemaKind) -> Schema {
        self.context.bare_schema(shape, 0, Provenance::Derived)
    }

    fn list_of(&self, shape: SchemaKind) -> SchemaKind {
        SchemaKind::List(Box::new(self.implied_schema(shape)))
    }

    fn fields_of(&self, node: usize) -> Vec<Field> {
        let children = &self.tree.nodes[node].children;
        children
            .iter()
            .map(|child| Field {
                name: self.tree.nodes[*child].name.clone(),
                schema: self.schema_of(*child),
            })
            .collect()
    }

    fn shape_of(&self, node: usize) -> SchemaKind {
        let row = self.tree.nodes[node].row;
        let type_text = row.map_or(&TypeText::Blank, |row| &row.type_text);
        if self.tree.nodes[node].children.is_empty() {
            return self.leaf_shape(node, type_text);
        }
        let object = SchemaKind::Object(self.fields_of(node));
        if node == ROOT {
            let root = self.samples.node(self.samples.root());
            return if root.is_list && !self.samples.has_object_response() {
                self.list_of(object)
            } else {
                object
            };
        }
        if self.is_list_of_objects(node, type_text) {
            return self.list_shape(node, type_text, object);
        }
        object
    }

    /// Returns the shape of a list. If no sample shows how the list is written, the other lists of the page decide.
    fn list_shape(&self, node: usize, type_text: &TypeText, element: SchemaKind) -> SchemaKind {
        let list = self.list_of(element);
        let is_shown = self.sample_of(node).is_some_and(|sample| sample.in_json);
        let may_be_wrapped = match type_text {
            TypeText::List(None) => true,
            TypeText::List(Some(inner)) => inner.is_scalar(),
            _ => false,
        };
        if is_shown || !may_be_wrapped || !self.wraps_lists {
            return list;
        }
        SchemaKind::Object(vec![Field {
            name: singular(&self.tree.nodes[node].name),
            schema: self.implied_schema(list),
        }])
    }

    /// Returns whether a field with fields in it is a list of objects.
    fn is_list_of_objects(&self, node: usize, type_text: &TypeText) -> bool {
        let sample = self.sample_of(node);
        match type_text {
            _ if self.is_list_wrapper(node) => false,
            _ if self.is_in_list_wrapper(node) => true,
            TypeText::List(_) => true,
            TypeText::Blank | TypeText::Named(_) => sample
                .is_some_and(|sample| sample.is_list || (!sample.in_json && sample.is_repeated)),
            _ => sample.is_some_and(|sample| sample.is_list && !sample.is_object),
        }
    }

    /// Returns whether a list is written as an object around an array, as most RPC services do.
    fn is_list_wrapper(&self, node: usize) -> bool {
        let sample = self.sample_of(node);
        let node = &self.tree.nodes[node];
        let Some(TypeText::List(element_type)) = node.row.map(|row| &row.type_text) else {
            return false;
        };
        let [only_child] = node.children.as_slice() else {
            return false;
        };
        let child = &self.tree.nodes[*only_child];
        if let Some(sample) = sample
            && sample.in_json
            && child.sample_node != node.sample_node
        {
            return !sample.is_list;
        }
        let is_named_after_type = element_type
            .as_ref()
            .and_then(|element_type| element_type.type_name())
            .is_some_and(|name| name.eq_ignore_ascii_case(&child.name));
        let has_type = child
            .row
            .is_some_and(|row| row.type_text != TypeText::Blank);
        is_named_after_type || !has_type
    }

    fn is_in_list_wrapper(&self, node: usize) -> bool {
        self.tree
            .parent(node)
            .is_some_and(|parent| self.is_list_wrapper(parent))
    }

    /// Returns the shape of a field without fields in it.
    fn leaf_shape(&self, node: usize, type_text: &TypeText) -> SchemaKind {
        let sample = self.sample_of(node);
        let row = self.tree.nodes[node].row;
        let shape = match type_text {
            TypeText::String => SchemaKind::String(
                row.map(|row| description_hints::values(row.description))
                    .unwrap_or_default(),
            ),
            TypeText::Integer => SchemaKind::Integer,
            TypeText::Number => SchemaKind::Number,
            TypeText::Boolean => SchemaKind::Boolean,
            TypeText::Object | TypeText::Named(_) => SchemaKind::Any,
            TypeText::Map => SchemaKind::Map(Box::new(self.implied_schema(SchemaKind::Any))),
            TypeText::Blank => sampled_shape(sample),
            TypeText::List(element_type) => {
                let element = match element_type.as_deref() {
                    Some(element_type) => self.leaf_shape(node, element_type),
                    None => sampled_shape(sample),
                };
                return self.list_shape(node, type_text, element);
            }
        };
        let is_sampled_list = matches!(type_text, TypeText::Blank | TypeText::Named(_))
            && sample.is_some_and(|sample| sample.is_list);
        if is_sampled_list || self.is_in_list_wrapper(node) {
            return self.list_of(shape);
        }
        shape
    }

    fn sample_of(&self, node: usize) -> Option<&SampleNode> {
        let sample_node = self.tree.nodes[node].sample_node;
        sample_node.map(|sample_node| self.samples.node(sample_node))
    }
}

/// Returns whether the lists of the page are objects around arrays, and none is a bare array.
fn wraps_lists(tree: &FieldTree<'_, '_>, samples: &SampleTree) -> bool {
    let counts = samples.list_counts();
    let has_element_row = tree.nodes.iter().any(|node| {
        let (Some(list), [only_child]) = (node.row, node.children.as_slice()) else {
            return false;
        };
        let element = tree.nodes[*only_child].row;
        element.is_some_and(|element| is_list_element(list, element))
    });
    (counts.wrapped > 0 || has_element_row) && counts.direct == 0
}

/// Returns the shape of a plain value in a sample.
fn sampled_shape(sample: Option<&SampleNode>) -> SchemaKind {
    match sample.and_then(|sample| sample.scalar) {
        Some(ScalarType::String) => SchemaKind::String(Vec::new()),
        Some(ScalarType::Integer) => SchemaKind::Integer,
        Some(ScalarType::Number) => SchemaKind::Number,
        Some(ScalarType::Boolean) => SchemaKind::Boolean,
        None => SchemaKind::Any,
    }
}
