//! `inspect`: overview, one operation, and JSON.

use super::{SPEC, project, run, text};

#[test]
fn inspect_shows_operations_parameters_and_json() {
    let project = project();
    let all = run(project.path(), &["inspect", SPEC]);
    assert!(text(&all.stdout).contains("8 operations"));
    let one = text(
        &run(
            project.path(),
            &["inspect", SPEC, "SaveSingleTaskForSynchronizingDnsHost"],
        )
        .stdout,
    );
    assert!(
        one.contains("InstanceId: string in query, required"),
        "{one}"
    );
    assert!(one.contains("Lang: string (zh, en) in query"), "{one}");
    let json = run(project.path(), &["inspect", SPEC, "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["operations"].as_array().unwrap().len(), 8);
}
