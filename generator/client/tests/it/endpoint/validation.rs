//! Endpoints that a client rejects when it is built.

use acs_client::{Builder, ErrorKind, Replay};

use super::{builder, check};

#[test]
fn rejects_plaintext_beyond_loopback_unless_allowed() {
    let assert_rejected = |builder: Builder| {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Endpoint);
        assert!(error.to_string().contains("plaintext_any_host"), "{error}");
    };
    let replay = Replay::new();
    assert_rejected(builder(&replay).plaintext_loopback());
    for endpoint in [
        "example.com",
        "127.0.0.1.example.com",
        "10.0.0.1",
        "localhost.example.com",
        "[fe80::1]",
    ] {
        assert_rejected(builder(&replay).plaintext_loopback().endpoint(endpoint));
        check(
            |b| b.plaintext_any_host().endpoint(endpoint),
            &format!("http://{endpoint}/"),
            endpoint,
        );
    }
    for endpoint in [
        "127.0.0.1:8080",
        "localhost:1",
        "[::1]:8080",
        "api.localhost",
    ] {
        check(
            |b| b.plaintext_loopback().endpoint(endpoint),
            &format!("http://{endpoint}/"),
            endpoint,
        );
    }
}

#[test]
fn rejects_a_malformed_endpoint() {
    for endpoint in [
        "",
        "https://a.b",
        "user@a.b",
        "a.b/c",
        "a.b:99999",
        "a b",
        "a.b?c",
        "a.b\r\nx: y",
        ":80",
    ] {
        let result = builder(&Replay::new()).endpoint(endpoint).build();
        assert!(
            result.is_err_and(|error| error.kind() == ErrorKind::Endpoint),
            "{endpoint}"
        );
    }
}
