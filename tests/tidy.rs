//! Checks the structure of the sources: layers that only use lower ones, no circles, a header in each module, short modules
//! and short functions.

mod modules;
mod parameters;
mod rules;
mod tokens;

use std::path::Path;

use modules::Modules;
use parameters::anonymous_parameters;
use rules::{GENERATOR, RUNTIME, circles, facades_with_code, forbidden_uses, untidy, uses_of};

fn runtime() -> Modules {
    modules::read(&root().join("generator/client/src"))
}

fn generator() -> Modules {
    modules::read(&root().join("generator/src"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
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
