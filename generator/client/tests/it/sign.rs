//! Tests of the sign layer: published vectors, captures of official SDKs, and what each scheme covers.

mod client;
mod official_captures;
mod operation_spec;
mod schemes;
mod signed_parts;

use acs_client::Credentials;
use acs_client::sign::{SignableRequest, acs3, oss4, rpc1};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(text))
}

const NO_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The request was captured from the official Python SDK.
#[test]
fn acs3_signs_like_the_official_sdk() {
    let request = SignableRequest {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: pairs(&[
            ("Lang", "en"),
            ("InstanceId", "ST2017120814571100001303"),
            ("UserClientIp", "127.0.0.1"),
        ]),
        headers: pairs(&[
            ("host", "127.0.0.1:18923"),
            ("x-acs-action", "SaveSingleTaskForSynchronizingDnsHost"),
            ("x-acs-version", "2018-01-29"),
            ("x-acs-date", "2026-11-23T15:07:09Z"),
            ("x-acs-signature-nonce", "58fc98c703be4a8529549a29a502e9a7"),
            ("x-acs-content-sha256", NO_BODY),
            ("x-acs-credentials-provider", "static_ak"),
            ("accept", "application/json"),
            (
                "user-agent",
                "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
            ),
        ]),
        ..SignableRequest::default()
    };

    assert_eq!(
        sha256(&acs3::canonical_request(&request, |_| true)),
        "693055db550956a5b47055daff3aadcedbb1f9123d1881f7aa05de3c59872d12"
    );
    let access_key = Credentials::new("testid", "testsecret");
    let authorization = acs3::authorization(&request, |_| true, &access_key);
    let signature = "Signature=e369c1dc149b718ce7a5173f3ca0d5c43020ad5782155e6b83fa31fb1a94c1a9";
    assert!(authorization.ends_with(signature), "{authorization}");
}

/// The example is from the reference of signature V3.
#[test]
fn acs3_signs_the_published_example() {
    let request = SignableRequest {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: pairs(&[
            (
                "ImageId",
                "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            ),
            ("RegionId", "cn-shanghai"),
        ]),
        headers: pairs(&[
            ("host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", NO_BODY),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
        ]),
        ..SignableRequest::default()
    };
    let access_key = Credentials::new("YourAccessKeyId", "YourAccessKeySecret");
    assert_eq!(
        acs3::authorization(&request, |_| true, &access_key),
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
         x-acs-date;x-acs-signature-nonce;x-acs-version,\
         Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    );
}

/// The example is from the reference of signature V1.
#[test]
fn rpc1_signs_the_published_example() {
    let request = SignableRequest {
        method: "GET".to_owned(),
        path: "/".to_owned(),
        query: pairs(&[
            ("Timestamp", "2016-02-23T12:46:24Z"),
            ("Format", "XML"),
            ("AccessKeyId", "testid"),
            ("Action", "DescribeRegions"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
            ("Version", "2014-05-26"),
            ("SignatureVersion", "1.0"),
        ]),
        ..SignableRequest::default()
    };
    assert_eq!(
        rpc1::signature(&request, &Credentials::new("testid", "testsecret")),
        "OLeaidS1JvxuMvnyHOwuJ+uX5qY="
    );
}

/// The vectors are from the unit tests of the official object storage SDKs.
#[test]
fn oss4_signs_the_vectors_of_the_official_sdks() {
    #[track_caller]
    fn check(date: &str, token: Option<&str>, signature: &str) {
        let mut request = SignableRequest {
            method: "PUT".to_owned(),
            path: "/1234%2B-/123/1.txt".to_owned(),
            host_label: Some("bucket".to_owned()),
            query: pairs(&[
                ("param1", "value1"),
                ("+param1", "value3"),
                ("|param1", "value4"),
                ("+param2", ""),
                ("|param2", ""),
                ("param2", ""),
            ]),
            headers: pairs(&[
                ("x-oss-head1", "value"),
                ("abc", "value"),
                ("zabc", "value"),
                ("xyz", "value"),
                ("content-type", "text/plain"),
                ("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
                ("x-oss-date", date),
            ]),
            ..SignableRequest::default()
        };
        let token = token.map(|token| ("x-oss-security-token".to_owned(), token.to_owned()));
        request.headers.extend(token);
        let day = &date[..8];
        assert_eq!(
            oss4::authorization(&request, "cn-hangzhou", &Credentials::new("ak", "sk")),
            format!(
                "OSS4-HMAC-SHA256 Credential=ak/{day}/cn-hangzhou/oss/aliyun_v4_request,Signature={signature}"
            )
        );
    }
    check(
        "20231216T162057Z",
        None,
        "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
    );
    check(
        "20231217T034736Z",
        Some("token"),
        "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
    );
}

#[test]
fn sorts_headers_and_joins_repeated_ones() {
    let request = SignableRequest {
        method: "GET".to_owned(),
        path: "/".to_owned(),
        headers: pairs(&[("X-Acs-B", " 2 "), ("x-acs-a", "0"), ("x-acs-b", "1")]),
        ..SignableRequest::default()
    };
    assert!(
        acs3::canonical_request(&request, |_| true)
            .starts_with("GET\n/\n\nx-acs-a:0\nx-acs-b:1,2\n\nx-acs-a;x-acs-b\n")
    );
}

#[test]
fn signing_instants_are_well_formed_and_have_unique_nonces() {
    let instants: Vec<_> = (0..100)
        .map(|_| acs_client::SigningInstant::now())
        .collect();
    for (index, instant) in instants.iter().enumerate() {
        assert!(
            instant.nonce().len() == 32
                && instant.nonce().bytes().all(|byte| byte.is_ascii_hexdigit())
        );
        assert!(
            instants[..index]
                .iter()
                .all(|other| other.nonce() != instant.nonce())
        );
        assert_eq!((instant.date().len(), &instant.date()[19..]), (20, "Z"));
    }
}
