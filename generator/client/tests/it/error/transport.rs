//! Errors of a transport, and requests that never reach one.

use std::error::Error as _;

use acs_client::replay::block_on;
use acs_client::{Client, Credentials, ErrorKind, Replay, TransportError, TransportErrorKind};

use super::{OPERATION, send_error};
use crate::domain::SaveTask;

#[test]
fn keeps_the_cause_of_a_transport_error() {
    use TransportErrorKind::{Connect, Disconnected, Other, ResponseTooLarge, Timeout, Tls};
    for (kind, timeout, transient) in [
        (Connect, false, true),
        (Timeout, true, true),
        (Disconnected, false, true),
        (ResponseTooLarge, false, false),
        (Tls, false, false),
        (Other, false, false),
    ] {
        let cause = TransportError::new(kind, "it broke").with_source("the cable");
        let error = send_error(Replay::new().fail(cause));
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.to_string(), format!("{OPERATION}: it broke"));
        assert_eq!(error.source().unwrap().to_string(), "the cable");
        assert_eq!(
            (error.is_timeout(), error.is_transient()),
            (timeout, transient)
        );
    }
}

#[test]
fn rejects_an_empty_or_unsendable_access_key_before_sending() {
    for credentials in [
        Credentials::new("", "s"),
        Credentials::new("i", ""),
        Credentials::new("i\n", "s"),
    ] {
        let replay = Replay::new();
        let client = Client::builder()
            .credentials(credentials)
            .region("cn-hangzhou")
            .transport(replay.clone())
            .build();
        assert!(block_on(client.unwrap().send(SaveTask::new("ST2017"))).is_err());
        assert!(replay.requests().is_empty());
    }
}
