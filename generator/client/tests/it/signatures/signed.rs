//! What a service would notice: any change to what a scheme signs gives another signature, and no other does.

use acs_client::Credentials;
use acs_client::sign::{SignableRequest, acs3, oss4, roa1, rpc1, sls};

use super::pairs;

type Sign = fn(&SignableRequest, &Credentials) -> String;

/// By the names that the table below uses.
const SCHEMES: [(&str, Sign); 5] = [
    ("acs3", |message, key| {
        let signed = |name: &str| name == "host" || name.starts_with("x-acs-");
        acs3::authorization(message, signed, key)
    }),
    ("rpc1", rpc1::signature),
    ("roa1", roa1::authorization),
    ("oss4", |message, key| {
        oss4::authorization(message, "cn-hangzhou", key)
    }),
    ("sls", sls::authorization),
];

fn message() -> SignableRequest {
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

fn header(message: &mut SignableRequest, name: &str) {
    let mut headers = message.headers.iter_mut();
    let found = headers.find(|(known, _)| known == name);
    found.expect("the message has the header").1.push('0');
}

/// What is changed, and the schemes that sign it.
type Change = (&'static str, fn(&mut SignableRequest), &'static str);

const CHANGES: [Change; 19] = [
    ("nothing", |_| {}, ""),
    (
        "method",
        |it| it.method.push('X'),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    ("path", |it| it.path.push('x'), "acs3 roa1 oss4 sls"),
    (
        "slash of the path",
        |it| it.path = "/a/b".to_owned(),
        "acs3 roa1 oss4 sls",
    ),
    ("bucket", |it| it.host_label = None, "oss4"),
    (
        "name in the query",
        |it| it.query[0].0.push('x'),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    (
        "value in the query",
        |it| it.query[0].1.push('x'),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    (
        "one more in the query",
        |it| it.query.extend(pairs(&[("x", "")])),
        "acs3 rpc1 roa1 oss4 sls",
    ),
    ("order of the query", |it| it.query.reverse(), ""),
    ("form", |it| it.form[0].1.push('x'), "rpc1"),
    // The others sign it by `content-md5`.
    ("body", |it| it.body = "f=w".into(), "acs3"),
    (
        "content-md5",
        |it| header(it, "content-md5"),
        "roa1 oss4 sls",
    ),
    (
        "content-type",
        |it| header(it, "content-type"),
        "roa1 oss4 sls",
    ),
    ("accept", |it| header(it, "accept"), "roa1"),
    ("date", |it| header(it, "date"), "roa1 sls"),
    ("x-acs-", |it| header(it, "x-acs-date"), "acs3 roa1 sls"),
    ("x-log-", |it| header(it, "x-log-date"), "sls"),
    ("x-oss-", |it| header(it, "x-oss-date"), "oss4"),
    ("user-agent", |it| header(it, "user-agent"), ""),
];

#[test]
fn a_change_to_what_is_signed_changes_the_signature() {
    let key = Credentials::new("testid", "testsecret");
    for (name, sign) in SCHEMES {
        let before = sign(&message(), &key);
        for (what, change, signed_by) in CHANGES {
            let mut changed = message();
            change(&mut changed);
            let noticed = sign(&changed, &key) != before;
            let expected = signed_by.split(' ').any(|one| one == name);
            assert_eq!(noticed, expected, "{name}: {what}");
        }
    }
}

#[test]
fn another_secret_gives_another_signature() {
    for (name, sign) in SCHEMES {
        let [one, other] = ["testsecret", "testsecret2"]
            .map(|secret| sign(&message(), &Credentials::new("testid", secret)));
        assert_ne!(one, other, "{name}");
        assert!(!one.contains("testsecret"), "{one}");
    }
}

#[test]
fn another_region_or_day_gives_another_signature_for_object_storage() {
    let key = Credentials::new("testid", "testsecret");
    let tail = |message: &SignableRequest, region| {
        let signed = oss4::authorization(message, region, &key);
        signed.rsplit_once('=').map(|(_, hash)| hash.to_owned())
    };
    let here = tail(&message(), "cn-hangzhou");
    assert_ne!(tail(&message(), "cn-beijing"), here);
}

/// A name that has to be encoded must not pass for another: names are encoded as values are.
#[test]
fn names_cannot_pretend_to_be_more_than_one() {
    let key = Credentials::new("testid", "testsecret");
    for (name, sign) in SCHEMES
        .into_iter()
        .filter(|(name, _)| ["acs3", "rpc1", "oss4"].contains(name))
    {
        let [one, two] = [&[("a=1&b", "2")][..], &[("a", "1"), ("b", "2")][..]].map(|query| {
            let message = SignableRequest {
                query: pairs(query),
                ..message()
            };
            sign(&message, &key)
        });
        assert_ne!(one, two, "{name}");
    }
}
