use acs_client::credentials::UriProvider;

use super::server::Server;
use super::{assert_same, each, environment, issued, problem, written};

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

fn source(uri: &str) -> UriProvider {
    UriProvider::new(&environment(&[(URI, uri)], &[]))
}

#[test]
fn an_address_gives_credentials() {
    each(|ask| {
        let server = Server::new(|_| (200, written("Success")));
        let uri = format!("{}/a/b?key=s3cr3t", server.base);
        assert_same(ask(&source(&uri)).unwrap(), issued());
        assert_same(ask(&UriProvider::at(&uri)).unwrap(), issued());
        let asked = server.asked().remove(0);
        assert_eq!(asked.line(), "GET /a/b");
        assert_eq!(asked.parameter("key"), Some("s3cr3t"));
    });
}

#[test]
fn what_goes_wrong_is_told_without_the_address() {
    each(|ask| {
        let server = Server::new(|_| (401, "s3cr3t".to_owned()));
        let error = ask(&source(&format!("{}/s3cr3t", server.base))).unwrap_err();
        assert_eq!(error.to_string(), "127.0.0.1 answers with status 401");
        assert!(!format!("{error:?}").contains("s3cr3t"));

        let server = Server::new(|_| (200, written("No")));
        let error = ask(&source(&server.base)).unwrap_err();
        assert_eq!(error.to_string(), "127.0.0.1: its `Code` is not `Success`");
    });
}

#[test]
fn other_addresses_are_refused() {
    for uri in ["file:///etc/passwd", "ftp://x/", "//x", "no address"] {
        assert_eq!(
            problem(&source(uri)),
            "ALIBABA_CLOUD_CREDENTIALS_URI is no address with http or https"
        );
    }
    assert_eq!(
        problem(&UriProvider::new(&environment(&[], &[]))),
        "set ALIBABA_CLOUD_CREDENTIALS_URI"
    );
}
