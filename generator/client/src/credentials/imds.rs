//! The role of the instance a program runs on, by the metadata service of ECS.
//!
//! **Invariant**: a session of the second version of the service is tried first; the first version only where it is allowed.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;

use super::environment::Environment;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::{Error, ErrorKind};
use crate::identity::Credentials;
use crate::transport::{BoxFuture, RequestLimits, Transport};
use crate::types::percent_encode;

const ROLES: &str = "/latest/meta-data/ram/security-credentials/";
const SESSIONS: &str = "/latest/api/token";
const OFF: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
const SECURE: &str = "ALIBABA_CLOUD_IMDSV1_DISABLED";

/// It is next door, or not there at all.
const TIMEOUT: Duration = Duration::from_secs(1);

/// The temporary credentials of the RAM role of an ECS instance, from `http://100.100.100.200`.
///
/// The role is that of `ALIBABA_CLOUD_ECS_METADATA`, or else the service is asked for it. It asks within a session
/// (IMDSv2), and where it gets none, or nothing with it, without one, unless `ALIBABA_CLOUD_IMDSV1_DISABLED` is `true`.
/// `ALIBABA_CLOUD_ECS_METADATA_DISABLED` set to `true` switches all of this off. Each request has one second.
///
/// Requests go through the client's transport, and so through a proxy: where `HTTP_PROXY` is set, name `100.100.100.200`
/// in `NO_PROXY`, or the proxy sees the credentials.
#[derive(Clone, Debug)]
pub struct EcsRamRoleProvider {
    role: Option<String>,
    environment: Environment,
}

impl EcsRamRoleProvider {
    /// As the variables of this process say.
    pub fn process() -> Self {
        Self::of(Environment::process())
    }

    /// As the variables of an environment say.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.clone())
    }

    pub(super) fn of(environment: Environment) -> Self {
        Self {
            role: None,
            environment,
        }
    }

    /// The name of the role, which saves asking for it.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into()).filter(|name| !name.is_empty());
        self
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let environment = &self.environment;
        if environment.switch(OFF) {
            let message = format!("switched off by {OFF}");
            return Err(Error::credentials(message));
        }
        let service = Service {
            base: &environment.metadata,
            secure: environment.switch(SECURE),
            transport,
        };
        let session = service.session().await?;
        let set = || environment.variable("ALIBABA_CLOUD_ECS_METADATA");
        let role = match self.role.clone().or_else(set) {
            Some(role) => role,
            None => named(&service.get(ROLES, session.as_ref()).await?)?,
        };
        let path = format!("{ROLES}{}", percent_encode(&role));
        let body = service.get(&path, session.as_ref()).await?;
        json_credentials::with_code(&body)
            .map_err(|problem| Error::credentials(format!("the metadata service: {problem}")))
    }
}

/// The role's name, alone on the first line.
fn named(body: &[u8]) -> Result<String, Error> {
    let text = String::from_utf8_lossy(body);
    match text.lines().next().map(str::trim) {
        None | Some("") => Err(Error::credentials("the instance has no role: attach one")),
        Some(role) => Ok(role.to_owned()),
    }
}

struct Service<'a> {
    base: &'a str,
    /// Never asks without a session.
    secure: bool,
    transport: &'a dyn Transport,
}

impl Service<'_> {
    /// Begins a session; none where there are none and none is needed.
    async fn session(&self) -> Result<Option<HeaderValue>, Error> {
        let request = http::Request::put(format!("{}{SESSIONS}", self.base))
            .header("x-aliyun-ecs-metadata-token-ttl-seconds", "21600");
        let session = self.send(request).await.and_then(|body| {
            let mut session = HeaderValue::from_bytes(body.trim_ascii())
                .map_err(|_| Error::credentials("the metadata service: its session is no token"))?;
            session.set_sensitive(true);
            Ok(session)
        });
        match session {
            Ok(session) => Ok(Some(session)),
            Err(_) if !self.secure => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Asks within a session, and without where that does not help.
    async fn get(&self, path: &str, session: Option<&HeaderValue>) -> Result<Bytes, Error> {
        let request = || http::Request::get(format!("{}{path}", self.base));
        if let Some(session) = session {
            let within = request().header("x-aliyun-ecs-metadata-token", session);
            match self.send(within).await {
                Err(_) if !self.secure => {}
                done => return done,
            }
        }
        self.send(request()).await
    }

    async fn send(&self, request: http::request::Builder) -> Result<Bytes, Error> {
        send(request, TIMEOUT, "the metadata service", self.transport).await
    }
}

/// Sends a request without a signature; the error tells the status, and nothing of the reply.
pub(super) async fn send(
    request: http::request::Builder,
    patience: Duration,
    whom: &str,
    transport: &dyn Transport,
) -> Result<Bytes, Error> {
    let limits = RequestLimits::default()
        .with_timeout(patience)
        .with_max_response_bytes(1 << 20);
    let request = request
        .extension(limits)
        .body(Bytes::new())
        .map_err(|_| Error::credentials(format!("{whom} cannot be asked: its address is none")))?;
    let response = transport
        .send(request)
        .await
        .map_err(|error| Error::from(error).with_kind(ErrorKind::Credentials))?;
    match response.status() {
        http::StatusCode::OK => Ok(response.into_body()),
        status => Err(Error::credentials(format!(
            "{whom} answers with status {}",
            status.as_u16()
        ))),
    }
}

impl ProvideCredentials for EcsRamRoleProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask(transport))
    }
}
