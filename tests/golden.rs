//! Small descriptions and the files that are generated from them. `UPDATE=1 cargo test -p acsgen-tests` rewrites the
//! expected files.
//!
//! The library of this package compiles the expected code; tests below call it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use acsgen::{File, Generator, input, output};
use acsgen_tests::golden::{page, shapes, tokens};

use crate::fresh::{load, root};

fn is_update() -> bool {
    env::var_os("UPDATE").is_some()
}

/// Compares the modules of a description with the expected ones.
#[track_caller]
fn check(case: &str) {
    let sources = load(&format!("tests/golden/{case}/{}", input::DESCRIPTION));
    let files = Generator::new()
        .generate_includable(&sources)
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
        .files;
    compare(case, &files);
}

#[track_caller]
fn compare(case: &str, files: &[File]) {
    let expected = root().join("tests/golden").join(case).join("expected");
    let changes = if is_update() {
        output::write(&expected, files)
    } else {
        output::compare(&expected, files)
    };
    let differs: Vec<String> = changes.unwrap().paths().map(str::to_owned).collect();
    assert!(
        is_update() || differs.is_empty(),
        "{case}: {differs:?} differ; UPDATE=1 rewrites them"
    );
}

#[test]
fn modules_with_all_kinds_of_values() {
    check("shapes");
}

#[test]
fn modules_with_keywords_and_clashing_names() {
    check("obstacles");
}

#[test]
fn modules_with_tokens_waiters_and_overrides() {
    check("tokens");
}

/// A reference page in Markdown, which describes the same operation as the committed JSON, in other words.
#[test]
fn modules_of_a_reference_page() {
    let sources = load("tests/golden/page/SaveSingleTaskForSynchronizingDnsHost.md");
    let generated = Generator::new().generate_includable(&sources);
    let files = generated
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
        .files;
    compare("page", &files);
}

#[test]
fn a_request_of_a_reference_page_is_sent() {
    use page::save_single_task_for_synchronizing_dns_host::Lang;
    let replay = Replay::new().json(r#"{ "requestId": "r", "taskNo": "t" }"#);
    let request = page::SaveSingleTaskForSynchronizingDnsHost::new("S1").lang(Lang::En);
    let reply = block_on(Client::replay(&replay).send(request)).unwrap();
    assert_eq!(
        (reply.request_id.as_str(), reply.task_no.as_str()),
        ("r", "t")
    );
    assert_eq!(replay.actions(), ["SaveSingleTaskForSynchronizingDnsHost"]);
}

/// The files of a crate that name features: of an override, of a group that is called as a feature of every crate, and
/// of a type that two groups share.
#[test]
fn features_of_operation_groups() {
    let sources = load(&format!("tests/golden/features/{}", input::DESCRIPTION));
    let mut files = Generator::new().generate(&sources).unwrap().files;
    let marks = ["feature = ", "features = [", "[features]"];
    files.retain(|file| marks.iter().any(|mark| file.text.contains(mark)));
    compare("features", &files);
}

/// Each description in `refused` is rejected with the diagnostics in the file beside it.
#[test]
fn invalid_descriptions_are_rejected_with_diagnostics() {
    let dir = root().join("tests/golden/refused");
    let mut cases: Vec<PathBuf> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    cases.sort();
    assert!(cases.len() >= 15, "{} cases", cases.len());
    for case in cases {
        let diagnostics = rejection(&case);
        let expected = case.with_extension("err");
        if is_update() {
            fs::write(&expected, &diagnostics).unwrap();
        }
        assert_eq!(
            diagnostics,
            fs::read_to_string(&expected).unwrap_or_default(),
            "{}",
            case.display()
        );
    }
}

fn rejection(case: &Path) -> String {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(case).unwrap();
    // Text after a line of dashes is the overrides.
    let (description, overrides) = match text.split_once("\n---\n") {
        Some((description, overrides)) => (
            description.to_owned(),
            Some(acsgen::SourceFile::new("acsgen.json", overrides)),
        ),
        None => (text, None),
    };
    let sources = acsgen::Sources {
        description: acsgen::SourceFile::new(&name, description),
        pages: Vec::new(),
        overrides,
        defaults: acsgen::SpecDefaults::default(),
    };
    match Generator::new().generate(&sources) {
        Ok(_) => panic!("{name} was accepted"),
        Err(diagnostics) => format!("{diagnostics}\n"),
    }
}

#[test]
fn parameters_are_sent_by_location_and_style() {
    use shapes::draw_shape::{Kind, Label, Point, Required};
    let required = Required {
        board: "b/1".to_owned(),
        kind: Kind::FreeForm.into(),
        width: 1.5,
        layer: -1,
    };
    let request = shapes::DrawShape::new(required)
        .points([Point::new().x(1.0).y(2.0)])
        .colours(["red", "blue"])
        .labels([Label::new().key("k"), Label::new().value("v w")])
        .options([("a".to_owned(), "b".to_owned())])
        .x_acs_trace(true);
    let replay = Replay::new().json("{}");
    block_on(Client::replay(&replay).send(request)).unwrap();

    let sent = &replay.requests()[0];
    assert_eq!(sent.method(), "PUT");
    assert_eq!(sent.uri().path(), "/boards/b%2F1/shapes");
    let query = percent_encoding::percent_decode_str(sent.uri().query().unwrap())
        .decode_utf8()
        .unwrap();
    assert_eq!(
        query,
        "Colours=red,blue&Kind=free form&Labels.1.Key=k&Labels.2.Value=v w&Layer=-1&Points=[{\"X\":1.0,\"Y\":2.0}]&Width=1.5"
    );
    assert_eq!(sent.headers()["x-acs-trace"], "true");
    let body: serde_json::Value = serde_json::from_slice(sent.body()).unwrap();
    assert!(body.to_string().contains(r#""a":"b""#), "{body}");
}

#[test]
fn all_kinds_of_values_are_decoded() {
    let body = r#"{"Tree": {"Name": "root", "Next": {"Name": "next"}, "Children": [{"Name": "leaf"}]}, "Area": "2.5",
        "Tags": [{"Key": "k"}], "Counts": {"a": 1}, "Rows": [["x"], []], "Extra": {"any": true}}"#;
    let replay = Replay::new().json(body);
    let required = shapes::draw_shape::Required {
        board: "b".into(),
        kind: "circle".into(),
        width: 0.0,
        layer: 0,
    };
    let reply = block_on(Client::replay(&replay).send(shapes::DrawShape::new(required))).unwrap();

    let tree = reply.tree.as_ref().unwrap();
    assert_eq!(tree.next.as_ref().unwrap().name, "next");
    assert_eq!(tree.children[0].name, "leaf");
    assert_eq!(reply.area, Some(2.5));
    assert_eq!(reply.tags[0].key, "k");
    assert_eq!(reply.counts["a"], 1);
    assert_eq!(reply.rows, [vec!["x".to_owned()], vec![]]);
    assert_eq!(reply.extra["any"], true);
}

#[test]
fn pages_are_requested_by_token() {
    let replay = Replay::new()
        .json(r#"{"NextToken": "t2", "Things": ["a"]}"#)
        .json(r#"{"NextToken": "", "Things": ["b", "c"]}"#);
    let request = tokens::ListThings::new().pace(tokens::list_things::Pace::Slow);
    let things = block_on(
        Client::replay(&replay)
            .paginate(request)
            .items()
            .collect_all(),
    )
    .unwrap();
    assert_eq!(things, ["a", "b", "c"]);
    let queries: Vec<String> = replay
        .requests()
        .iter()
        .map(|sent| sent.uri().query().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(queries, ["", "NextToken=t2"]);
    assert_eq!(replay.requests()[1].body(), "Mode=slow");
}

#[test]
fn a_waiter_polls_until_a_state_of_success() {
    let replay = Replay::new()
        .json(r#"{"State": "RUNNING"}"#)
        .json(r#"{"State": "DONE"}"#);
    let parts = block_on(Client::replay(&replay).wait(tokens::JobEnd::new("j1"))).unwrap();
    assert_eq!(parts[0].state, tokens::get_job::State::Done);
    assert_eq!(
        acs_client::OpenEnum::from(tokens::get_job::State::Broke),
        "BROKEN"
    );
}

#[test]
fn client_tokens_are_generated_unless_set() {
    let replay = Replay::new().json("{}").json("{}").json("{}").json("{}");
    let client = Client::replay(&replay);
    block_on(client.send(tokens::StartJob::new())).unwrap();
    block_on(client.send(tokens::StartJob::new().client_token("mine"))).unwrap();
    use shapes::create_board::Body;
    block_on(client.send(shapes::CreateBoard::new())).unwrap();
    let body = Body::new().title("t").client_token("mine");
    block_on(client.send(shapes::CreateBoard::new().body(body))).unwrap();

    let sent = replay.requests();
    assert_eq!(sent[0].uri().query(), Some("ClientToken=replay-token-1"));
    assert_eq!(sent[1].uri().query(), Some("ClientToken=mine"));
    assert_eq!(sent[2].body(), r#"{"clientToken":"replay-token-2"}"#);
    assert_eq!(sent[3].body(), r#"{"clientToken":"mine","title":"t"}"#);
}

/// Runs a waiter on scripted responses. Returns the number of items or the error, and the replay.
fn run_waiter<W: acs_client::codegen::Waiter>(
    waiter: W,
    replay: Replay,
) -> (Result<usize, String>, Replay) {
    let outcome = block_on(Client::replay(&replay).wait(waiter));
    let outcome = outcome.map(|parts| parts.len());
    (outcome.map_err(|error| error.to_string()), replay)
}

#[test]
fn a_waiter_polls_the_state_of_one_object_by_several_parameters() {
    let running = || tokens::ServerRunning::new("cn-hangzhou", ["s-1"]);
    let replay = Replay::new()
        .json(r#"{"Server": {"Status": "Starting"}}"#)
        .json("{}")
        .json(r#"{"Server": {"Status": "Running"}}"#);
    let (outcome, replay) = run_waiter(running(), replay);
    assert_eq!(outcome, Ok(1));
    let query = replay.requests()[2].uri().query().unwrap().to_owned();
    assert_eq!(query, "RegionId=cn-hangzhou&ServerIds.1=s-1");
    let replay = Replay::new().json(r#"{"Server": {"Status": "Broken"}}"#);
    assert!(run_waiter(running(), replay).0.is_err());
    // A state can be a boolean.
    let replay = Replay::new()
        .json(r#"{"Server": {"Ready": false}}"#)
        .json(r#"{"Server": {"Ready": true}}"#);
    assert_eq!(run_waiter(tokens::ServerReady::new("r"), replay).0, Ok(1));
}

#[test]
fn a_waiter_succeeds_when_its_item_is_deleted() {
    let gone = || tokens::ServerGone::new("r", ["s-1"]);
    let pending = || Replay::new().json(r#"{"Server": {"Phase": 1}}"#);
    let replay = pending().error(404, r#"{"Code": "InvalidServer.NotFound"}"#);
    assert_eq!(run_waiter(gone(), replay).0, Ok(0));
    assert_eq!(run_waiter(gone(), pending().json("{}")).0, Ok(0));
    let replay = pending().error(404, r#"{"Code": "InvalidRegion.NotFound"}"#);
    assert!(run_waiter(gone(), replay).0.is_err());
    let replay = pending().json(r#"{"Server": {"Phase": 3}}"#);
    assert!(run_waiter(gone(), replay).0.is_err());
}
