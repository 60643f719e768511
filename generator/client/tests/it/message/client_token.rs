//! Client tokens that make a write idempotent.

use acs_client::codegen::{
    ApiStyle, EmptyResponse, Operation, OperationSpec, OperationType, Parameters, Product,
    TokenLocation,
};
use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use serde_json::json;

static PRODUCT: Product = Product {
    name: "Demo",
    version: "1",
    style: ApiStyle::Rpc,
    endpoints: &[("a", "demo.aliyuncs.com")],
};

/// Declares an operation with a specification.
macro_rules! operation {
    ($name:ident, $spec:expr) => {
        struct $name(Parameters);
        impl Operation for $name {
            type Response = EmptyResponse;
            const SPEC: &'static OperationSpec = &$spec;
            acs_client::impl_operation!();
        }
    };
}

operation!(
    Create,
    OperationSpec::rpc(&PRODUCT, "Create", OperationType::Write)
        .client_token("ClientToken", TokenLocation::Query)
);
operation!(
    Submit,
    OperationSpec::rpc(&PRODUCT, "Submit", OperationType::Write)
        .form_body()
        .client_token("clientToken", TokenLocation::Form)
);
operation!(
    Put,
    OperationSpec::rpc(&PRODUCT, "Put", OperationType::Write)
        .default_json_body("{}")
        .client_token("clientToken", TokenLocation::Body("body"))
);
operation!(
    Delete,
    OperationSpec::rpc(&PRODUCT, "Delete", OperationType::Write)
);

/// Sends an operation to a service that first fails and then succeeds. Returns the query and body of each attempt.
fn attempts<O: Operation>(operation: O) -> Vec<(String, String)> {
    let replay = Replay::new().error(503, "").json("{}");
    let _ = block_on(Client::replay(&replay).with_retries(3).send(operation));
    let requests = replay.requests();
    let query_and_body = |request: &http::Request<bytes::Bytes>| {
        let query = request.uri().query().unwrap_or_default().to_owned();
        (query, String::from_utf8_lossy(request.body()).into_owned())
    };
    requests.iter().map(query_and_body).collect()
}

#[track_caller]
fn check<O: Operation>(operation: O, query: &str, body: &str) {
    let attempt = (query.to_owned(), body.to_owned());
    assert_eq!(attempts(operation), [attempt.clone(), attempt]);
}

#[test]
fn adds_the_same_token_to_all_attempts() {
    let parameters = Parameters::new;
    check(Create(parameters()), "ClientToken=replay-token-1", "");
    check(Submit(parameters()), "", "clientToken=replay-token-1");
    check(Put(parameters()), "", r#"{"clientToken":"replay-token-1"}"#);
    let body = parameters().body("body", json!({"name": "n"}));
    check(
        Put(body),
        "",
        r#"{"clientToken":"replay-token-1","name":"n"}"#,
    );
}

#[test]
fn keeps_a_token_the_caller_sets() {
    let query = Parameters::new().query("ClientToken", "mine");
    check(Create(query), "ClientToken=mine", "");
    let body = Parameters::new().body("body", json!({"clientToken": "mine"}));
    check(Put(body), "", r#"{"clientToken":"mine"}"#);
}

#[test]
fn sends_a_write_without_a_token_once() {
    assert_eq!(attempts(Delete(Parameters::new())).len(), 1);
    let empty = Parameters::new().query("ClientToken", "");
    assert_eq!(
        attempts(Create(empty)),
        [("ClientToken=".to_owned(), String::new())]
    );
    // A body that is not an object has no room for a token.
    let list = Parameters::new().body("body", json!([1]));
    assert_eq!(attempts(Put(list)), [(String::new(), "[1]".to_owned())]);
}

#[test]
fn uses_another_token_for_each_call() {
    let replay = Replay::new().json("{}").json("{}");
    let client = Client::replay(&replay);
    for _ in 0..2 {
        block_on(client.send(Create(Parameters::new()))).unwrap();
    }
    let queries: Vec<_> = replay
        .requests()
        .iter()
        .map(|request| request.uri().query().map(str::to_owned))
        .collect();
    assert_ne!(queries[0], queries[1]);
}
