//! The parameters of a request as a tree. Names such as `Tag.N.Key`, depth marks and later tables show which parameter
//! contains which.
//!
//! This module must never know schemas.

use std::collections::{HashMap, HashSet};

use super::super::context::PageContext;
use super::super::row::Row;
use super::super::type_text::TypeText;
use super::super::wire_name::is_wire_name;
use super::parameter_table::ParameterTable;

/// Parameters of every request, which the runtime sends by itself, and titles of links to them.
const COMMON_PARAMETERS: [&str; 14] = [
    "Action",
    "Format",
    "AccessKeyId",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "Timestamp",
    "Version",
    "TimeStamp",
    "Public parameters",
    "Common parameters",
    "Common request parameters",
    "Public request parameters",
];

/// The maximum number of parameters inside each other: deeper than any request.
const MAX_DEPTH: usize = 12;

/// A parameter or a member of one.
#[derive(Debug, Default)]
pub(super) struct ParameterNode<'e, 't> {
    pub(super) name: String,
    /// The row that describes the parameter; `None` if only longer names show it.
    pub(super) row: Option<&'e Row<'t>>,
    pub(super) children: Vec<usize>,
    /// Whether an index in a name shows that the parameter is a list.
    pub(super) is_list: bool,
    /// Rows about the content of a parameter that is sent as one text.
    pub(super) content_rows: Vec<&'e Row<'t>>,
}

impl ParameterNode<'_, '_> {
    /// Returns whether the parameter is sent as one text, even if rows describe its content.
    fn is_scalar(&self) -> bool {
        !self.is_list && self.row.is_some_and(|row| row.type_text.is_scalar())
    }

    fn is_object(&self) -> bool {
        self.row.is_some_and(|row| {
            matches!(
                row.type_text,
                TypeText::Object | TypeText::Map | TypeText::Named(_)
            )
        })
    }

    fn type_name(&self) -> Option<&str> {
        self.row.and_then(|row| row.type_text.type_name())
    }
}

/// The parameters of a request. Nodes are identified by their index.
#[derive(Debug, Default)]
pub(super) struct ParameterTree<'e, 't> {
    pub(super) nodes: Vec<ParameterNode<'e, 't>>,
    pub(super) top_level: Vec<usize>,
    /// Nodes by their parent and name.
    index: HashMap<(Option<usize>, String), usize>,
}

/// A dotted name in its parts: `Tag` and `Key` for `Tag.N.Key`.
struct DottedName<'t> {
    /// The part before the first index.
    head: String,
    /// The names after the first index, without further indexes.
    inner: Vec<&'t str>,
    has_index: bool,
    ends_with_index: bool,
}

impl<'e, 't> ParameterTree<'e, 't> {
    /// Inserts all tables. A later table lists members of a parameter, if a parameter for it is found.
    pub(super) fn insert_tables(
        &mut self,
        context: &mut PageContext<'_>,
        tables: &'e [ParameterTable<'t>],
    ) {
        for (index, table) in tables.iter().enumerate() {
            match self.subject_of(table).filter(|_| index > 0) {
                Some(subject) if self.nodes[subject].is_scalar() => {
                    self.nodes[subject].content_rows.extend(&table.rows);
                }
                subject => self.insert_rows(context, subject, &table.rows),
            }
        }
    }

    /// Returns the parameter whose members a later table lists: the title names the parameter or its type, or it is the
    /// first parameter of a named type without members.
    fn subject_of(&self, table: &ParameterTable<'_>) -> Option<usize> {
        let words: Vec<&str> = table
            .title
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .collect();
        let find = |condition: &dyn Fn(&ParameterNode<'_, '_>) -> bool| {
            let mut nodes = self.top_level.iter().copied();
            nodes.find(|node| condition(&self.nodes[*node]))
        };
        find(&|node| words.contains(&node.name.as_str()))
            .or_else(|| find(&|node| node.type_name().is_some_and(|name| words.contains(&name))))
            .or_else(|| find(&|node| node.children.is_empty() && node.type_name().is_some()))
    }

    fn insert_rows(
        &mut self,
        context: &mut PageContext<'_>,
        subject: Option<usize>,
        rows: &'e [Row<'t>],
    ) {
        let numbered = heads_with_several_numbers(rows);
        let mut open_nodes: Vec<Option<usize>> = vec![subject];
        for row in rows {
            if COMMON_PARAMETERS.contains(&row.name.as_str()) {
                continue;
            }
            if !is_wire_name(&row.name) {
                context.report_invalid_name(row, "a request parameter");
                continue;
            }
            let depth = row.depth.min(open_nodes.len() - 1).min(MAX_DEPTH);
            open_nodes.truncate(depth + 1);
            let parent = open_nodes[depth];
            let node = if numbered.contains(first_part(&row.name)) {
                self.insert(parent, &row.name, row)
            } else {
                self.insert_dotted(parent, row)
            };
            match node {
                Some(node) => open_nodes.push(Some(node)),
                None => context.report_duplicate_row(row),
            }
        }
    }

    /// Inserts a row by the parts of its name. `A.N.B` is a member of the elements of `A`, and `A.B` is a member of `A`
    /// if `A` is an object; otherwise `A.B` is one name.
    fn insert_dotted(&mut self, parent: Option<usize>, row: &'e Row<'t>) -> Option<usize> {
        let parts: Vec<&str> = row
            .name
            .split('.')
            .filter(|part| !part.is_empty())
            .take(MAX_DEPTH)
            .collect();
        let name = DottedName::from_parts(&parts);
        if !name.has_index
            && let [outer, member @ ..] = parts.as_slice()
            && !member.is_empty()
            && let Some(object) = self.find(parent, outer)
            && self.nodes[object].is_object()
        {
            return self.insert(Some(object), &member.join("."), row);
        }
        let Some((last, outer_names)) = name.inner.split_last() else {
            let node = self.insert(parent, &name.head, row)?;
            self.nodes[node].is_list |= name.has_index;
            return Some(node);
        };
        let mut container = self.get_or_insert(parent, &name.head);
        self.nodes[container].is_list = true;
        for outer_name in outer_names {
            container = self.get_or_insert(Some(container), outer_name);
        }
        let node = self.insert(Some(container), last, row)?;
        self.nodes[node].is_list |= name.ends_with_index;
        Some(node)
    }

    /// Inserts a parameter with its row. Returns `None` if the parameter has a row already.
    fn insert(&mut self, parent: Option<usize>, name: &str, row: &'e Row<'t>) -> Option<usize> {
        let node = self.get_or_insert(parent, name);
        if self.nodes[node].row.is_some() {
            return None;
        }
        self.nodes[node].row = Some(row);
        Some(node)
    }

    fn find(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        self.index.get(&(parent, name.to_owned())).copied()
    }

    fn get_or_insert(&mut self, parent: Option<usize>, name: &str) -> usize {
        if let Some(existing) = self.find(parent, name) {
            return existing;
        }
        let node = self.nodes.len();
        self.nodes.push(ParameterNode {
            name: name.to_owned(),
            ..ParameterNode::default()
        });
        match parent {
            Some(parent) => self.nodes[parent].children.push(node),
            None => self.top_level.push(node),
        }
        self.index.insert((parent, name.to_owned()), node);
        node
    }
}

impl<'t> DottedName<'t> {
    fn from_parts(parts: &[&'t str]) -> Self {
        let index = parts.iter().position(|part| is_index(part));
        match index.filter(|index| *index > 0) {
            Some(index) => {
                let rest = &parts[index + 1..];
                Self {
                    head: parts[..index].join("."),
                    inner: rest
                        .iter()
                        .copied()
                        .filter(|part| !is_index(part))
                        .collect(),
                    has_index: true,
                    ends_with_index: rest.last().is_some_and(|part| is_index(part)),
                }
            }
            None => Self {
                head: parts.join("."),
                inner: Vec::new(),
                has_index: false,
                ends_with_index: false,
            },
        }
    }
}

/// Returns `Filter` for `Filter.1.Key`.
fn first_part(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// Returns the first parts of names that occur with several numbers, such as `Filter.1.Key` and `Filter.2.Key`. Such
/// names are fixed parameters and not elements of a list.
fn heads_with_several_numbers<'e>(rows: &'e [Row<'_>]) -> HashSet<&'e str> {
    let mut first_numbers: HashMap<&str, &str> = HashMap::new();
    let mut heads = HashSet::new();
    for row in rows {
        let number = row.name.split('.').nth(1);
        if let Some(number) = number.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
            let head = first_part(&row.name);
            if *first_numbers.entry(head).or_insert(number) != number {
                heads.insert(head);
            }
        }
    }
    heads
}

/// Returns whether a part of a name is an index: `N`, `n` or a number.
fn is_index(part: &str) -> bool {
    matches!(part, "N" | "n" | "X" | "x" | "M" | "m")
        || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
