//! `generate` for many descriptions: order, staging, and all or none.

use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::{DEMO_SPEC, SPEC, count_entries, program, project, project_with_duplicates, run, text};

/// Crates are reported in this order whichever is finished first.
#[test]
fn results_are_in_the_order_of_the_command_line() {
    let project = tempfile::tempdir().unwrap();
    let mut arguments = vec!["generate".to_owned()];
    for number in [3, 1, 4, 9, 5, 2, 6] {
        let demo = project_with_duplicates(number);
        let spec = project.path().join(format!("{number}.json"));
        let text = fs::read_to_string(demo.path().join(DEMO_SPEC)).unwrap();
        fs::write(spec, text.replace("Demo", &format!("Demo{number}"))).unwrap();
        arguments.push(format!("{number}.json"));
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let first = run(project.path(), &arguments);
    let shown = text(&first.stdout);
    let order: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.strip_prefix("generated/demo")?.get(..1))
        .collect();
    assert_eq!(order, ["3", "1", "4", "9", "5", "2", "6"], "{shown}");
    assert!(shown.contains("7 crates: 30 operations, "), "{shown}");

    // No staging directory is left, and a second run prints the same on any number of cores.
    assert_eq!(count_entries(project.path()), 7 + 1);
    for cores in ["1", "8"] {
        let again = Command::new(program())
            .args(&arguments)
            .current_dir(project.path())
            .env_remove("CARGO")
            .env("RAYON_NUM_THREADS", cores)
            .output()
            .unwrap();
        assert_eq!(again.stderr, first.stderr);
        assert_eq!(text(&again.stdout).matches("all up to date").count(), 7 + 1);
    }
}

#[test]
fn only_changed_files_are_rewritten() {
    let project = project();
    let other = project_with_duplicates(2);
    let demo = project.path().join(DEMO_SPEC);
    fs::create_dir_all(demo.parent().unwrap()).unwrap();
    fs::copy(other.path().join(DEMO_SPEC), &demo).unwrap();
    run(project.path(), &["generate"]);
    let modified = |path: &str| {
        let path = project.path().join("generated").join(path);
        fs::metadata(path).unwrap().modified().unwrap()
    };
    let kept = [
        "domain-2018-01-29/src/lib.rs",
        "demo-2026-01-01/src/ping1.rs",
    ];
    let before = kept.map(modified);

    let changed = fs::read_to_string(&demo)
        .unwrap()
        .replace(r#""Ping0":{"#, r#""Ping0":{"summary":"Answers.","#);
    fs::write(&demo, changed).unwrap();
    let output = run(project.path(), &["generate"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("47 files, all up to date"), "{shown}");
    assert!(shown.contains("0 files added, "), "{shown}");
    assert_eq!(kept.map(modified), before);
    let ping = project
        .path()
        .join("generated/demo-2026-01-01/src/ping0.rs");
    assert!(fs::read_to_string(ping).unwrap().contains("/// Answers."));
}

#[test]
fn no_crate_is_written_if_one_description_is_invalid() {
    let project = project();
    fs::create_dir_all(project.path().join("specs/wrong/2026-01-01")).unwrap();
    fs::write(
        project.path().join("specs/wrong/2026-01-01/api-docs.json"),
        "{",
    )
    .unwrap();
    let refused = run(project.path(), &["generate"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("error[not-json]: "),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(count_entries(project.path()), 1, "only specs");

    let same = run(project.path(), &["generate", SPEC, SPEC]);
    assert_eq!(same.status.code(), Some(2));
    assert!(text(&same.stderr).contains("error[duplicate-description]: "));
    assert_eq!(count_entries(project.path()), 1, "only specs");
}

/// A run deletes old staging directories of runs that were killed, and only those.
#[test]
fn stale_staging_directories_are_deleted() {
    let project = project();
    let long_ago = SystemTime::now() - Duration::from_secs(7200);
    let create = |name: &str, mark: &str, time: SystemTime| {
        let folder = project.path().join(name);
        fs::create_dir(&folder).unwrap();
        let file = fs::File::create(folder.join(mark)).unwrap();
        file.set_modified(time).unwrap();
        folder
    };
    let stale = create(".acsgen-a.new", "made-by-acsgen", long_ago);
    let at_work = create(".acsgen-b.new", "made-by-acsgen", SystemTime::now());
    let unmarked = create(".acsgen-c.new", "mine", long_ago);
    let foreign = create("theirs", "made-by-acsgen", long_ago);
    #[cfg(unix)]
    std::os::unix::fs::symlink(&foreign, project.path().join(".acsgen-d.new")).unwrap();

    assert_eq!(run(project.path(), &["generate"]).status.code(), Some(0));
    assert!(!stale.exists());
    assert!(at_work.exists() && unmarked.exists());
    assert!(
        foreign.join("made-by-acsgen").exists(),
        "a link is not followed"
    );
}
