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

/// Declares an operation with a name for its parameters and what its description says of it.
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

/// Query and body of all requests where the service first fails and then succeeds.
fn sent<O: Operation>(operation: O) -> Vec<(String, String)> {
    let replay = Replay::new().error(503, "").json("{}");
    let _ = block_on(Client::replay(&replay).with_retries(3).send(operation));
    let requests = replay.requests();
    let text = |sent: &http::Request<bytes::Bytes>| {
        let query = sent.uri().query().unwrap_or_default().to_owned();
        (query, String::from_utf8_lossy(sent.body()).into_owned())
    };
    requests.iter().map(text).collect()
}

#[track_caller]
fn check<O: Operation>(operation: O, query: &str, body: &str) {
    let attempt = (query.to_owned(), body.to_owned());
    assert_eq!(sent(operation), [attempt.clone(), attempt]);
}

#[test]
fn a_token_is_filled_in_and_the_same_in_all_attempts() {
    let none = Parameters::new;
    check(Create(none()), "ClientToken=replay-token-1", "");
    check(Submit(none()), "", "clientToken=replay-token-1");
    check(Put(none()), "", r#"{"clientToken":"replay-token-1"}"#);
    let body = none().body("body", json!({"name": "n"}));
    check(
        Put(body),
        "",
        r#"{"clientToken":"replay-token-1","name":"n"}"#,
    );
}

#[test]
fn a_token_that_is_given_stays() {
    let query = Parameters::new().query("ClientToken", "mine");
    check(Create(query), "ClientToken=mine", "");
    let body = Parameters::new().body("body", json!({"clientToken": "mine"}));
    check(Put(body), "", r#"{"clientToken":"mine"}"#);
}

#[test]
fn a_change_without_a_token_is_sent_once() {
    assert_eq!(sent(Delete(Parameters::new())).len(), 1);
    let empty = Parameters::new().query("ClientToken", "");
    assert_eq!(
        sent(Create(empty)),
        [("ClientToken=".to_owned(), String::new())]
    );
    // What is not an object has no place for one.
    let list = Parameters::new().body("body", json!([1]));
    assert_eq!(sent(Put(list)), [(String::new(), "[1]".to_owned())]);
}

#[test]
fn each_call_has_a_token_of_its_own() {
    let replay = Replay::new().json("{}").json("{}");
    let client = Client::replay(&replay);
    for _ in 0..2 {
        block_on(client.send(Create(Parameters::new()))).unwrap();
    }
    let queries: Vec<_> = replay
        .requests()
        .iter()
        .map(|sent| sent.uri().query().map(str::to_owned))
        .collect();
    assert_ne!(queries[0], queries[1]);
}
