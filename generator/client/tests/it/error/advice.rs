//! Classification of service errors and the advice that goes with them.

use std::time::Duration;

use acs_client::Replay;

use super::send_error;

/// A class of errors, which determines how a caller may react.
#[derive(Debug, PartialEq)]
enum Class {
    /// Throttled, and therefore transient.
    Throttled,
    Transient,
    Permanent,
}

#[track_caller]
fn check(status: u16, code: &str, class: Class, advice: &str) {
    let body = format!(r#"{{"Code": "{code}", "Message": "m"}}"#);
    let error = send_error(Replay::new().error(status, body));
    let actual = match (error.is_throttled(), error.is_transient()) {
        (true, true) => Class::Throttled,
        (true, false) => panic!("throttled, but not transient: {error:?}"),
        (false, true) => Class::Transient,
        (false, false) => Class::Permanent,
    };
    assert_eq!(actual, class);
    assert!(
        error.advice().unwrap_or_default().contains(advice),
        "{:?}",
        error.advice()
    );
}

#[test]
fn classifies_errors_and_gives_advice() {
    use Class::{Permanent, Throttled, Transient};
    check(400, "Throttling.User", Throttled, "Send fewer requests");
    check(429, "Whatever", Throttled, "Send fewer requests");
    check(503, "ServiceUnavailable", Transient, "try again later");
    check(
        400,
        "SignatureDoesNotMatch",
        Permanent,
        "secret does not belong",
    );
    check(400, "InvalidTimeStamp.Expired", Permanent, "clock");
    check(404, "InvalidAccessKeyId.NotFound", Permanent, "RAM console");
    check(403, "Forbidden.RAM", Permanent, "RAM policy");
    check(404, "InvalidAction.NotFound", Permanent, "endpoint");
    check(400, "InvalidInstanceId", Permanent, "");
}

#[test]
fn treats_a_retry_after_header_as_throttling() {
    let error = send_error(
        Replay::new()
            .error(400, "{}")
            .header("x-acs-retry-after", "1500"),
    );
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1500)));
    for value in ["0", "-1", "soon"] {
        let error = send_error(
            Replay::new()
                .error(400, "{}")
                .header("x-acs-retry-after", value),
        );
        assert!(!error.is_throttled());
    }
}
