//! The variables that hold a region, an access key and a security token.

use acs_client::replay::block_on;
use acs_client::{Client, Environment, Replay};

use crate::domain::SaveTask;

#[test]
fn reads_the_region_from_the_variables_of_the_official_tools() {
    let names = [
        "ALIBABA_CLOUD_REGION_ID",
        "ALIBABACLOUD_REGION_ID",
        "ALICLOUD_REGION_ID",
        "REGION_ID",
        "REGION",
    ];
    for (index, first) in names.into_iter().enumerate() {
        let environment = Environment::from_vars(move |name| {
            names[index..].contains(&name).then(|| name.to_owned())
        });
        assert_eq!(environment.region().as_deref(), Some(first));
    }
    assert_eq!(
        Environment::from_vars(|_| Some(" ".to_owned())).region(),
        None
    );
}

#[test]
fn names_the_missing_variables() {
    #[track_caller]
    fn check(variables: &'static [&'static str], message: &str) {
        let environment =
            Environment::from_vars(|name| variables.contains(&name).then(|| "x".to_owned()));
        assert_eq!(environment.credentials().unwrap_err().to_string(), message);
    }
    check(
        &[],
        "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    );
    check(
        &["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    );
    check(
        &["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID",
    );
}

#[test]
fn provides_credentials_security_token_and_region() {
    let environment = Environment::from_vars(|name| {
        Some(match name {
            "ALIBABA_CLOUD_ACCESS_KEY_ID" => "testid".to_owned(),
            "ALIBABA_CLOUD_REGION_ID" => "cn-hangzhou".to_owned(),
            _ => "testsecret".to_owned(),
        })
    });
    let replay = Replay::new().json("{}");
    let client = Client::builder()
        .environment(&environment)
        .unwrap()
        .transport(replay.clone())
        .build()
        .unwrap();
    block_on(client.send(SaveTask::new("ST2017"))).unwrap();
    let headers = replay.requests()[0].headers().clone();
    assert_eq!(headers["host"], "domain.aliyuncs.com");
    assert_eq!(headers["x-acs-accesskey-id"], "testid");
    assert_eq!(headers["x-acs-security-token"], "testsecret");
}
