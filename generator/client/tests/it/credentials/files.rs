use std::io;

use acs_client::credentials::{CliProfileProvider, ProcessProvider, ProfileFileProvider};
use acs_client::replay::block_on;
use acs_client::{Credentials, Environment, ProvideCredentials, Replay};

use super::{END, TOKEN, ask, assert_same, environment, issued, problem, written};

const HOME: (&str, &str) = ("HOME", "/home/me");
const CLI: &str = "/home/me/.aliyun/config.json";
const INI: &str = "/home/me/.alibabacloud/credentials.ini";

fn cli(config: &str) -> Environment {
    environment(&[HOME], &[(CLI, config)])
}

/// A profile `p`, which is the current one, with these fields.
fn profile(fields: &str) -> Environment {
    cli(&format!(
        r#"{{"current": "p", "profiles": [{{"name": "other"}}, {{"name": "p", {fields}}}]}}"#
    ))
}

fn ini(section: &str) -> Environment {
    environment(&[HOME], &[(INI, &format!("[default]\n{section}"))])
}

/// The names and values a source sends to the security token service, in its form.
#[track_caller]
fn sent(source: &dyn ProvideCredentials) -> Vec<(String, String)> {
    let replay = Replay::new().json(format!(r#"{{"Credentials": {}}}"#, written("x")));
    assert_same(
        block_on(source.provide_credentials(&replay)).unwrap(),
        issued(),
    );
    form(&replay.requests()[0])
}

fn form(request: &http::Request<bytes::Bytes>) -> Vec<(String, String)> {
    let body = std::str::from_utf8(request.body()).unwrap();
    body.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[track_caller]
fn check_sent(source: &dyn ProvideCredentials, expected: &[(&str, &str)]) {
    let sent = sent(source);
    for (name, value) in expected {
        let found = sent.iter().find(|(known, _)| known == name);
        assert_eq!(
            found.map(|(_, value)| value.as_str()),
            Some(*value),
            "{name}"
        );
    }
}

#[test]
fn profiles_with_keys() {
    let key = profile(r#""mode": "AK", "access_key_id": "id", "access_key_secret": "secret""#);
    assert_same(
        ask(&CliProfileProvider::new(&key)).unwrap(),
        Credentials::new("id", "secret"),
    );
    let temporary = profile(
        r#""mode": "StsToken", "access_key_id": "id", "access_key_secret": "secret", "sts_token": "testtoken""#,
    );
    assert_same(
        ask(&CliProfileProvider::new(&temporary)).unwrap(),
        Credentials::new("id", "secret").with_security_token(TOKEN),
    );
}

#[test]
fn profiles_with_roles() {
    let role = profile(
        r#""mode": "RamRoleArn", "access_key_id": "id", "access_key_secret": "secret", "ram_role_arn": "a/b",
           "ram_session_name": "me", "expired_seconds": 900, "policy": "{}", "external_id": "x", "sts_region": "cn-x""#,
    );
    check_sent(
        &CliProfileProvider::new(&role),
        &[
            ("RoleArn", "a%2Fb"),
            ("RoleSessionName", "me"),
            ("DurationSeconds", "900"),
            ("Policy", "%7B%7D"),
            ("ExternalId", "x"),
        ],
    );
    let config = r#"{"current": "p", "profiles": [{"name": "p", "mode": "OIDC", "ram_role_arn": "r",
        "oidc_provider_arn": "provider", "oidc_token_file": "/token", "role_session_name": "me"}]}"#;
    let oidc = environment(&[HOME], &[(CLI, config), ("/token", "ey\n")]);
    check_sent(
        &CliProfileProvider::new(&oidc),
        &[
            ("RoleArn", "r"),
            ("OIDCProviderArn", "provider"),
            ("OIDCToken", "ey"),
            ("RoleSessionName", "me"),
        ],
    );
}

#[test]
fn a_role_by_way_of_another_profile() {
    let config = r#"{"current": "top", "profiles": [
        {"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "middle", "ram_role_arn": "r2"},
        {"name": "middle", "mode": "ChainableRamRoleArn", "source_profile": "key", "ram_role_arn": "r1"},
        {"name": "key", "mode": "AK", "access_key_id": "id", "access_key_secret": "secret"}]}"#;
    let reply = format!(r#"{{"Credentials": {}}}"#, written("x"));
    let replay = Replay::new().json(&reply).json(&reply);
    block_on(CliProfileProvider::new(&cli(config)).provide_credentials(&replay)).unwrap();
    let requests = replay.requests();
    for (request, role) in requests.iter().zip(["r1", "r2"]) {
        assert!(form(request).contains(&("RoleArn".to_owned(), role.to_owned())));
    }
    let query = requests[1].uri().query().unwrap();
    assert!(query.contains("AccessKeyId=STS.testid"), "{query}");
}

#[test]
fn profiles_that_cannot_work_say_why() {
    #[track_caller]
    fn check(environment: &Environment, expected: &str) {
        assert_eq!(
            problem(&CliProfileProvider::new(environment)),
            format!("{CLI}{expected}")
        );
    }
    let circle = r#"{"current": "a", "profiles": [
        {"name": "a", "mode": "ChainableRamRoleArn", "source_profile": "a", "ram_role_arn": "r"}]}"#;
    check(
        &cli(circle),
        ": profile `a`: its `source_profile` leads on and on; look for a circle",
    );
    for mode in ["CloudSSO", "OAuth"] {
        check(
            &profile(&format!(r#""mode": "{mode}""#)),
            &format!(
                ": profile `p`: its mode is {mode}, for which a person signs in with a browser: \
                 use a profile of mode RamRoleArn, EcsRamRole, OIDC or External"
            ),
        );
    }
    check(
        &profile(r#""mode": "AK", "access_key_id": "id", "access_key_secret": """#),
        ": profile `p`: it lacks `access_key_secret`",
    );
    check(
        &profile(r#""mode": "s3cr3t""#),
        ": profile `p`: its `mode` is none of AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, External",
    );
    check(&cli(r#"{"profiles": []}"#), ": it has no `current` profile");
    check(
        &cli(r#"{"current": "x", "profiles": 1}"#),
        ": it has no profile `x`",
    );
    check(
        &cli(r#"{"current": "\u001b[2J\n"}"#),
        r": it has no profile `\u{1b}[2J\n`",
    );
    check(
        &cli(r#"{"s3cr3t""#),
        ": what it says is not JSON (line 1, column 9)",
    );
    check(
        &cli(&"[".repeat(100_000)),
        ": what it says is not JSON (line 1, column 128)",
    );
    assert_eq!(
        problem(&CliProfileProvider::new(&cli(&" ".repeat(1 << 21)))),
        format!("{CLI}: it is longer than 1048576 bytes")
    );
    assert_eq!(
        problem(&CliProfileProvider::new(&environment(&[HOME], &[]))),
        format!("there is no file {CLI}")
    );
    assert_eq!(
        problem(&CliProfileProvider::new(&environment(&[], &[]))),
        "no ~/.aliyun/config.json: neither HOME nor USERPROFILE is set"
    );
}

#[test]
fn sections_of_every_type() {
    let key = ini("type = access_key\naccess_key_id = id # mine\naccess_key_secret = secret\n");
    assert_same(
        ask(&ProfileFileProvider::new(&key)).unwrap(),
        Credentials::new("id", "secret"),
    );
    let role = ini(
        "type = ram_role_arn\naccess_key_id = id\naccess_key_secret = secret\nrole_arn = r\nrole_session_name = me\n",
    );
    check_sent(
        &ProfileFileProvider::new(&role),
        &[("RoleArn", "r"), ("RoleSessionName", "me")],
    );
    let section = "[default]\ntype = oidc_role_arn\nrole_arn = r\noidc_provider_arn = p\noidc_token_file_path = /token\n";
    let oidc = environment(&[HOME], &[(INI, section), ("/token", "ey")]);
    check_sent(
        &ProfileFileProvider::new(&oidc),
        &[("OIDCProviderArn", "p"), ("OIDCToken", "ey")],
    );
    // Session, then the role it names; nobody is asked for its name.
    let instance = ini("type = ecs_ram_role\nrole_name = my-role\n");
    let replay = Replay::new()
        .respond(200, "text/plain", "session")
        .json(written("Success"));
    let source = ProfileFileProvider::new(&instance);
    assert_same(
        block_on(source.provide_credentials(&replay)).unwrap(),
        issued(),
    );
}

#[test]
fn sections_and_files_can_be_chosen() {
    let file = "[one]\ntype=access_key\naccess_key_id=1\naccess_key_secret=s\n[two]\ntype=access_key\naccess_key_id=2\naccess_key_secret=s\n";
    let elsewhere = environment(
        &[
            ("ALIBABA_CLOUD_CREDENTIALS_FILE", "/etc/keys"),
            ("ALIBABA_CLOUD_PROFILE", "two"),
        ],
        &[("/etc/keys", file)],
    );
    let source = ProfileFileProvider::new(&elsewhere);
    assert_eq!(ask(&source).unwrap().access_key_id(), "2");
    let source = source.section("one").path("/etc/keys");
    assert_eq!(ask(&source).unwrap().access_key_id(), "1");
}

#[test]
fn sections_that_cannot_work_say_why() {
    #[track_caller]
    fn check(section: &str, expected: &str) {
        assert_eq!(
            problem(&ProfileFileProvider::new(&ini(section))),
            format!("{INI}{expected}")
        );
    }
    check("", ", `[default]`: it lacks `type`");
    check(
        "type = rsa_key_pair",
        ", `[default]`: its `type` is `rsa_key_pair`, which this client does not sign with: \
         use `ram_role_arn` with an access key instead",
    );
    check(
        "type = s3cr3t",
        ", `[default]`: its `type` is none of `access_key`, `ram_role_arn`, `oidc_role_arn`, `ecs_ram_role`",
    );
    check(
        "s3cr3t",
        ": line 2 is neither `[section]` nor `name = value`",
    );
    let other = environment(&[HOME], &[(INI, "[a]\n")]);
    assert_eq!(
        problem(&ProfileFileProvider::new(&other)),
        format!("{INI} has no section `[default]`")
    );
}

/// An environment whose only program checks its words and prints `output`.
fn program(output: &'static str) -> Environment {
    environment(&[], &[]).with_command_runner(move |program, arguments| {
        assert_eq!(
            (program, arguments),
            ("get keys", ["a b".to_owned()].as_slice())
        );
        Ok(output.as_bytes().to_vec())
    })
}

const COMMAND: &str = "'get keys' a\\ b";

#[test]
fn a_program_prints_credentials() {
    let printed = r#"{"mode": "StsToken", "access_key_id": "id", "access_key_secret": "secret",
        "sts_token": "testtoken", "expiration": "2026-01-02T04:04:05Z"}"#;
    let source = ProcessProvider::new(COMMAND).environment(&program(printed));
    let credentials = ask(&source).unwrap();
    let end = credentials
        .expiration()
        .map(humantime::format_rfc3339_seconds);
    assert_eq!(end.unwrap().to_string(), END);
    assert_same(
        credentials,
        Credentials::new("id", "secret").with_security_token(TOKEN),
    );

    let lasting = program(r#"{"access_key_id": "id", "access_key_secret": "secret"}"#);
    let credentials = ask(&ProcessProvider::new(COMMAND).environment(&lasting)).unwrap();
    assert_eq!(credentials.expiration(), None);

    let command = r#""mode": "External", "process_command": "'get keys' a\\ b""#;
    let config = format!(r#"{{"current": "p", "profiles": [{{"name": "p", {command}}}]}}"#);
    let files = program(printed).with_file_reader(move |_| Ok(config.clone().into_bytes()));
    ask(&CliProfileProvider::new(&files).path("/any")).unwrap();
}

#[test]
fn a_program_that_fails_says_why_and_shows_nothing() {
    #[track_caller]
    fn check(environment: &Environment, expected: &str) {
        let source = ProcessProvider::new(COMMAND).environment(environment);
        assert_eq!(
            problem(&source),
            format!("the command `get keys`: {expected}")
        );
    }
    check(
        &program(r#"{"access_key_id": "s3cr3t"}"#),
        "what it says lacks `access_key_secret`",
    );
    check(
        &program(r#"{"mode": "StsToken", "access_key_id": "id", "access_key_secret": "s3cr3t"}"#),
        "what it says lacks `sts_token`",
    );
    check(
        &program(r#"{"mode": "s3cr3t", "access_key_id": "id", "access_key_secret": "s3cr3t"}"#),
        "its `mode` is neither `AK` nor `StsToken`",
    );
    check(
        &program("s3cr3t"),
        "what it says is not JSON (line 1, column 1)",
    );
    let failing = environment(&[], &[]).with_command_runner(|_, _| {
        Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long"))
    });
    check(&failing, "it took too long");
    let panicking = environment(&[], &[]).with_command_runner(|_, _| panic!("on purpose"));
    check(&panicking, "it ended without output");
    check(&environment(&[], &[]), "there are no commands here");

    let unended = ProcessProvider::new("a 'b").environment(&program(""));
    assert_eq!(problem(&unended), "the command has a quote without its end");
    assert_eq!(
        problem(&ProcessProvider::new(" ").environment(&program(""))),
        "the command is empty"
    );
}

#[cfg(unix)]
#[test]
fn a_real_program_is_run_without_a_shell() {
    let printed = r#"{"access_key_id": "$HOME", "access_key_secret": "`id`; exit 1"}"#;
    let source = ProcessProvider::new(format!("printf %s '{printed}'"));
    assert_same(
        ask(&source).unwrap(),
        Credentials::new("$HOME", "`id`; exit 1"),
    );
}

#[test]
fn files_that_end_anywhere_are_read_or_refused() {
    let config: &'static str = r#"{"current": "p", "profiles": [{"name": "p", "mode": "AK", "access_key_id": "id",
        "access_key_secret": "ä"}]}"#;
    let section = "[default]\ntype = access_key # x\n access_key_id: ä\n\taccess_key_secret=;\n[";
    let prefixes = |text: &'static str| {
        let ends = (0..=text.len()).filter(move |&end| text.is_char_boundary(end));
        ends.map(move |end| &text[..end])
    };
    for start in prefixes(section) {
        let _ = ask(&ProfileFileProvider::new(&environment(
            &[HOME],
            &[(INI, start)],
        )));
    }
    for start in prefixes(config) {
        let read = ask(&CliProfileProvider::new(&cli(start))).is_ok();
        assert_eq!(read, start == config);
    }
}
