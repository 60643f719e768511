use std::fmt::{Debug, Display};

use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Environment, Replay};

use crate::domain::{QueryTaskDetailList, SaveTask, TaskCompletion};

const SECRET: &str = "s3cr3t-of-the-key";
const TOKEN: &str = "t0k3n-of-sts";

fn credentials() -> Credentials {
    Credentials::new("testid", SECRET).with_security_token(TOKEN)
}

#[track_caller]
fn check(shown: impl Debug) {
    let shown = format!("{shown:?} {shown:#?}");
    assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
}

#[track_caller]
fn check_both(shown: impl Debug + Display) {
    check(shown.to_string());
    check(shown);
}

#[test]
fn nothing_shows_a_secret() {
    let environment = Environment::with(|name| match name {
        "ALIBABA_CLOUD_SECURITY_TOKEN" => Some(TOKEN.to_owned()),
        _ => Some(SECRET.to_owned()),
    });
    check(credentials());
    check(&environment);
    check(
        Client::builder()
            .credentials(credentials())
            .endpoint("localhost"),
    );

    let replay = Replay::new().json("{}");
    let client = Client::new(credentials(), replay.clone());
    check(&client);
    check(client.send(SaveTask::new("ST2017")));
    check(client.pages(QueryTaskDetailList::new("75")));
    check(client.pages(QueryTaskDetailList::new("75")).items());
    check(client.wait(TaskCompletion::new("75")));
    check(&replay);
}

#[test]
fn recorded_requests_hide_token_and_signature() {
    let replay = Replay::new().json("{}");
    let client = client(&replay);
    let reply = block_on(client.send(SaveTask::new("ST2017"))).unwrap();
    check(reply);
    assert_eq!(
        replay.requests()[0].headers()["x-acs-security-token"],
        TOKEN
    );
    check(replay.requests());
    check(&replay);
    assert!(!format!("{replay:?}").contains("Signature="));
}

#[test]
fn a_service_that_repeats_secrets_is_scrubbed() {
    let body = format!(
        r#"{{"Code": "SignatureDoesNotMatch{TOKEN}", "Message": "signed with {SECRET}&"}}"#
    );
    let replay = Replay::new().error(400, &body).error(502, &body[1..]);
    for _ in 0..2 {
        let error = block_on(client(&replay).send(SaveTask::new("ST2017"))).unwrap_err();
        assert!(error.message().contains("signed with ***&"), "{error}");
        check_both(error);
    }
}

fn client(replay: &Replay) -> Client {
    Client::builder()
        .credentials(credentials())
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap()
}
