//! The parts of a request that each scheme signs. A change to a signed part changes the signature; other changes do not.

use acs_client::Credentials;
use acs_client::sign::{SignableRequest, acs3, oss4, roa1, rpc1, sls};

use super::pairs;

type Sign = fn(&SignableRequest, &Credentials) -> String;

/// The schemes by the names that `CHANGES` uses.
const SCHEMES: [(&str, Sign); 5] = [
    ("acs3", |request, credentials| {
        let is_signed = |name: &str| name == "host" || name.starts_with("x-acs-");
        acs3::authorization(request, is_signed, credentials)
    }),
    ("rpc1", rpc1::signature),
    ("roa1", roa1::authorization),
    ("oss4", |request, credentials| {
        oss4::authorization(request, "cn-hangzhou", credentials)
    }),
    ("sls", sls::authorization),
];

fn request() -> SignableRequest {
    SignableRequest {
        method: "PUT".to_owned(),
        path: "/a%2Fb".to_owned(),
        host_label: Some("bucket".to_owned()),
        query: pairs(&[("k", "v"), ("empty", "")]),
        form: pairs(&[("f", "v")]),
        headers: [
            "accept",
            "content-md5",
            "content-type",
            "date",
            "host",
            "user-agent",
            "x-acs-date",
            "x-log-date",
            "x-oss-date",
        ]
        .map(|name| (name.to_owned(), "20260102".to_owned()))
        .into(),
        body: "f=v".into(),
        ..SignableRequest::default()
    }
}

fn change_header(request: &mut SignableRequest, name: &str) {
    let mut headers = request.headers.iter_mut();
    let found = headers.find(|(header, _)| header == name);
    found.expect("the request has the header").1.push('0');
}

/// The name of a part, a change to that part, and the schemes that sign the part.
type Change = (&'static str, fn(&mut SignableRequest), &'static str);

const CHANGES: [Change; 19] = [
    ("nothing", |_| {}, ""),
    ("method", |r| r.method.push('X'), "acs3 rpc1 roa1 oss4 sls"),
    ("path", |r| r.path.push('x'), "acs3 roa1 oss4 sls"),
    (
        "slash of the path",
        |r| r.path = "/a/b".to_owned(),
        "acs3 roa1 oss4 sls",
    ),
    ("bucket", |r| r.host_label = None, "oss4"),
    (
        "name in the query",
        |r| r.query[0].0.push('x'),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    (
        "value in the query",
        |r| r.query[0].1.push('x'),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    (
        "another pair in the query",
        |r| r.query.extend(pairs(&[("x", "")])),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    ("order of the query", |r| r.query.reverse(), ""),
    ("form", |r| r.form[0].1.push('x'), "rpc1"),
    // The other schemes sign the body by `content-md5`.
    ("body", |r| r.body = "f=w".into(), "acs3"),
    (
        "content-md5",
        |r| change_header(r, "content-md5"),
        "roa1 oss4 sls",
    ),
    (
        "content-type",
        |r| change_header(r, "content-type"),
        "roa1 oss4 sls",
    ),
    ("accept", |r| change_header(r, "accept"), "roa1"),
    ("date", |r| change_header(r, "date"), "roa1 sls"),
    (
        "x-acs-",
        |r| change_header(r, "x-acs-date"),
        "acs3 roa1 sls",
    ),
    ("x-log-", |r| change_header(r, "x-log-date"), "sls"),
    ("x-oss-", |r| change_header(r, "x-oss-date"), "oss4"),
    ("user-agent", |r| change_header(r, "user-agent"), ""),
];

#[test]
fn signature_changes_only_with_the_signed_parts() {
    let credentials = Credentials::new("testid", "testsecret");
    for (name, sign) in SCHEMES {
        let before = sign(&request(), &credentials);
        for (part, change, signed_by) in CHANGES {
            let mut changed = request();
            change(&mut changed);
            let differs = sign(&changed, &credentials) != before;
            let expected = signed_by.split(' ').any(|scheme| scheme == name);
            assert_eq!(differs, expected, "{name}: {part}");
        }
    }
}

#[test]
fn signature_depends_on_the_secret() {
    for (name, sign) in SCHEMES {
        let [first, second] = ["testsecret", "testsecret2"]
            .map(|secret| sign(&request(), &Credentials::new("testid", secret)));
        assert_ne!(first, second, "{name}");
        assert!(!first.contains("testsecret"), "{first}");
    }
}

#[test]
fn object_storage_signature_depends_on_the_region() {
    let credentials = Credentials::new("testid", "testsecret");
    let signature = |request: &SignableRequest, region| {
        let authorization = oss4::authorization(request, region, &credentials);
        authorization
            .rsplit_once('=')
            .map(|(_, hash)| hash.to_owned())
    };
    let hangzhou = signature(&request(), "cn-hangzhou");
    assert_ne!(signature(&request(), "cn-beijing"), hangzhou);
}

/// Names are percent-encoded like values, so a name that contains `=` or `&` is not read as several pairs.
#[test]
fn encodes_names_before_signing() {
    let credentials = Credentials::new("testid", "testsecret");
    for (name, sign) in SCHEMES
        .into_iter()
        .filter(|(name, _)| ["acs3", "rpc1", "oss4"].contains(name))
    {
        let [joined, separate] =
            [&[("a=1&b", "2")][..], &[("a", "1"), ("b", "2")][..]].map(|query| {
                let request = SignableRequest {
                    query: pairs(query),
                    ..request()
                };
                sign(&request, &credentials)
            });
        assert_ne!(joined, separate, "{name}");
    }
}
