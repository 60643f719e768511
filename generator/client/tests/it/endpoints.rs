use acs_client::codegen::{
    Fields, Kind, Operation, Parameters, Product, Record, ServiceStyle, Spec,
};
use acs_client::replay::block_on;
use acs_client::{Builder, Client, Credentials, Environment, ErrorKind, Replay};

use crate::domain::SaveTask;

fn builder(replay: &Replay) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .transport(replay.clone())
}

#[track_caller]
fn check(configure: impl Fn(Builder) -> Builder, uri: &str, host: &str) {
    let replay = Replay::new().json("{}");
    let client = configure(builder(&replay)).build().unwrap();
    block_on(client.send(SaveTask::new("ST2017"))).unwrap();
    let request = &replay.requests()[0];
    assert_eq!(
        request.uri().to_string(),
        format!("{uri}?InstanceId=ST2017")
    );
    assert_eq!(request.headers()["host"], host);
}

#[test]
fn hosts_follow_region_and_override() {
    check(
        |b| b.region("cn-hangzhou"),
        "https://domain.aliyuncs.com/",
        "domain.aliyuncs.com",
    );
    check(
        |b| b.region("ap-southeast-1"),
        "https://domain-intl.aliyuncs.com/",
        "domain-intl.aliyuncs.com",
    );
    check(
        |b| b.endpoint("127.0.0.1:8080").http(),
        "http://127.0.0.1:8080/",
        "127.0.0.1:8080",
    );
    check(
        |b| b.endpoint("Example.COM").region("nowhere"),
        "https://example.com/",
        "example.com",
    );
    // URLs drop the default port, so it must not be signed.
    check(
        |b| b.endpoint("example.com:443"),
        "https://example.com/",
        "example.com",
    );
    check(|b| b.endpoint("[::1]:80"), "https://[::1]:80/", "[::1]:80");
}

#[test]
fn an_unknown_or_missing_region_lists_the_known() {
    #[track_caller]
    fn check(builder: Builder, message: &str) {
        let error = block_on(builder.build().unwrap().send(SaveTask::new("ST2017"))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Endpoint);
        assert_eq!(
            error.to_string(),
            format!("SaveSingleTaskForSynchronizingDnsHost: {message}")
        );
    }
    let replay = Replay::new();
    check(
        builder(&replay),
        "no region is set and Domain has several: ap-southeast-1, cn-hangzhou",
    );
    check(
        builder(&replay).region("mars"),
        "Domain has no endpoint in region `mars`; it has them in ap-southeast-1, cn-hangzhou",
    );
    assert!(replay.requests().is_empty());
}

#[test]
fn a_product_with_one_host_needs_no_region() {
    static CENTRAL: Product = Product {
        name: "Ram",
        version: "1",
        style: ServiceStyle::Rpc,
        endpoints: &[("a", "ram.aliyuncs.com"), ("b", "ram.aliyuncs.com")],
    };
    struct Ask(Parameters);
    struct Nothing;
    impl Record for Nothing {
        fn read(_: &mut Fields<'_>) -> Self {
            Self
        }
    }
    impl Operation for Ask {
        type Reply = Nothing;
        const SPEC: &'static Spec = &Spec::rpc(&CENTRAL, "Ask", Kind::Read);
        acs_client::exchange!();
    }
    let replay = Replay::new().json("{}").json("{}");
    for client in [
        builder(&replay).build(),
        builder(&replay).region("c").build(),
    ] {
        block_on(client.unwrap().send(Ask(Parameters::new()))).unwrap();
    }
    assert_eq!(
        replay.requests()[1].uri().to_string(),
        "https://ram.aliyuncs.com/"
    );
}

#[test]
fn a_malformed_endpoint_is_refused() {
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
        let outcome = builder(&Replay::new()).endpoint(endpoint).build();
        assert!(
            outcome.is_err_and(|error| error.kind() == ErrorKind::Endpoint),
            "{endpoint}"
        );
    }
}

#[test]
fn the_environment_names_what_is_missing() {
    #[track_caller]
    fn check(set: &'static [&'static str], message: &str) {
        let environment = Environment::with(|name| set.contains(&name).then(|| "x".to_owned()));
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
fn the_environment_gives_credentials_token_and_region() {
    let environment = Environment::with(|name| {
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
