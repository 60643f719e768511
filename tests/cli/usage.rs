//! Wrong arguments and `--help`.

use std::path::Path;

use super::{SPEC, project, run, text};

#[test]
fn wrong_arguments_are_answered_with_help() {
    let project = project();
    let cases: [(&[&str], &str); 5] = [
        (
            &["generate", "--operations", "QueryDnsHosts"],
            "did you mean `QueryDnsHost`",
        ),
        (&["generate", "nowhere.json"], "nowhere.json"),
        (&["generate", "specs"], "specs/api-docs.json"),
        (
            &["inspect", SPEC, "Nothing"],
            "the description has: QueryDomainList",
        ),
        (&["generat"], "generate"),
    ];
    for (arguments, expected) in cases {
        let output = run(project.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            text(&output.stderr).contains(expected),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
    let empty = tempfile::tempdir().unwrap();
    let output = run(empty.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no description"));
}

#[test]
fn every_help_has_examples() {
    for arguments in [
        &["--help"][..],
        &["generate", "--help"],
        &["inspect", "--help"],
        &["convert", "--help"],
    ] {
        let output = run(Path::new("."), arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("Examples:"), "{arguments:?}");
    }
}
