//! Overrides of a description (`acsgen.json` beside it): waiters, pagination, names, features, fixups, signature.
//!
//! **Invariant:** overrides add to a description or correct it; this module does not know the description.

mod fixup;
mod pagination;
mod waiter;

use std::sync::Arc;

use super::check::check_identifier;
use super::json::{self, JsonMember, JsonNode, JsonObject};
use crate::diagnostic::{DiagnosticCode, Diagnostics, nearest};
use crate::model::{FeatureOverride, NameOverride, Overrides};
use crate::source::{Location, SourceFile};

/// The keys of `acsgen.json`.
const KEYS: [&str; 6] = [
    "waiters",
    "pagination",
    "names",
    "features",
    "signature",
    "fixups",
];

/// Reads overrides. Adds an error for each one that is invalid.
pub(super) fn read(diagnostics: &mut Diagnostics, source: &Arc<SourceFile>) -> Overrides {
    json::parse(diagnostics, source, read_root).unwrap_or_default()
}

fn read_root(diagnostics: &mut Diagnostics, root: JsonNode<'_>) -> Option<Overrides> {
    let members = root.object(diagnostics, "the overrides")?;
    check_keys(diagnostics, &members, &KEYS, "");
    let mut overrides = Overrides::default();
    for JsonMember { name, node, .. } in members.iter() {
        match name {
            "waiters" => overrides.waiters = entries(diagnostics, node, "`waiters`", waiter::read),
            "pagination" => {
                overrides.pagination = entries(diagnostics, node, "`pagination`", pagination::read)
            }
            "names" => overrides.names = names(diagnostics, node),
            "features" => overrides.features = features(diagnostics, node),
            "fixups" => overrides.fixups = fixup::read(diagnostics, node),
            "signature" => overrides.v1 = signature_v1(diagnostics, node),
            _ => {}
        }
    }
    Some(overrides)
}

/// Adds an error for each unknown key of an object. `subject` is empty, or
/// names the owner of the keys, such as "of waiter" with its name.
fn check_keys(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    keys: &[&'static str],
    subject: &str,
) {
    for member in members.iter().filter(|member| !keys.contains(&member.name)) {
        let suggestion = nearest(member.name, keys.iter().copied())
            .map_or_else(String::new, |key| format!("did you mean `{key}`? "));
        diagnostics.error(
            DiagnosticCode::UnknownOverride,
            &member.location,
            format!("unknown override `{}`{subject}", member.name),
            format!("{suggestion}the keys are {}", keys.join(", ")),
        );
    }
}

/// Returns the location of `"signature": "V1"`. V3 is the default.
fn signature_v1(diagnostics: &mut Diagnostics, node: JsonNode<'_>) -> Option<Location> {
    match node.string(diagnostics, "`signature`")? {
        "V1" => Some(node.location()),
        "V3" => None,
        other => {
            diagnostics.error(
                DiagnosticCode::InvalidSignature,
                &node.location(),
                format!("unknown signature version `{other}`"),
                "use `V1` or `V3`",
            );
            None
        }
    }
}

/// Reads an object of named overrides.
fn entries<T>(
    diagnostics: &mut Diagnostics,
    node: JsonNode<'_>,
    subject: &str,
    read: fn(&mut Diagnostics, &JsonMember<'_>, &JsonObject<'_>) -> Option<T>,
) -> Vec<T> {
    let members = node.object(diagnostics, subject);
    let mut list = Vec::new();
    for member in members.iter().flat_map(JsonObject::iter) {
        let name = format!("`{}`", member.name);
        if let Some(entry) = member.node.object(diagnostics, &name) {
            list.extend(read(diagnostics, &member, &entry));
        }
    }
    list
}

fn names(diagnostics: &mut Diagnostics, node: JsonNode<'_>) -> Vec<NameOverride> {
    let mut names = Vec::new();
    for member in node
        .object(diagnostics, "`names`")
        .iter()
        .flat_map(JsonObject::iter)
    {
        let subject = format!("`{}` of `names`", member.name);
        if let Some(name) = member.node.string(diagnostics, &subject) {
            check_identifier(diagnostics, name, &member.node.location());
            names.push(NameOverride {
                at: member.name.to_owned(),
                name: name.to_owned(),
                declared_at: member.location,
            });
        }
    }
    names
}

fn features(diagnostics: &mut Diagnostics, node: JsonNode<'_>) -> Vec<FeatureOverride> {
    let mut features = Vec::new();
    for member in node
        .object(diagnostics, "`features`")
        .iter()
        .flat_map(JsonObject::iter)
    {
        let subject = format!("`{}` of `features`", member.name);
        if let Some(feature) = member.node.string(diagnostics, &subject) {
            features.push(FeatureOverride {
                operation: member.name.to_owned(),
                feature: feature.to_owned(),
                declared_at: member.location,
            });
        }
    }
    features
}
