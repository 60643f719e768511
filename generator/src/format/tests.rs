//! The printer's rules, on code that rustfmt leaves as it is.

use quote::quote;

use super::*;

#[track_caller]
fn check(tokens: TokenStream, expected: &str) {
    assert_eq!(rust(tokens), expected);
}

#[test]
fn breaks_chains_of_more_than_sixty_columns() {
    check(
        quote! { fn f() { let a = Request::new().first("value").second("value").third("v"); } },
        "fn f() {\n    let a = Request::new().first(\"value\").second(\"value\").third(\"v\");\n}\n",
    );
    check(
        quote! { fn f() { let a = Request::new().first("value").second("value").third("value!"); } },
        "fn f() {\n    let a = Request::new()\n        .first(\"value\")\n        .second(\"value\")\n        .third(\"value!\");\n}\n",
    );
}

#[test]
fn lets_the_last_argument_begin_on_the_line_of_the_call() {
    check(
        quote! {
            fn f() {
                replay.assert_query(["InstanceId=S20210315A7K2M9Q4", "Lang=en", "UserClientIp=127.0.0.1"]);
            }
        },
        "fn f() {\n    replay.assert_query([\n        \"InstanceId=S20210315A7K2M9Q4\",\n        \"Lang=en\",\n        \"UserClientIp=127.0.0.1\",\n    ]);\n}\n",
    );
}

#[test]
fn packs_short_elements() {
    check(
        quote! {
            impl T for A {
                const VALUES: &'static [&'static str] = &["normal", "info", "warn", "critical", "Normal", "Info", "Warn", "Critical", "unknown", "Unknown"];
            }
        },
        "impl T for A {\n    const VALUES: &'static [&'static str] = &[\n        \"normal\", \"info\", \"warn\", \"critical\", \"Normal\", \"Info\", \"Warn\", \"Critical\", \"unknown\",\n        \"Unknown\",\n    ];\n}\n",
    );
}

#[test]
fn breaks_structures_and_parameters_one_to_a_line() {
    check(
        quote! { impl_debug!(Long { first_field, second_field }); },
        "impl_debug!(Long {\n    first_field,\n    second_field\n});\n",
    );
    check(
        quote! {
            fn next_page(poll: module::QueryTaskDetailList, response: &module::QueryTaskDetailListResponse) -> Option<A> {}
        },
        "fn next_page(\n    poll: module::QueryTaskDetailList,\n    response: &module::QueryTaskDetailListResponse,\n) -> Option<A> {}\n",
    );
}

#[test]
fn sorts_imports_and_keeps_groups_apart() {
    check(
        quote! {
            use library::{Client, A10, A9};
            use library::module::B;
            use library::module::*;
            blank_line!();
            use crate::send;
            pub use super::types::C;
        },
        "use library::module::B;\nuse library::module::*;\nuse library::{A9, A10, Client};\n\nuse crate::send;\n\npub use super::types::C;\n",
    );
}

#[test]
fn prints_documentation_as_it_is() {
    let docs = documentation(&[
        "A \"quoted\" line.".to_owned(),
        String::new(),
        "- `x`".to_owned(),
    ]);
    check(
        quote! { #[doc = #docs] #[deprecated(note = "use `B` instead")] pub struct A(u8); },
        "/// A \"quoted\" line.\n///\n/// - `x`\n#[deprecated(note = \"use `B` instead\")]\npub struct A(u8);\n",
    );
}

#[test]
fn writes_raw_strings_only_if_they_save_escapes() {
    let cases = [
        ("plain", "\"plain\""),
        (r#"{"a":1}"#, r##"r#"{"a":1}"#"##),
        ("a\"#b", "r##\"a\"#b\"##"),
        ("a\r\"", "\"a\\r\\\"\""),
    ];
    for (text, expected) in cases {
        assert_eq!(raw_string(text).to_string(), expected);
    }
}

#[test]
fn prints_other_items_with_prettyplease() {
    check(
        quote! { struct A; trait T { fn f(&self) -> bool; } },
        "struct A;\n\ntrait T {\n    fn f(&self) -> bool;\n}\n",
    );
}
