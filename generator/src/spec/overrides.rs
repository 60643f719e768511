//! Our own facts about a product (`acsgen.json` beside its description).
//!
//! **Invariant:** facts add to a description or correct it; nothing here knows the description.

mod pagination;
mod waiter;

use std::sync::Arc;

pub use pagination::PaginationOverride;
pub use waiter::WaiterOverride;

use super::json::{self, Member, Members, Node};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::{Location, SourceFile};

/// All facts about a product.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// What can be waited for.
    pub waiters: Vec<WaiterOverride>,
    /// How operations are read page by page, where the names of the description do not tell.
    pub pagination: Vec<PaginationOverride>,
    /// Rust names for things, by path.
    pub names: Vec<NameOverride>,
    /// Cargo features of operations, where the rule's read badly.
    pub features: Vec<FeatureOverride>,
    /// What the publisher got wrong.
    pub fixups: Vec<Fixup>,
    /// Where it is written that the product wants signature V1, if it is.
    pub v1: Option<Location>,
}

/// A Rust name for something.
#[derive(Clone, Debug)]
pub struct NameOverride {
    /// What: `Operation.Path.To.Field`, list items as `Field[]`, values as `Path=value`.
    pub at: String,
    /// The name, in the case of its kind.
    pub name: String,
    /// Where it is written.
    pub place: Location,
}

/// The Cargo feature of an operation.
#[derive(Clone, Debug)]
pub struct FeatureOverride {
    /// The operation.
    pub operation: String,
    /// Name of the feature.
    pub feature: String,
    /// Where it is written.
    pub place: Location,
}

/// A correction of the description.
#[derive(Clone, Debug)]
pub struct Fixup {
    /// What is wrong: `Operation.Parameter…`, or `Operation=200.Field…` for a reply.
    pub at: String,
    /// How it is put right.
    pub correction: Correction,
    /// Why that is known.
    pub why: String,
    /// Where it is written.
    pub place: Location,
}

/// What a fixup does.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// The wire name is another.
    Rename(String),
    /// The type is another.
    Type(String),
    /// It is required, or it is not.
    Required(bool),
    /// These are the documented values.
    Values(Vec<String>),
}

/// Reads the facts. What is wrong is in `diagnostics`.
pub(super) fn read(source: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Overrides {
    json::parse(source, diagnostics, overrides).unwrap_or_default()
}

fn overrides(root: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Overrides> {
    let mut overrides = Overrides::default();
    for member in root.object(diagnostics, "the overrides")?.iter() {
        match member.name {
            "waiters" => {
                overrides.waiters = entries(member.node, diagnostics, "`waiters`", waiter::read)
            }
            "pagination" => {
                overrides.pagination =
                    entries(member.node, diagnostics, "`pagination`", pagination::read)
            }
            "names" => overrides.names = names(member.node, diagnostics),
            "features" => overrides.features = features(member.node, diagnostics),
            "fixups" => overrides.fixups = fixups(member.node, diagnostics),
            "signature" => overrides.v1 = v1(member.node, diagnostics),
            other => {
                let help = "expected `waiters`, `pagination`, `names`, `features`, `signature` or `fixups`";
                diagnostics.error(
                    DiagnosticCode::UnknownOverride,
                    &member.place,
                    format!("unknown override `{other}`"),
                    help,
                );
            }
        }
    }
    Some(overrides)
}

/// V3 is what services take unless told otherwise.
fn v1(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Location> {
    match node.string(diagnostics, "`signature`")? {
        "V1" => Some(node.place()),
        "V3" => None,
        other => {
            diagnostics.error(
                DiagnosticCode::InvalidSignature,
                &node.place(),
                format!("there is no signature `{other}`"),
                "expected `V1` or `V3`",
            );
            None
        }
    }
}

fn entries<T>(
    node: Node<'_>,
    diagnostics: &mut Diagnostics,
    what: &str,
    read: fn(&str, Location, Members<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let Some(members) = node.object(diagnostics, what) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for member in members.iter() {
        if let Some(entry) = member
            .node
            .object(diagnostics, &format!("`{}`", member.name))
        {
            list.extend(read(member.name, member.place, entry, diagnostics));
        }
    }
    list
}

fn names(node: Node<'_>, diagnostics: &mut Diagnostics) -> Vec<NameOverride> {
    let mut names = Vec::new();
    for (member, name) in texts(node, diagnostics, "names") {
        super::check_identifier(name, &member.node.place(), diagnostics);
        names.push(NameOverride {
            at: member.name.to_owned(),
            name: name.to_owned(),
            place: member.place,
        });
    }
    names
}

fn features(node: Node<'_>, diagnostics: &mut Diagnostics) -> Vec<FeatureOverride> {
    texts(node, diagnostics, "features")
        .into_iter()
        .map(|(member, feature)| FeatureOverride {
            operation: member.name.to_owned(),
            feature: feature.to_owned(),
            place: member.place,
        })
        .collect()
}

/// Texts by name.
fn texts<'a>(
    node: Node<'a>,
    diagnostics: &mut Diagnostics,
    fact: &str,
) -> Vec<(Member<'a>, &'a str)> {
    let members = node.object(diagnostics, &format!("`{fact}`"));
    let mut texts = Vec::new();
    for member in members.iter().flat_map(Members::iter) {
        let what = format!("`{}` of `{fact}`", member.name);
        if let Some(text) = member.node.string(diagnostics, &what) {
            texts.push((member, text));
        }
    }
    texts
}

fn fixups(node: Node<'_>, diagnostics: &mut Diagnostics) -> Vec<Fixup> {
    let mut fixups = Vec::new();
    for node in node.elements(diagnostics, "`fixups`") {
        let Some(members) = node.object(diagnostics, "a fixup") else {
            continue;
        };
        let at = members
            .require("at", diagnostics, "a fixup")
            .map(str::to_owned);
        let why = members
            .require("why", diagnostics, "a fixup")
            .map(str::to_owned);
        let correction = correction(&members, diagnostics);
        if let (Some(at), Some(why), Some(correction)) = (at, why, correction) {
            fixups.push(Fixup {
                at,
                correction,
                why,
                place: node.place(),
            });
        }
    }
    fixups
}

fn correction(members: &Members<'_>, diagnostics: &mut Diagnostics) -> Option<Correction> {
    if let Some(node) = members.get("rename") {
        return node
            .string(diagnostics, "`rename`")
            .map(|name| Correction::Rename(name.to_owned()));
    }
    if let Some(node) = members.get("type") {
        return node
            .string(diagnostics, "`type`")
            .map(|kind| Correction::Type(kind.to_owned()));
    }
    if let Some(node) = members.get("required") {
        return node
            .boolean(diagnostics, "`required`")
            .map(Correction::Required);
    }
    if let Some(node) = members.get("values") {
        let values = node
            .elements(diagnostics, "`values`")
            .iter()
            .map(Node::text)
            .collect();
        return Some(Correction::Values(values));
    }
    diagnostics.error(
        DiagnosticCode::EmptyFixup,
        &members.place(),
        "the fixup corrects nothing",
        "add `rename`, `type`, `required` or `values`",
    );
    None
}
