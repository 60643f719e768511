//! Sections of `~/.alibabacloud/credentials.ini`.

use acs_client::credentials::ProfileFileProvider;
use acs_client::replay::block_on;
use acs_client::{Credentials, Environment, ProvideCredentials, Replay};

use super::{
    HOME, assert_same, check_sent, credentials_json, environment, issued_credentials, prefixes,
    provide, provide_error,
};

const INI: &str = "/home/me/.alibabacloud/credentials.ini";

/// Returns an environment whose section `[default]` has these lines.
fn default_section(lines: &str) -> Environment {
    environment(&[HOME], &[(INI, &format!("[default]\n{lines}"))])
}

#[test]
fn reads_sections_of_every_type() {
    let access_key = default_section(
        "type = access_key\naccess_key_id = id # mine\naccess_key_secret = secret\n",
    );
    assert_same(
        provide(&ProfileFileProvider::new().environment(&access_key)).unwrap(),
        Credentials::new("id", "secret"),
    );
    let role = default_section(
        "type = ram_role_arn\naccess_key_id = id\naccess_key_secret = secret\nrole_arn = r\nrole_session_name = me\n",
    );
    check_sent(
        &ProfileFileProvider::new().environment(&role),
        &[("RoleArn", "r"), ("RoleSessionName", "me")],
    );
    let file = "[default]\ntype = oidc_role_arn\nrole_arn = r\noidc_provider_arn = p\noidc_token_file_path = /token\n";
    let oidc = environment(&[HOME], &[(INI, file), ("/token", "ey")]);
    check_sent(
        &ProfileFileProvider::new().environment(&oidc),
        &[("OIDCProviderArn", "p"), ("OIDCToken", "ey")],
    );
    // A session, then the credentials of the role; the name of the role is not requested.
    let instance = default_section("type = ecs_ram_role\nrole_name = my-role\n");
    let replay = Replay::new()
        .respond(200, "text/plain", "session")
        .json(credentials_json("Success"));
    let provider = ProfileFileProvider::new().environment(&instance);
    assert_same(
        block_on(provider.provide_credentials(&replay)).unwrap(),
        issued_credentials(),
    );
}

#[test]
fn reads_a_chosen_section_and_file() {
    let file = "[one]\ntype=access_key\naccess_key_id=1\naccess_key_secret=s\n[two]\ntype=access_key\naccess_key_id=2\naccess_key_secret=s\n";
    let other_file = environment(
        &[
            ("ALIBABA_CLOUD_CREDENTIALS_FILE", "/etc/keys"),
            ("ALIBABA_CLOUD_PROFILE", "two"),
        ],
        &[("/etc/keys", file)],
    );
    let provider = ProfileFileProvider::new().environment(&other_file);
    assert_eq!(provide(&provider).unwrap().access_key_id(), "2");
    let provider = provider.section("one").path("/etc/keys");
    assert_eq!(provide(&provider).unwrap().access_key_id(), "1");
}

#[test]
fn rejects_sections_that_cannot_work() {
    #[track_caller]
    fn check(section: &str, expected: &str) {
        assert_eq!(
            provide_error(&ProfileFileProvider::new().environment(&default_section(section))),
            format!("{INI}{expected}")
        );
    }
    check("", ", `[default]`: missing field `type`");
    check(
        "type = rsa_key_pair",
        ", `[default]`: type `rsa_key_pair` is not supported; \
         use `ram_role_arn` with an access key",
    );
    check(
        "type = s3cr3t",
        ", `[default]`: field `type` is not one of `access_key`, `ram_role_arn`, `oidc_role_arn`, `ecs_ram_role`",
    );
    check(
        "s3cr3t",
        ": line 2 is neither `[section]` nor `name = value`",
    );
    let other = environment(&[HOME], &[(INI, "[a]\n")]);
    assert_eq!(
        provide_error(&ProfileFileProvider::new().environment(&other)),
        format!("{INI} has no section `[default]`")
    );
}

#[test]
fn reads_or_rejects_a_truncated_file() {
    let file = "[default]\ntype = access_key # x\n access_key_id: ä\n\taccess_key_secret=;\n[";
    for prefix in prefixes(file) {
        let _ = provide(
            &ProfileFileProvider::new().environment(&environment(&[HOME], &[(INI, prefix)])),
        );
    }
}
