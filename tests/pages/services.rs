//! Several pages become one service, and pages beside a description add to it.

use acsgen::{SourceFile, SpecDefaults};

use super::support::{BOATS, outline, single_operation, sources};

#[test]
fn merges_the_pages_of_one_product_version() {
    let second = BOATS.replace("ListBoats", "DescribeBoats").replace(
        "|Order|String|No|name|How they are sorted.",
        "|Order|String|No|name|Sorted.",
    );
    let other_version = BOATS
        .replace("ListBoats", "ListShips")
        .replace("2026-02-03", "2019-01-01");
    let no_operation = "# Boats\n\nAll about them.\n";
    let mut sources = sources("a.md", BOATS);
    sources.defaults = SpecDefaults::default();
    sources.pages = [
        ("b.md", second.as_str()),
        ("c.md", other_version.as_str()),
        ("d.md", no_operation),
        ("e.md", BOATS),
    ]
    .map(|(name, text)| SourceFile::new(name, text))
    .to_vec();
    let (service, warnings) = acsgen::read(&sources).unwrap();
    let names: Vec<&str> = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    assert_eq!(names, ["DescribeBoats", "ListBoats"]);
    let codes: Vec<&str> = warnings
        .iter()
        .map(|warning| warning.code().name())
        .collect();
    assert_eq!(
        codes,
        ["not-a-description", "mismatched-page", "duplicate-page"]
    );
}

#[test]
fn adds_prose_and_samples_to_a_description() {
    let description = r#"{ "version": "1.0", "info": { "style": "RPC", "product": "Harbour", "version": "2026-02-03" },
        "apis": { "ListBoats": { "methods": ["post"], "summary": "x",
            "parameters": [{ "name": "Order", "in": "query", "schema": { "type": "string" } },
                           { "name": "Hidden", "in": "query", "schema": { "type": "string" } }],
            "responses": {} } } }"#;
    let mut sources = sources("api-docs.json", description);
    sources
        .pages
        .push(SourceFile::new("pages/ListBoats.md", BOATS));
    let (service, warnings) = acsgen::read(&sources).unwrap();
    assert!(warnings.is_empty(), "{warnings}");
    let operation = single_operation(&service);
    assert_eq!(outline(operation), "Order: name|size\nHidden: string\n");
    assert_eq!(operation.summary, "Lists the boats of a harbour.");
    assert_eq!((operation.samples.len(), operation.errors.len()), (1, 1));
}
