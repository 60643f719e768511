//! The service: its names, its API style, and all that its operations share.

use super::super::SpecDefaults;
use super::super::check::{MissingNames, check_path_name};
use super::super::json::{JsonNode, JsonObject};
use super::{components, directories, endpoints};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ApiStyle, Service};
use crate::source::Location;

/// A name with the location to report if it is invalid.
struct LocatedName {
    name: String,
    location: Location,
}

/// Reads a service without its operations. `root` is the whole text, and `members` are its members.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    root: JsonNode<'_>,
    members: &JsonObject<'_>,
    defaults: &SpecDefaults,
) -> Service {
    let info = members
        .get("info")
        .and_then(|node| node.object(diagnostics, "`info`"));
    let mut read_name = |key: &str, default: &Option<String>| {
        let (name, location) = match info.as_ref().and_then(|info| info.get(key)) {
            Some(node) => (node.string(diagnostics, key)?.to_owned(), node.location()),
            None => (default.clone()?, root.location()),
        };
        Some(LocatedName { name, location })
    };
    let product = read_name("product", &defaults.product);
    let version = read_name("version", &defaults.version);
    let style = read_name("style", &defaults.style);
    let is_single = members.get("apis").is_none();
    let missing = MissingNames {
        operation: is_single && defaults.operation.is_none(),
        product: product.is_none(),
        version: version.is_none(),
    };
    let location = info.map_or_else(|| root.location(), |info| info.location());
    missing.report(diagnostics, &location);
    Service {
        product: checked(diagnostics, "product", product),
        version: checked(diagnostics, "version", version),
        style: match style {
            Some(style) => parse_style(diagnostics, &style),
            None => derived_style(members),
        },
        source: root.source().name().to_owned(),
        endpoints: endpoints(diagnostics, members),
        directories: directories::read(diagnostics, members),
        operations: Vec::new(),
        components: components(diagnostics, members),
        declared_at: root.location(),
    }
}

/// Checks a name that becomes part of a path. Returns an empty name if the name is missing.
fn checked(diagnostics: &mut Diagnostics, kind: &str, name: Option<LocatedName>) -> String {
    let Some(LocatedName { name, location }) = name else {
        return String::new();
    };
    check_path_name(diagnostics, &name, kind, &location);
    name
}

fn parse_style(diagnostics: &mut Diagnostics, style: &LocatedName) -> ApiStyle {
    match style.name.as_str() {
        "RPC" | "V3" => ApiStyle::Rpc,
        "ROA" | "FC" | "AliGenie" => ApiStyle::Roa,
        "PDS" => ApiStyle::Pds,
        "OSS" => ApiStyle::Oss,
        "SLS" => ApiStyle::Sls,
        other => {
            diagnostics.error(
                DiagnosticCode::UnknownApiStyle,
                &style.location,
                format!("unknown style `{other}`"),
                "styles are RPC, V3, ROA, FC, OSS, SLS, PDS and AliGenie",
            );
            ApiStyle::Rpc
        }
    }
}

/// Derives the style of a description that does not contain it: ROA if every operation has a path, else RPC.
fn derived_style(members: &JsonObject<'_>) -> ApiStyle {
    let has_path =
        |node: Option<JsonObject<'_>>| node.is_some_and(|node| node.get("path").is_some());
    let all_have_paths = match members.get("apis").and_then(|apis| apis.as_object()) {
        Some(apis) => apis.iter().all(|member| has_path(member.node.as_object())),
        None => has_path(Some(*members)),
    };
    if all_have_paths {
        ApiStyle::Roa
    } else {
        ApiStyle::Rpc
    }
}
