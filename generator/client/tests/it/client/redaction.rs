//! Redaction: no `Debug` or `Display` output shows a secret of the caller or of a service.

use std::fmt::{Debug, Display};

use acs_client::credentials::{
    AssumeRoleProvider, CachedProvider, CliProfileProvider, DefaultCredentialsChain,
    EcsRamRoleProvider, EnvironmentProvider, OidcRoleProvider, ProcessProvider,
    ProfileFileProvider, UriProvider,
};
use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Environment, Replay};

use crate::domain::{QueryTaskDetailList, SaveTask, TaskCompletion};

const SECRET: &str = "s3cr3t-of-the-key";
const TOKEN: &str = "t0k3n-of-sts";

fn credentials() -> Credentials {
    Credentials::new("testid", SECRET).with_security_token(TOKEN)
}

#[track_caller]
fn check(value: impl Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(SECRET) && !text.contains(TOKEN), "{text}");
}

#[track_caller]
fn check_debug_and_display(value: impl Debug + Display) {
    check(value.to_string());
    check(value);
}

#[test]
fn redacts_secrets_in_every_type() {
    let environment = Environment::from_vars(|name| match name {
        "ALIBABA_CLOUD_SECURITY_TOKEN" => Some(TOKEN.to_owned()),
        _ => Some(SECRET.to_owned()),
    });
    check(credentials());
    check(&environment);
    check(DefaultCredentialsChain::new().environment(&environment));
    check(EnvironmentProvider::new().environment(&environment));
    check(OidcRoleProvider::new().environment(&environment));
    check(CliProfileProvider::new().environment(&environment));
    check(ProfileFileProvider::new().environment(&environment));
    check(EcsRamRoleProvider::new().environment(&environment));
    check(UriProvider::new().uri(format!("http://{SECRET}@host/{TOKEN}")));
    check(ProcessProvider::new(format!("program {SECRET}")));
    check(AssumeRoleProvider::new(credentials(), "role"));
    check(CachedProvider::new(credentials()));
    check(
        Client::builder()
            .credentials(credentials())
            .endpoint("localhost"),
    );

    let replay = Replay::new().json("{}");
    let client = Client::new(credentials(), replay.clone());
    check(&client);
    check(client.send(SaveTask::new("ST2017")));
    check(client.paginate(QueryTaskDetailList::new("75")));
    check(client.paginate(QueryTaskDetailList::new("75")).items());
    check(client.wait(TaskCompletion::new("75")));
    check(&replay);
}

#[test]
fn redacts_token_and_signature_in_recorded_requests() {
    let replay = Replay::new().json("{}");
    let client = client(&replay);
    let response = block_on(client.send(SaveTask::new("ST2017"))).unwrap();
    check(response);
    assert_eq!(
        replay.requests()[0].headers()["x-acs-security-token"],
        TOKEN
    );
    check(replay.requests());
    check(&replay);
    assert!(!format!("{replay:?}").contains("Signature="));
}

#[test]
fn redacts_secrets_that_a_service_echoes() {
    let body = format!(
        r#"{{"Code": "SignatureDoesNotMatch{TOKEN}", "Message": "signed with {SECRET}&"}}"#
    );
    let replay = Replay::new().error(400, &body).error(502, &body[1..]);
    for _ in 0..2 {
        let error = block_on(client(&replay).send(SaveTask::new("ST2017"))).unwrap_err();
        assert!(error.message().contains("signed with ***&"), "{error}");
        check_debug_and_display(error);
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

/// Secrets in requests, objects, responses and warnings.
mod service_secrets {
    use acs_client::codegen::{
        self, DecodeObject, JsonObject, ObjectReader, Operation, OperationSpec, OperationType,
        Parameters,
    };
    use acs_client::replay::block_on;
    use acs_client::{Client, Replay};

    use super::{SECRET, TOKEN, check};
    use crate::domain::PRODUCT;

    struct CreateKey(Parameters);

    codegen::impl_request!(CreateKey);

    impl Operation for CreateKey {
        type Response = Key;
        const SPEC: &'static OperationSpec =
            &OperationSpec::rpc(&PRODUCT, "CreateKey", OperationType::Write);

        acs_client::impl_operation!();
    }

    struct Key {
        id: String,
        access_key_secret: String,
        session_token: Option<i64>,
    }

    codegen::impl_debug!(Key {
        id,
        access_key_secret,
        session_token
    });

    impl DecodeObject for Key {
        fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
            Self {
                id: fields.get("Id"),
                access_key_secret: fields.get("AccessKeySecret"),
                session_token: fields.get("SessionToken"),
            }
        }
    }

    #[test]
    fn redacts_requests_and_objects() {
        let endpoint = JsonObject::default()
            .set("Password", SECRET)
            .set("User", "root");
        check(endpoint.clone());
        let request = CreateKey(
            Parameters::new()
                .query("Password", SECRET)
                .query("Lang", "en")
                .query_json("Endpoint", endpoint),
        );
        check(&request);
        assert_eq!(
            format!("{request:?}"),
            r#"CreateKey { Endpoint: {"Password": ***, "User": "root"}, Lang: "en", Password: *** }"#
        );
    }

    #[test]
    fn redacts_responses_and_warnings() {
        let body =
            format!(r#"{{"Id": "i", "AccessKeySecret": ["{SECRET}"], "SessionToken": "{TOKEN}"}}"#);
        let replay = Replay::new().json(body);
        let response =
            block_on(Client::replay(&replay).send(CreateKey(Parameters::new()))).unwrap();
        check(&response);
        response
            .warnings()
            .iter()
            .for_each(|warning| check(warning.to_string()));
        assert_eq!(response.warnings().len(), 2);
        assert!(format!("{response:?}").contains(r#"id: "i""#));
        assert!(response.raw().to_string().contains(SECRET));
    }
}

#[test]
fn redacts_secrets_in_a_response_of_the_wrong_shape() {
    let body = format!(r#"[{{ "Password": "{SECRET}", "Name": "n" }}, {{}}]"#);
    let client = Client::replay(&Replay::new().json(&body));
    let error = block_on(client.send(SaveTask::new("S1"))).unwrap_err();
    check(error.body().unwrap());
    assert_eq!(
        error.body(),
        Some(r#"[{"Name": "n", "Password": ***}, {}]"#)
    );
    check_debug_and_display(error);
}
