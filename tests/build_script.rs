//! The generator in a build script. `tests/example` is a crate with such a build script.

use std::fs;

use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use acsgen::build_script::Config;

use crate::fresh::root;

#[test]
fn the_example_crate_synchronizes_dns_hosts() {
    let replay = Replay::new()
        .json(r#"{"RequestId": "1", "TaskNo": "t"}"#)
        .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#);
    let parts = block_on(acs_domain_20180129::synchronize(
        &Client::replay(&replay),
        "S1",
    ))
    .unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(
        replay.requests()[0].uri().query(),
        Some("InstanceId=S1&Lang=en")
    );
}

#[test]
fn writes_only_into_out_dir_and_rewrites_no_unchanged_file() {
    let out = tempfile::tempdir().unwrap();
    let config = Config::new(root().join("specs/domain/2018-01-29/api-docs.json"))
        .operations(["SaveSingleTaskForSynchronizingDnsHost"])
        .out_dir(out.path());
    config.generate().unwrap();
    let file = out.path().join("domain-2018-01-29.rs");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("pub mod save_single_task_for_synchronizing_dns_host;")
    );
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    config.generate().unwrap();
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
}

/// Cargo prints the error with `{:?}`, so that form must be readable, too.
#[test]
fn the_debug_form_of_an_error_is_readable() {
    let out = tempfile::tempdir().unwrap();
    let spec = out.path().join("api-docs.json");
    fs::write(&spec, "{\n  \"apis\": 1\n}").unwrap();
    let error = Config::new(&spec)
        .out_dir(out.path())
        .generate()
        .unwrap_err();
    let shown = format!("{error:?}");
    assert!(
        shown.contains("contains the product and version"),
        "{shown}"
    );
    assert!(shown.contains("api-docs.json:1:1"), "{shown}");
    assert!(shown.lines().count() > 3, "several lines: {shown}");
}
