//! Fixups: corrections of errors in a description.

use super::super::json::{JsonNode, JsonObject};
use super::check_keys;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Correction, Fixup};

/// The keys of a fixup.
const KEYS: [&str; 6] = ["at", "why", "rename", "type", "required", "values"];

/// Reads a list of fixups.
pub(super) fn read(diagnostics: &mut Diagnostics, node: JsonNode<'_>) -> Vec<Fixup> {
    let mut fixups = Vec::new();
    for node in node.elements(diagnostics, "`fixups`") {
        let Some(members) = node.object(diagnostics, "a fixup") else {
            continue;
        };
        check_keys(diagnostics, &members, &KEYS, " of a fixup");
        let at = members.require("at", diagnostics, "a fixup");
        let why = members.require("why", diagnostics, "a fixup");
        let correction = correction(diagnostics, &members);
        if let (Some(at), Some(why), Some(correction)) = (at, why, correction) {
            fixups.push(Fixup {
                at: at.to_owned(),
                correction,
                why: why.to_owned(),
                declared_at: node.location(),
            });
        }
    }
    fixups
}

fn correction(diagnostics: &mut Diagnostics, members: &JsonObject<'_>) -> Option<Correction> {
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
            .map(JsonNode::text)
            .collect();
        return Some(Correction::Values(values));
    }
    diagnostics.error(
        DiagnosticCode::EmptyFixup,
        &members.location(),
        "the fixup has no correction",
        "add `rename`, `type`, `required` or `values`",
    );
    None
}
