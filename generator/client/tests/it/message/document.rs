//! Parsing of JSON and XML text, including malformed and hostile documents.

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay, Response, Value};

use crate::domain::{QueryTaskDetailList, QueryTaskDetailListResponse};

fn decode(body: impl AsRef<[u8]>) -> Result<Response<QueryTaskDetailListResponse>, Error> {
    let replay = Replay::new().respond(200, "text/plain", body);
    block_on(Client::replay(&replay).send(QueryTaskDetailList::new("75")))
}

#[track_caller]
fn check(body: &str, tree: &str) {
    assert_eq!(*decode(body).unwrap().raw(), tree.parse::<Value>().unwrap());
}

#[test]
fn parses_xml_as_a_tree() {
    check(
        "<R><a>1</a><b><c>2</c></b></R>",
        r#"{"a": "1", "b": {"c": "2"}}"#,
    );
    check("<R><a>1</a><a>2</a><a/></R>", r#"{"a": ["1", "2", ""]}"#);
    check(
        "<?xml version='1.0'?>\n<!-- x -->\n<R>\n  <a>\n  </a>\n</R>\n",
        r#"{"a": ""}"#,
    );
    check("<R xmlns:n='u'><n:a x='y'>1</n:a></R>", r#"{"a": "1"}"#);
    check(
        "<R><a><![CDATA[<b>&amp;]]>c</a></R>",
        r#"{"a": "<b>&amp;c"}"#,
    );
    check(
        "<R><a>&lt;&amp;&#65;&#x42;&quot; &nbsp; a & b</a></R>",
        r#"{"a": "<&AB\" &nbsp; a & b"}"#,
    );
    check("\u{feff}<R/>", "{}");
    // Fragments: several roots, or a root that holds only text.
    check("<a>1</a><b>2</b>", r#"{"a": "1", "b": "2"}"#);
    check("<a>1</a>", r#"{"a": "1"}"#);
}

#[test]
fn rejects_or_defuses_hostile_xml() {
    let bomb = r#"<!DOCTYPE R [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><R><a>&b;</a></R>"#;
    check(bomb, r#"{"a": "&b;"}"#);
    let file = r#"<!DOCTYPE R [<!ENTITY f SYSTEM "file:///etc/passwd">]><R><a>&f;</a></R>"#;
    check(file, r#"{"a": "&f;"}"#);

    let too_deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(
        decode(too_deep)
            .unwrap_err()
            .message()
            .contains("deeper than 128")
    );
    let wide = format!("<R>{}</R>", "<a/>".repeat(100_000));
    assert_eq!(
        decode(wide).unwrap().raw()["a"].as_array().map(Vec::len),
        Some(100_000)
    );

    for body in [
        "<",
        "<a",
        "<a>",
        "<a></b>",
        "</a>",
        "<a></a></a>",
        "<!--",
        "<![CDATA[",
        "<?",
        "<a x=>",
        "<!DOCTYPE",
    ] {
        assert!(decode(body).is_err() || body == "<a x=>", "{body}");
    }
}

#[test]
fn rejects_hostile_json() {
    for body in [
        "[".repeat(100_000),
        r#"{"a":"#.repeat(100_000),
        "{".to_owned(),
        "nul".to_owned(),
        "{} {}".to_owned(),
    ] {
        assert!(decode(body).is_err());
    }
    // Bytes that are not valid UTF-8 are replaced, not rejected.
    assert_eq!(
        decode(b"{\"RequestId\": \"\xff\"}").unwrap().request_id,
        "\u{fffd}"
    );
}

#[test]
fn never_panics_on_a_truncated_document() {
    let bodies = [
        r#"{"RequestId": "é", "TotalPageNum": "1", "Data": {"TaskDetail": [{"TryCount": 1.5e3, "X": [true, null]}]}}"#,
        "<?xml version='1.0'?><!DOCTYPE R><R a='b'><RequestId>&lt;&#233;é</RequestId><Data><![CDATA[x]]><TaskDetail/></Data></R>",
        r#"{"Code": "X", "Message": "y", "Error": {"Code": "Z"}}"#,
        "<html><head><title>502 Bad Gateway</title></head></html>",
    ];
    for body in bodies {
        for end in 0..=body.len() {
            let prefix = &body.as_bytes()[..end];
            let _ = decode(prefix);
            let replay = Replay::new().error(502, prefix);
            let error =
                block_on(Client::replay(&replay).send(QueryTaskDetailList::new("75"))).unwrap_err();
            assert_eq!(error.status(), Some(502));
        }
    }
}
