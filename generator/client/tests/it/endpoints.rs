use acs_client::codegen::{
    ApiStyle, EmptyResponse, Operation, OperationSpec, OperationType, Parameters, Product,
    RawResult,
};
use acs_client::replay::block_on;
use acs_client::{Builder, Client, Credentials, Environment, Error, ErrorKind, Replay, Response};

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
        |b| b.endpoint("127.0.0.1:8080").plaintext_loopback(),
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

/// A product with this table, and an operation of it.
macro_rules! product {
    ($ask:ident, $endpoints:expr) => {
        struct $ask;
        impl Operation for $ask {
            type Response = EmptyResponse;
            const SPEC: &'static OperationSpec = {
                static PRODUCT: Product = Product {
                    name: "Demo",
                    version: "1",
                    style: ApiStyle::Rpc,
                    endpoints: &$endpoints,
                };
                &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read)
            };
            fn into_parameters(self) -> Parameters {
                Parameters::new()
            }
            fn into_response(outcome: RawResult) -> Result<Response<EmptyResponse>, Error> {
                acs_client::codegen::into_typed(outcome)
            }
        }
    };
}

product!(
    Central,
    [("a", "ram.aliyuncs.com"), ("b", "ram.aliyuncs.com")]
);
product!(
    Regional,
    [
        ("cn-beijing", "ecs.cn-beijing.aliyuncs.com"),
        ("cn-hangzhou", "ecs-cn-hangzhou.aliyuncs.com"),
        ("eu-west-1", "ecs.eu-west-1.aliyuncs.com"),
    ]
);
product!(
    Mixed,
    [
        ("cn-beijing", "mt.cn-beijing.aliyuncs.com"),
        ("cn-hangzhou", "mt.cn-hangzhou.aliyuncs.com"),
        ("cn-qingdao", "mt.aliyuncs.com"),
        ("cn-shanghai", "mt.aliyuncs.com"),
    ]
);
product!(Single, [("cn-beijing", "eas.cn-beijing.aliyuncs.com")]);
product!(
    Logs,
    [
        ("cn-beijing", "cn-beijing.log.aliyuncs.com"),
        ("eu-west-1", "eu-west-1.log.aliyuncs.com"),
    ]
);

/// The host that a request goes to, or why it goes nowhere.
fn host<O: Operation>(operation: O, region: &str, network: &str) -> String {
    let replay = Replay::new().json("{}");
    let mut builder = builder(&replay).network(network);
    if !region.is_empty() {
        builder = builder.region(region);
    }
    match block_on(builder.build().unwrap().send(operation)) {
        Ok(_) => replay.requests()[0].uri().host().unwrap().to_owned(),
        Err(error) => error.message().to_owned(),
    }
}

#[test]
fn a_product_with_one_host_needs_no_region() {
    assert_eq!(host(Central, "", ""), "ram.aliyuncs.com");
    assert_eq!(host(Central, "c", ""), "ram.aliyuncs.com");
    assert_eq!(host(Single, "", ""), "eas.cn-beijing.aliyuncs.com");
    // It may be of a region all the same.
    assert_eq!(
        host(Single, "eu-west-1", ""),
        "Demo has no endpoint in region `eu-west-1`; it has them in cn-beijing"
    );
}

#[test]
fn a_region_that_the_table_lacks_follows_the_rule_of_the_others() {
    assert_eq!(
        host(Regional, "cn-wuhan-lr", ""),
        "ecs.cn-wuhan-lr.aliyuncs.com"
    );
    assert_eq!(host(Logs, "me-east-1", ""), "me-east-1.log.aliyuncs.com");
    // Half of the table is no rule, and not every text is a region.
    let known = "it has them in cn-beijing, cn-hangzhou, cn-qingdao, cn-shanghai";
    assert_eq!(
        host(Mixed, "cn-wuhan-lr", ""),
        format!("Demo has no endpoint in region `cn-wuhan-lr`; {known}")
    );
    for region in [
        "mars",
        "cn-",
        "cn-a.example.com",
        "cn-a/",
        "CN-A",
        "cn-a@b",
        "cn-\r\n",
    ] {
        let error = host(Regional, region, "");
        assert!(
            error.contains("it has them in cn-beijing"),
            "{region}: {error}"
        );
    }
}

#[test]
fn networks_follow_the_first_label() {
    assert_eq!(
        host(Regional, "cn-beijing", "vpc"),
        "ecs-vpc.cn-beijing.aliyuncs.com"
    );
    assert_eq!(
        host(Regional, "cn-beijing", "public"),
        "ecs.cn-beijing.aliyuncs.com"
    );
    // The public host of the oldest region follows no rule; that of its private network does.
    assert_eq!(
        host(Regional, "cn-hangzhou", "vpc"),
        "ecs-vpc.cn-hangzhou.aliyuncs.com"
    );
    assert_eq!(
        host(Mixed, "cn-qingdao", "vpc"),
        "mt-vpc.cn-qingdao.aliyuncs.com"
    );
    assert_eq!(host(Central, "", "vpc"), "ram-vpc.aliyuncs.com");
    assert_eq!(
        host(Logs, "eu-west-1", "intranet"),
        "eu-west-1-intranet.log.aliyuncs.com"
    );
    for network in ["a.b", "vpc/", "VPC", "-", "v c"] {
        let outcome = builder(&Replay::new()).network(network).build();
        assert!(
            outcome.is_err_and(|error| error.kind() == ErrorKind::Endpoint),
            "{network}"
        );
    }
}

#[test]
fn of_many_regions_those_alike_are_listed() {
    product!(
        Many,
        [
            ("ap-1", "a.example.com"),
            ("ap-2", "b.example.com"),
            ("cn-a", "c.example.com"),
            ("cn-b", "d.example.com"),
            ("cn-c", "e.example.com"),
            ("cn-d", "f.example.com"),
            ("cn-e", "g.example.com"),
            ("cn-f", "h.example.com"),
            ("cn-g", "i.example.com"),
            ("cn-h", "j.example.com"),
            ("cn-i", "k.example.com"),
            ("cn-j", "l.example.com"),
            ("cn-k", "m.example.com"),
            ("me-1", "n.example.com"),
        ]
    );
    assert_eq!(
        host(Many, "me-9", ""),
        "Demo has no endpoint in region `me-9`; it has them in me-1, ap-1, ap-2, cn-a, cn-b, cn-c, cn-d, cn-e, cn-f, \
         cn-g, cn-h, cn-i and 2 others"
    );
}

#[test]
fn without_encryption_nothing_leaves_this_machine_unless_told() {
    let refused = |builder: Builder| {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Endpoint);
        assert!(error.to_string().contains("plaintext_any_host"), "{error}");
    };
    let replay = Replay::new();
    refused(builder(&replay).plaintext_loopback());
    for endpoint in [
        "example.com",
        "127.0.0.1.example.com",
        "10.0.0.1",
        "localhost.example.com",
        "[fe80::1]",
    ] {
        refused(builder(&replay).plaintext_loopback().endpoint(endpoint));
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
fn the_region_is_where_official_tools_look_for_it() {
    let names = [
        "ALIBABA_CLOUD_REGION_ID",
        "ALIBABACLOUD_REGION_ID",
        "ALICLOUD_REGION_ID",
        "REGION_ID",
        "REGION",
    ];
    for (index, first) in names.into_iter().enumerate() {
        let environment =
            Environment::with(move |name| names[index..].contains(&name).then(|| name.to_owned()));
        assert_eq!(environment.region().as_deref(), Some(first));
    }
    assert_eq!(Environment::with(|_| Some(" ".to_owned())).region(), None);
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
