//! Checks the structure of the sources: layers that only use lower ones, no circles, a header in each module, short modules
//! and short functions.

mod modules;
mod parameters;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use modules::{Modules, owner};
use parameters::anonymous_parameters;

/// The layers of the runtime, lowest first, each with the layers that it may use.
const RUNTIME: &[(&str, &[&str])] = &[
    ("types", &[]),
    ("error", &["types"]),
    ("identity", &["error", "types"]),
    ("message", &["error", "types"]),
    ("endpoint", &["error", "types"]),
    (
        "sign",
        &["endpoint", "message", "identity", "error", "types"],
    ),
    ("transport", &["error", "types"]),
    (
        "credentials",
        &[
            "transport",
            "sign",
            "endpoint",
            "message",
            "identity",
            "error",
            "types",
        ],
    ),
    (
        "call",
        &[
            "credentials",
            "transport",
            "sign",
            "endpoint",
            "message",
            "identity",
            "error",
            "types",
        ],
    ),
    (
        "client",
        &[
            "call",
            "credentials",
            "transport",
            "sign",
            "endpoint",
            "message",
            "identity",
            "error",
            "types",
        ],
    ),
];

/// The stages of the generator, each with the stages that it may use.
const GENERATOR: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("spec", &["model"]),
    ("plan", &[]),
    ("lower", &["model", "plan"]),
    ("emit", &["plan"]),
];

/// The maximum length of a module, including its tests, in lines.
const MAX_MODULE_LINES: usize = 300;
/// The maximum length of a function, in lines.
const MAX_FUNCTION_LINES: usize = 50;

fn runtime() -> Modules {
    modules::read(&root().join("generator/client/src"))
}

fn generator() -> Modules {
    modules::read(&root().join("generator/src"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns the uses of a layer in another that the table does not allow.
fn forbidden_uses(modules: &Modules, layers: &[(&str, &[&str])]) -> Vec<String> {
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
                && !allowed.contains(&target.as_str())
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
fn uses_of(modules: &Modules, part: &str, other: &str) -> Vec<String> {
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
fn circles(modules: &Modules) -> Vec<String> {
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
fn untidy(modules: &Modules) -> Vec<String> {
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
fn facades_with_code(modules: &Modules, layers: &[(&str, &[&str])]) -> Vec<String> {
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

#[track_caller]
fn assert_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn layers_of_the_runtime_use_only_lower_ones() {
    assert_none(forbidden_uses(&runtime(), RUNTIME));
    assert_none(facades_with_code(&runtime(), RUNTIME));
}

#[test]
fn requests_and_responses_do_not_use_each_other() {
    let runtime = runtime();
    let (request, response) = ("message::request", "message::response");
    assert_none(uses_of(&runtime, request, response));
    assert_none(uses_of(&runtime, response, request));
}

#[test]
fn stages_of_the_generator_use_only_earlier_ones() {
    assert_none(forbidden_uses(&generator(), GENERATOR));
}

#[test]
fn no_files_of_the_runtime_use_each_other_in_a_circle() {
    assert_none(circles(&runtime()));
}

#[test]
fn modules_have_headers_and_nothing_is_too_long() {
    assert_none(untidy(&runtime()));
    assert_none(untidy(&generator()));
}

#[test]
fn parameters_have_names_for_their_parts() {
    for (package, modules) in [("runtime", runtime()), ("generator", generator())] {
        let found = modules.values().flat_map(|module| {
            let functions = anonymous_parameters(&module.source).into_iter();
            functions.map(|function| format!("{package} {}: {function}", module.file))
        });
        assert_none(found.collect());
    }
}

#[test]
fn finds_a_planted_tuple_and_a_planted_array() {
    let source =
        "impl A { fn f(&self, pair: &(u8, u8)) {} }\nmod m { fn g(flags: [bool; 2], unit: ()) {} }";
    assert_eq!(anonymous_parameters(source), ["f: pair", "g: flags"]);
}

fn planted(files: &[(&str, &str)]) -> Modules {
    let owned = |(file, source): &(&str, &str)| ((*file).to_owned(), (*source).to_owned());
    modules::modules(files.iter().map(owned))
}

#[test]
fn finds_a_planted_arrow_however_it_is_written() {
    for source in [
        "use crate::client::Client;",
        "use crate::{types::OperationSpec, client::{self, Client}};",
        "use super::client;",
        "fn f() -> crate::client::Client { todo() }",
        "mod tests { use super::super::client::Client; }",
    ] {
        let modules = planted(&[("error.rs", source), ("client.rs", ""), ("types.rs", "")]);
        let found = forbidden_uses(&modules, RUNTIME);
        assert!(!found.is_empty(), "{source}");
        assert!(
            found[0].starts_with("error.rs:1: `error` must not use `crate::client"),
            "{found:?}"
        );
    }
}

#[test]
fn finds_a_planted_use_of_a_re_export() {
    let modules = planted(&[("error.rs", "\nuse crate::Client;")]);
    assert_eq!(
        forbidden_uses(&modules, RUNTIME),
        ["error.rs:2: `crate::Client` is a re-export; name its module"]
    );
}

#[test]
fn ignores_paths_in_comments_strings_and_macros() {
    let source = "/// [`crate::client::Client`]\nconst A: &str = \"crate::client\"; // crate::client\n\
        macro_rules! m { () => { $crate::client::f() } }\npub(crate) struct B;";
    let modules = planted(&[("error.rs", source), ("client.rs", "")]);
    assert_none(forbidden_uses(&modules, RUNTIME));
}

#[test]
fn finds_a_planted_use_of_the_other_half() {
    let modules = planted(&[
        (
            "message/request/xml.rs",
            "use super::super::response::Response;",
        ),
        ("message/response.rs", ""),
    ]);
    let found = uses_of(&modules, "message::request", "message::response");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn finds_a_planted_circle() {
    let modules = planted(&[
        ("sign.rs", "mod a; mod b; mod c; pub use a::A;"),
        ("sign/a.rs", "use super::b::B;"),
        ("sign/b.rs", "use crate::sign::{c::C};"),
        ("sign/c.rs", "fn f() { super::a::g() }"),
    ]);
    assert_eq!(circles(&modules), ["sign::a, sign::b, sign::c"]);
    let facade = planted(&[
        ("sign.rs", "mod a; pub use a::A;"),
        ("sign/a.rs", "use super::B;"),
    ]);
    assert_eq!(circles(&facade), ["sign, sign::a"]);
}

#[test]
fn finds_planted_lengths_and_a_missing_header() {
    let long = format!(
        "//! A.\nfn f(_: [u8; 2]) {{\n{}}}\nfn g();\n",
        "    f();\n".repeat(49)
    );
    let modules = planted(&[("a.rs", &long), ("b.rs", &"\n".repeat(301))]);
    assert_eq!(
        untidy(&modules),
        [
            "a.rs:2: `f` has 51 lines, more than 50",
            "b.rs:1: does not begin with a `//!` header",
            "b.rs: 301 lines, more than 300",
        ]
    );
    let shorter = long.replacen("    f();\n", "", 1);
    assert_none(untidy(&planted(&[("a.rs", &shorter)])));
}

#[test]
fn finds_a_planted_item_in_a_facade() {
    let modules = planted(&[("sign.rs", "mod a;\nfn f() {}"), ("sign/a.rs", "")]);
    assert_eq!(facades_with_code(&modules, RUNTIME).len(), 1);
}
