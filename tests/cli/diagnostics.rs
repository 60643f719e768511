//! Diagnostics on the standard error: as text, as JSON, limited and denied.

use serde_json::json;

use super::{DEMO_SPEC, project_with_duplicates, run, text};

#[test]
fn warnings_are_limited_and_counted_by_code() {
    let project = project_with_duplicates(10);
    let few = run(project.path(), &["generate"]);
    assert_eq!(few.status.code(), Some(0), "{}", text(&few.stderr));
    let shown = text(&few.stderr);
    assert_eq!(shown.matches("warning[duplicate-parameter]: ").count(), 3);
    assert!(
        shown.contains("… and 7 warnings; to show all: --warnings all"),
        "{shown}"
    );
    assert!(
        text(&few.stdout).ends_with("10 warnings (10 duplicate-parameter)\n"),
        "{}",
        text(&few.stdout)
    );

    let all = run(project.path(), &["generate", "--warnings", "all"]);
    let shown = text(&all.stderr);
    assert_eq!(shown.matches("warning[duplicate-parameter]: ").count(), 10);

    let inspected = run(project.path(), &["inspect", DEMO_SPEC]);
    assert!(text(&inspected.stdout).ends_with("10 warnings (10 duplicate-parameter)\n"));
}

#[test]
fn json_diagnostics_are_one_object_a_line() {
    let project = project_with_duplicates(2);
    let output = run(project.path(), &["generate", "--format", "json"]);
    let diagnostics: Vec<serde_json::Value> = text(&output.stderr)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(diagnostics.len(), 2);
    let first = &diagnostics[0];
    assert_eq!(first["severity"], "warning");
    assert_eq!(first["code"], "duplicate-parameter");
    assert_eq!(
        (&first["file"], &first["line"]),
        (&json!(DEMO_SPEC), &json!(1))
    );
    assert!(first["column"].as_u64().unwrap() > 1);
    assert!(
        first["message"]
            .as_str()
            .unwrap()
            .contains("is declared twice")
    );
    assert_eq!(
        first["help"],
        "the second declaration is left out: both are the same"
    );

    let missing = run(
        project.path(),
        &["generate", "nowhere.json", "--format", "json"],
    );
    assert_eq!(missing.status.code(), Some(2));
    let diagnostic: serde_json::Value = serde_json::from_str(&text(&missing.stderr)).unwrap();
    assert_eq!(
        (&diagnostic["code"], &diagnostic["line"]),
        (&json!("unreadable-file"), &json!(null))
    );
}

#[test]
fn denied_warnings_are_errors() {
    let project = project_with_duplicates(2);
    for code in [
        "warnings",
        "duplicate-parameter",
        "name-clash,duplicate-parameter",
    ] {
        let denied = run(project.path(), &["generate", "--deny", code]);
        assert_eq!(denied.status.code(), Some(2), "{code}");
        let shown = text(&denied.stderr);
        assert!(shown.contains("error[duplicate-parameter]: "), "{shown}");
        assert!(
            shown.ends_with("2 errors; nothing was written\n"),
            "{shown}"
        );
        assert!(!project.path().join("generated").exists());
    }
    let other = run(project.path(), &["generate", "--deny", "name-clash"]);
    assert_eq!(other.status.code(), Some(0), "{}", text(&other.stderr));

    let unknown = run(
        project.path(),
        &["generate", "--deny", "duplicate-paramter"],
    );
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("did you mean `duplicate-parameter`"));
}
