//! The host of a request by region and network.

use acs_client::codegen::{
    ApiStyle, EmptyResponse, Operation, OperationSpec, OperationType, Parameters, Product,
    RawResult,
};
use acs_client::replay::block_on;
use acs_client::{Builder, Error, ErrorKind, Replay, Response};

use super::{builder, check};
use crate::domain::SaveTask;

#[test]
fn resolves_the_host_from_region_or_override() {
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
    // A URL drops the default port, so the port must not be signed.
    check(
        |b| b.endpoint("example.com:443"),
        "https://example.com/",
        "example.com",
    );
    check(|b| b.endpoint("[::1]:80"), "https://[::1]:80/", "[::1]:80");
}

#[test]
fn lists_the_known_regions_when_the_region_is_unknown_or_missing() {
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
        "Domain has no endpoint in region `mars`; its regions are ap-southeast-1, cn-hangzhou",
    );
    assert!(replay.requests().is_empty());
}

/// Declares a product with a table of endpoints, and an operation of it.
macro_rules! product {
    ($operation:ident, $endpoints:expr) => {
        struct $operation;
        impl Operation for $operation {
            type Response = EmptyResponse;
            const SPEC: &'static OperationSpec = {
                static PRODUCT: Product = Product {
                    name: "Demo",
                    version: "1",
                    style: ApiStyle::Rpc,
                    endpoints: &$endpoints,
                };
                &OperationSpec::rpc(&PRODUCT, "DescribeRegions", OperationType::Read)
            };
            fn into_parameters(self) -> Parameters {
                Parameters::new()
            }
            fn into_response(result: RawResult) -> Result<Response<EmptyResponse>, Error> {
                acs_client::codegen::into_typed(result)
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

/// Returns the host that a request is sent to, or the error message. An empty region or network is left unset.
fn host_or_error<O: Operation>(operation: O, region: &str, network: &str) -> String {
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
fn needs_no_region_if_the_product_has_one_host() {
    assert_eq!(host_or_error(Central, "", ""), "ram.aliyuncs.com");
    assert_eq!(host_or_error(Central, "c", ""), "ram.aliyuncs.com");
    assert_eq!(host_or_error(Single, "", ""), "eas.cn-beijing.aliyuncs.com");
    // A product with one host may still be regional.
    assert_eq!(
        host_or_error(Single, "eu-west-1", ""),
        "Demo has no endpoint in region `eu-west-1`; its regions are cn-beijing"
    );
}

#[test]
fn infers_the_host_of_an_unlisted_region_from_the_listed_ones() {
    assert_eq!(
        host_or_error(Regional, "cn-wuhan-lr", ""),
        "ecs.cn-wuhan-lr.aliyuncs.com"
    );
    assert_eq!(
        host_or_error(Logs, "me-east-1", ""),
        "me-east-1.log.aliyuncs.com"
    );
    // A pattern that only half of the table follows is not applied, nor is an invalid region.
    let known_regions = "its regions are cn-beijing, cn-hangzhou, cn-qingdao, cn-shanghai";
    assert_eq!(
        host_or_error(Mixed, "cn-wuhan-lr", ""),
        format!("Demo has no endpoint in region `cn-wuhan-lr`; {known_regions}")
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
        let error = host_or_error(Regional, region, "");
        assert!(
            error.contains("its regions are cn-beijing"),
            "{region}: {error}"
        );
    }
}

#[test]
fn adds_the_network_to_the_host() {
    assert_eq!(
        host_or_error(Regional, "cn-beijing", "vpc"),
        "ecs-vpc.cn-beijing.aliyuncs.com"
    );
    assert_eq!(
        host_or_error(Regional, "cn-beijing", "public"),
        "ecs.cn-beijing.aliyuncs.com"
    );
    // The public host of the oldest region has its own form; its host on the private network follows the pattern.
    assert_eq!(
        host_or_error(Regional, "cn-hangzhou", "vpc"),
        "ecs-vpc.cn-hangzhou.aliyuncs.com"
    );
    assert_eq!(
        host_or_error(Mixed, "cn-qingdao", "vpc"),
        "mt-vpc.cn-qingdao.aliyuncs.com"
    );
    assert_eq!(host_or_error(Central, "", "vpc"), "ram-vpc.aliyuncs.com");
    assert_eq!(
        host_or_error(Logs, "eu-west-1", "intranet"),
        "eu-west-1-intranet.log.aliyuncs.com"
    );
    for network in ["a.b", "vpc/", "VPC", "-", "v c"] {
        let result = builder(&Replay::new()).network(network).build();
        assert!(
            result.is_err_and(|error| error.kind() == ErrorKind::Endpoint),
            "{network}"
        );
    }
}

#[test]
fn lists_similar_regions_first_when_there_are_many() {
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
        host_or_error(Many, "me-9", ""),
        "Demo has no endpoint in region `me-9`; its regions are me-1, ap-1, ap-2, cn-a, cn-b, cn-c, cn-d, cn-e, cn-f, \
         cn-g, cn-h, cn-i and 2 others"
    );
}
