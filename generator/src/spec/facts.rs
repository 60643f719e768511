//! Our own facts about a product (`acsgen.json` beside its description).
//!
//! **Invariant:** facts add to a description or correct it; nothing here knows the description.

mod pages;
mod waiter;

use std::sync::Arc;

pub use pages::PagesFact;
pub use waiter::WaiterFact;

use super::json::{self, Member, Members, Node};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Place, Source};

/// All facts about a product.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What can be waited for.
    pub waiters: Vec<WaiterFact>,
    /// How operations are read page by page, where the names of the description do not tell.
    pub pages: Vec<PagesFact>,
    /// Rust names for things, by path.
    pub names: Vec<NameFact>,
    /// Cargo features of operations, where the rule's read badly.
    pub features: Vec<FeatureFact>,
    /// What the publisher got wrong.
    pub fixups: Vec<Fixup>,
    /// Where it is written that the product wants signature V1, if it is.
    pub v1: Option<Place>,
}

/// A Rust name for something.
#[derive(Clone, Debug)]
pub struct NameFact {
    /// What: `Operation.Path.To.Field`, list items as `Field[]`, values as `Path=value`.
    pub at: String,
    /// The name, in the case of its kind.
    pub name: String,
    /// Where it is written.
    pub place: Place,
}

/// The Cargo feature of an operation.
#[derive(Clone, Debug)]
pub struct FeatureFact {
    /// The operation.
    pub operation: String,
    /// Name of the feature.
    pub feature: String,
    /// Where it is written.
    pub place: Place,
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
    pub place: Place,
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

/// Reads the facts. What is wrong is in `problems`.
pub(super) fn read(source: &Arc<Source>, problems: &mut Diagnostics) -> Facts {
    json::parse(source, problems, facts).unwrap_or_default()
}

fn facts(root: Node<'_>, problems: &mut Diagnostics) -> Option<Facts> {
    let mut facts = Facts::default();
    for member in root.object(problems, "the facts")?.iter() {
        match member.name {
            "waiters" => facts.waiters = entries(member.node, problems, "`waiters`", waiter::read),
            "pages" => facts.pages = entries(member.node, problems, "`pages`", pages::read),
            "names" => facts.names = names(member.node, problems),
            "features" => facts.features = features(member.node, problems),
            "fixups" => facts.fixups = fixups(member.node, problems),
            "signature" => facts.v1 = v1(member.node, problems),
            other => {
                let help =
                    "expected `waiters`, `pages`, `names`, `features`, `signature` or `fixups`";
                problems.error(
                    Code::UnknownFact,
                    &member.place,
                    format!("unknown fact `{other}`"),
                    help,
                );
            }
        }
    }
    Some(facts)
}

/// V3 is what services take unless told otherwise.
fn v1(node: Node<'_>, problems: &mut Diagnostics) -> Option<Place> {
    match node.string(problems, "`signature`")? {
        "V1" => Some(node.place()),
        "V3" => None,
        other => {
            problems.error(
                Code::InvalidSignature,
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
    problems: &mut Diagnostics,
    what: &str,
    read: fn(&str, Place, Members<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let Some(members) = node.object(problems, what) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for member in members.iter() {
        if let Some(entry) = member.node.object(problems, &format!("`{}`", member.name)) {
            list.extend(read(member.name, member.place, entry, problems));
        }
    }
    list
}

fn names(node: Node<'_>, problems: &mut Diagnostics) -> Vec<NameFact> {
    let mut names = Vec::new();
    for (member, name) in texts(node, problems, "names") {
        super::check_identifier(name, &member.node.place(), problems);
        names.push(NameFact {
            at: member.name.to_owned(),
            name: name.to_owned(),
            place: member.place,
        });
    }
    names
}

fn features(node: Node<'_>, problems: &mut Diagnostics) -> Vec<FeatureFact> {
    texts(node, problems, "features")
        .into_iter()
        .map(|(member, feature)| FeatureFact {
            operation: member.name.to_owned(),
            feature: feature.to_owned(),
            place: member.place,
        })
        .collect()
}

/// Texts by name.
fn texts<'a>(node: Node<'a>, problems: &mut Diagnostics, fact: &str) -> Vec<(Member<'a>, &'a str)> {
    let members = node.object(problems, &format!("`{fact}`"));
    let mut texts = Vec::new();
    for member in members.iter().flat_map(Members::iter) {
        let what = format!("`{}` of `{fact}`", member.name);
        if let Some(text) = member.node.string(problems, &what) {
            texts.push((member, text));
        }
    }
    texts
}

fn fixups(node: Node<'_>, problems: &mut Diagnostics) -> Vec<Fixup> {
    let mut fixups = Vec::new();
    for node in node.elements(problems, "`fixups`") {
        let Some(members) = node.object(problems, "a fixup") else {
            continue;
        };
        let at = members
            .require("at", problems, "a fixup")
            .map(str::to_owned);
        let why = members
            .require("why", problems, "a fixup")
            .map(str::to_owned);
        let correction = correction(&members, problems);
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

fn correction(members: &Members<'_>, problems: &mut Diagnostics) -> Option<Correction> {
    if let Some(node) = members.get("rename") {
        return node
            .string(problems, "`rename`")
            .map(|name| Correction::Rename(name.to_owned()));
    }
    if let Some(node) = members.get("type") {
        return node
            .string(problems, "`type`")
            .map(|kind| Correction::Type(kind.to_owned()));
    }
    if let Some(node) = members.get("required") {
        return node
            .boolean(problems, "`required`")
            .map(Correction::Required);
    }
    if let Some(node) = members.get("values") {
        let values = node
            .elements(problems, "`values`")
            .iter()
            .map(Node::text)
            .collect();
        return Some(Correction::Values(values));
    }
    problems.error(
        Code::EmptyFixup,
        &members.place(),
        "the fixup corrects nothing",
        "add `rename`, `type`, `required` or `values`",
    );
    None
}
