//! Credentials from the URI in `ALIBABA_CLOUD_CREDENTIALS_URI`.

use acs_client::credentials::UriProvider;

use super::server::Server;
use super::{
    assert_same, credentials_json, environment, issued_credentials, provide_error,
    with_each_transport,
};

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

fn provider(uri: &str) -> UriProvider {
    UriProvider::new().environment(&environment(&[(URI, uri)], &[]))
}

#[test]
fn provides_the_credentials_of_a_uri() {
    with_each_transport(|provide| {
        let server = Server::new(|_| (200, credentials_json("Success")));
        let uri = format!("{}/a/b?key=s3cr3t", server.base_url);
        assert_same(provide(&provider(&uri)).unwrap(), issued_credentials());
        assert_same(
            provide(&UriProvider::new().uri(&uri)).unwrap(),
            issued_credentials(),
        );
        let request = server.requests().remove(0);
        assert_eq!(request.request_line(), "GET /a/b");
        assert_eq!(request.parameter("key"), Some("s3cr3t"));
    });
}

#[test]
fn reports_failures_without_the_uri() {
    with_each_transport(|provide| {
        let server = Server::new(|_| (401, "s3cr3t".to_owned()));
        let error = provide(&provider(&format!("{}/s3cr3t", server.base_url))).unwrap_err();
        assert_eq!(error.to_string(), "127.0.0.1 returned status 401");
        assert!(!format!("{error:?}").contains("s3cr3t"));

        let server = Server::new(|_| (200, credentials_json("No")));
        let error = provide(&provider(&server.base_url)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "127.0.0.1: field `Code` is not `Success`"
        );
    });
}

#[test]
fn rejects_uris_without_http_or_https() {
    for uri in ["file:///etc/passwd", "ftp://x/", "//x", "no address"] {
        assert_eq!(
            provide_error(&provider(uri)),
            "the URI for credentials is malformed; it must start with `http://` or `https://`"
        );
    }
    assert_eq!(
        provide_error(&UriProvider::new().environment(&environment(&[], &[]))),
        "set ALIBABA_CLOUD_CREDENTIALS_URI"
    );
}
