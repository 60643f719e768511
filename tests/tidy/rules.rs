//! The rules of the structure of the sources, and the checks that find what breaks them.
//!
//! **Invariant**: reads no file; the modules to check are given.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{Modules, owner};

/// Parts of a crate, lowest first, each with the parts that it may use.
pub type Layers = [(&'static str, &'static str)];

/// The layers of the runtime.
pub const RUNTIME: &Layers = &[
    ("types", ""),
    ("error", "types"),
    ("identity", "error types"),
    ("message", "error types"),
    ("endpoint", "error types"),
    ("sign", "endpoint message identity error types"),
    ("transport", "error types"),
    (
        "credentials",
        "transport sign endpoint message identity error types",
    ),
    (
        "call",
        "credentials transport sign endpoint message identity error types",
    ),
    (
        "client",
        "call credentials transport sign endpoint message identity error types",
    ),
];

/// The stages of the generator.
pub const GENERATOR: &Layers = &[
    ("model", ""),
    ("spec", "model"),
    ("plan", ""),
    ("lower", "model plan"),
    ("emit", "plan"),
];

/// The maximum length of a module, including its tests, in lines.
const MAX_MODULE_LINES: usize = 300;
/// The maximum length of a function, in lines.
const MAX_FUNCTION_LINES: usize = 50;

/// Returns the uses of a layer in another that the table does not allow.
pub fn forbidden_uses(modules: &Modules, layers: &Layers) -> Vec<String> {
    let mut found = Vec::new();
    for (name, module) in modules {
        let layer = name.split("::").next().unwrap_or_default();
        let Some((_, allowed)) = layers.iter().find(|(known, _)| *known == layer) else {
            continue;
        };
        for used in &module.uses {
            let Some(target) = used.path.first() else {
                continue;
            };
            let (file, line, path) = (&module.file, used.line, used.path.join("::"));
            if !modules.contains_key(target) {
                found.push(format!(
                    "{file}:{line}: `crate::{path}` is a re-export; name its module"
                ));
            } else if layers.iter().any(|(known, _)| known == target)
                && target != layer
                && !allowed.split_whitespace().any(|name| name == target)
            {
                found.push(format!(
                    "{file}:{line}: `{layer}` must not use `crate::{path}`"
                ));
            }
        }
    }
    found
}

/// Returns the uses of module `other` in module `part`.
pub fn uses_of(modules: &Modules, part: &str, other: &str) -> Vec<String> {
    let below = |name: &str, part: &str| {
        name.strip_prefix(part)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let here = modules.iter().filter(|(name, _)| below(name, part));
    here.flat_map(|(_, module)| {
        let uses = module.uses.iter();
        let uses = uses.filter(|used| below(&used.path.join("::"), other));
        uses.map(|used| {
            format!(
                "{}:{}: `{part}` must not use `{other}`",
                module.file, used.line
            )
        })
    })
    .collect()
}

/// Returns the groups of files that use each other, directly or through other files.
pub fn circles(modules: &Modules) -> Vec<String> {
    let arrows: BTreeMap<&str, BTreeSet<&str>> = modules
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, module)| {
            let targets = module.uses.iter();
            let targets = targets.filter_map(|used| owner(modules, &used.path));
            (
                name.as_str(),
                targets.filter(|target| target != name).collect(),
            )
        })
        .collect();
    let rings: BTreeSet<String> = arrows
        .keys()
        .filter(|name| reachable(&arrows, name).contains(*name))
        .map(|name| {
            let ring = reachable(&arrows, name).into_iter();
            let ring: Vec<_> = ring
                .filter(|other| reachable(&arrows, other).contains(name))
                .collect();
            ring.join(", ")
        })
        .collect();
    rings.into_iter().collect()
}

/// Returns the files that a file uses, directly or through other files.
fn reachable<'m>(
    arrows: &BTreeMap<&'m str, BTreeSet<&'m str>>,
    start: &'m str,
) -> BTreeSet<&'m str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(name) = open.pop() {
        let next = arrows.get(name).into_iter().flatten().copied();
        open.extend(next.filter(|next| seen.insert(*next)));
    }
    seen
}

/// Returns the modules without a header, and the modules and functions that are too long.
pub fn untidy(modules: &Modules) -> Vec<String> {
    let mut found = Vec::new();
    for module in modules.values() {
        let file = &module.file;
        if !module.source.starts_with("//! ") {
            found.push(format!("{file}:1: does not begin with a `//!` header"));
        }
        let lines = module.source.lines().count();
        if lines > MAX_MODULE_LINES {
            found.push(format!(
                "{file}: {lines} lines, more than {MAX_MODULE_LINES}"
            ));
        }
        for function in &module.functions {
            let (name, line, length) = (&function.name, function.line, function.length);
            if length > MAX_FUNCTION_LINES {
                found.push(format!(
                    "{file}:{line}: `{name}` has {length} lines, more than {MAX_FUNCTION_LINES}"
                ));
            }
        }
    }
    found
}

/// Returns the layers whose own file does more than declare and re-export modules.
pub fn facades_with_code(modules: &Modules, layers: &Layers) -> Vec<String> {
    let folders = layers.iter().map(|(layer, _)| *layer);
    folders
        .filter(|layer| {
            let inside = format!("{layer}::");
            modules.keys().any(|name| name.starts_with(&inside))
        })
        .filter(|layer| {
            let file = syn::parse_file(&modules[*layer].source).unwrap();
            !file.items.iter().all(|item| match item {
                syn::Item::Mod(module) => module.content.is_none(),
                syn::Item::Use(_) => true,
                _ => false,
            })
        })
        .map(|layer| format!("{layer}.rs: does more than declare modules and re-export"))
        .collect()
}
