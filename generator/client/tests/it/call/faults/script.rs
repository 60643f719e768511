//! The faults: how the server behaves for each of them.

use std::time::{Duration, SystemTime};

use super::server::Behavior::{self, Drip, Endless, Reset, ResetAfter, Respond, Stall};

const OK: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 15\r\nconnection: close\r\n\r\n{\"TaskNo\":\"75\"}";

/// A name, and the behavior of the server for each request; the last behavior repeats.
pub(super) type Fault = (&'static str, Vec<Behavior>);

/// Returns faults of the connection: resets, stalls, slow and truncated responses.
pub(super) fn connection_faults() -> Vec<Fault> {
    vec![
        ("refused", vec![]),
        ("reset before", vec![Reset, ok()]),
        (
            "reset in the body",
            vec![ResetAfter(OK[..65].to_owned()), ok()],
        ),
        ("no headers", vec![Stall(String::new()), ok()]),
        ("half a head", vec![Stall(OK[..30].to_owned()), ok()]),
        ("half a body", vec![Stall(OK[..65].to_owned()), ok()]),
        (
            "slow headers",
            vec![Drip("HTTP/1.1 200 OK\r\nx-slow: ".to_owned())],
        ),
        (
            "slow body",
            vec![Drip(
                "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n".to_owned(),
            )],
        ),
        ("truncated", vec![Respond(OK[..65].to_owned()), ok()]),
        (
            "lying length",
            vec![Respond(
                "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{}".to_owned(),
            )],
        ),
        ("gigantic body", vec![Endless]),
    ]
}

/// Returns failures that a later attempt may not see: throttling and unavailability.
pub(super) fn transient_faults() -> Vec<Fault> {
    vec![
        ("429", vec![failure("429 Slow Down", ""), ok()]),
        (
            "429 with a hint",
            vec![failure("429 Slow Down\r\nx-acs-retry-after: 20", ""), ok()],
        ),
        (
            "Throttling.User",
            vec![failure("400 Bad", r#"{"Code":"Throttling.User"}"#), ok()],
        ),
        ("503 once", vec![failure("503 Unavailable", ""), ok()]),
        ("503 storm", vec![failure("503 Unavailable", "")]),
    ]
}

/// Returns unexpected content, redirects, and rejected credentials and dates.
pub(super) fn response_faults() -> Vec<Fault> {
    let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(7200));
    let redirect = "302 Found\r\nlocation: /";
    vec![
        (
            "page of a proxy",
            vec![failure(
                "502 Bad\r\ncontent-type: text/html",
                "<html>no</html>",
            )],
        ),
        (
            "wrong content type",
            vec![Respond(OK.replacen(
                "content-length",
                "content-type: image/png\r\ncontent-length",
                1,
            ))],
        ),
        ("no HTTP", vec![Respond("garbage\r\n\r\n".to_owned())]),
        (
            "no document",
            vec![Respond(OK.replace(r#"{"TaskNo":"75"}"#, "{{{{{{{{{{{{{{{"))],
        ),
        ("redirect loop", vec![failure(redirect, "")]),
        (
            "token expired",
            vec![
                failure("403 No", r#"{"Code":"SecurityTokenExpired"}"#),
                ok(),
            ],
        ),
        (
            "clock two hours off",
            vec![
                failure(
                    &format!("400 Bad\r\ndate: {later}"),
                    r#"{"Code":"IllegalTimestamp"}"#,
                ),
                ok(),
            ],
        ),
    ]
}

fn ok() -> Behavior {
    Respond(OK.to_owned())
}

/// Responds with the status and headers in `head`, and a body.
fn failure(head: &str, body: &str) -> Behavior {
    let length = body.len();
    Respond(format!(
        "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}
