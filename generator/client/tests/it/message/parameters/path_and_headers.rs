//! Serialization of parameters into the path, headers and the host.

use std::collections::BTreeMap;

use acs_client::ErrorKind;
use acs_client::codegen::{Operation, OperationSpec, OperationType, Parameters};

use super::{Rpc, send};
use crate::domain::PRODUCT;

operation!(
    Roa,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read)
        .method("GET")
        .path("/apps:search/{Id}/[x]/{Other}")
);
operation!(
    WholePath,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read)
        .path("{Path}")
        .keep_slashes()
);

#[test]
fn encodes_path_parameters() {
    let request = send(Roa(Parameters::new()
        .path("Id", "a/b c~")
        .path("Other", 7_i64)))
    .unwrap();
    assert_eq!(request.uri().path(), "/apps%3Asearch/a%2Fb%20c~/%5Bx%5D/7");
    assert_eq!(request.method(), "GET");
    assert!(!request.headers().contains_key("content-length"));
}

#[test]
fn sets_headers_and_the_host_label() {
    let request = send(Rpc(Parameters::new()
        .header("X-Acs-Extra", " é ")
        .header("Accept", "text/plain")
        .header("x-acs-action", "Other")
        .header("x-unset", None::<String>)
        .host("project", "My-Project")))
    .unwrap();
    assert_eq!(request.headers()["x-acs-extra"].as_bytes(), "é".as_bytes());
    assert_eq!(request.headers()["accept"], "text/plain");
    assert_eq!(request.headers()["x-acs-action"], "Describe");
    assert!(!request.headers().contains_key("x-unset"));
    assert_eq!(
        request.headers()["host"],
        "my-project.domain-intl.aliyuncs.com"
    );
    assert_eq!(
        request.uri().host(),
        Some("my-project.domain-intl.aliyuncs.com")
    );
}

/// A header name such as `x-oss-meta-*` stands for one header per entry of a map.
#[test]
fn expands_a_header_with_a_star_to_one_header_per_entry() {
    let meta = BTreeMap::from(
        [("owner", "me"), ("x-oss-meta-kind", "a b")].map(|(key, value)| (key.to_owned(), value)),
    );
    let request = send(Rpc(Parameters::new().header("x-oss-meta-*", meta))).unwrap();
    assert_eq!(request.headers()["x-oss-meta-owner"], "me");
    assert_eq!(request.headers()["x-oss-meta-kind"], "a b");
}

#[test]
fn accepts_a_parameter_that_is_the_whole_path() {
    let request = send(WholePath(Parameters::new().path("Path", "/a/b c"))).unwrap();
    assert_eq!(request.uri().path(), "/a/b%20c");
    for path in ["b.example/a", "@b.example", "/a/../b"] {
        assert!(
            send(WholePath(Parameters::new().path("Path", path))).is_err(),
            "{path}"
        );
    }
}

#[test]
fn rejects_values_that_cannot_be_sent() {
    #[track_caller]
    fn check(operation: impl Operation, message: &str) {
        let error = send(operation).unwrap_err();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::InvalidRequest, message)
        );
        assert_eq!(error.operation(), Some("Describe"));
    }
    check(
        Roa(Parameters::new().path("Id", "")),
        "path parameter `Id` is empty",
    );
    check(
        Roa(Parameters::new().path("Id", None::<String>)),
        "path parameter `Id` has no value",
    );
    check(
        Roa(Parameters::new().path("Id", "x")),
        "path parameter `Other` has no value",
    );
    let dots = Parameters::new().path("Id", "..").path("Other", "x");
    check(Roa(dots), "a path parameter must not be `..`");
    check(
        Rpc(Parameters::new().header("x-a", "1\r\nx-b: 2")),
        "`x-a` cannot be sent as a header",
    );
    check(
        Rpc(Parameters::new().host("project", "evil.com/")),
        "`project` cannot be part of a host name",
    );
    check(
        Rpc(Parameters::new().host("project", "evil.com#")),
        "`project` cannot be part of a host name",
    );
}
