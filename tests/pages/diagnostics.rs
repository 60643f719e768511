//! Rows and pages that cannot be read are reported, with their place.

use super::support::{BOATS, read, sources};

#[test]
fn warns_about_invalid_and_duplicate_rows() {
    let page = BOATS
        .replace("|Order|String", "|Order of things|String")
        .replace("|TotalCount|Integer", "|RequestId|Integer");
    let (_, warnings) = read(&page);
    let reported: Vec<String> = warnings
        .iter()
        .map(|warning| format!("{} {}", warning.code(), warning.location()))
        .collect();
    assert_eq!(
        reported,
        ["unplaced-row Page.md:16:2", "unplaced-row Page.md:39:2"]
    );
}

#[test]
fn rejects_texts_that_describe_no_operation() {
    for (text, code) in [
        ("", "empty-file"),
        ("\u{feff}\r\n\r\n", "empty-file"),
        ("# About boats\n\nBoats swim.\n", "not-a-description"),
        ("\u{0}\u{1}\u{2}|||\u{7f}", "not-a-description"),
        (
            "# x\n\n## Request parameters\n\n|Name|Type|Required|\n|a|String|No|\n",
            "missing-member",
        ),
    ] {
        let diagnostics = acsgen::read(&sources("page.md", text)).unwrap_err();
        let codes: Vec<&str> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code().name())
            .collect();
        assert!(codes.contains(&code), "{text:?}: {diagnostics}");
    }
}
