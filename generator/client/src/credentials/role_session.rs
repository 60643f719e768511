//! The settings of a role session, which all providers that assume a role share.
//!
//! **Invariant**: settings that are not set are read from the environment when a session starts, not earlier.

use std::time::{Duration, UNIX_EPOCH};

use super::environment::Environment;
use super::sts;
use crate::endpoint::ResolvedEndpoint;
use crate::error::Error;
use crate::message::request::Parameters;
use crate::transport::Transport;

/// The minimum duration of a session.
const MIN_DURATION: Duration = Duration::from_secs(900);

pub(super) const ROLE_ARN_VAR: &str = "ALIBABA_CLOUD_ROLE_ARN";
const NAME_VAR: &str = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
const REGION_VAR: &str = "ALIBABA_CLOUD_STS_REGION";
const VPC_VAR: &str = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";

/// A role to assume and the settings of its session, for [`AssumeRoleProvider`](super::AssumeRoleProvider) and
/// [`OidcRoleProvider`](super::OidcRoleProvider).
///
/// The default session has no settings; its role is read from `ALIBABA_CLOUD_ROLE_ARN`. The ARN of a role converts to a
/// session with no other settings.
///
/// ```
/// use std::time::Duration;
///
/// use acs_client::credentials::RoleSession;
///
/// let session = RoleSession::new("acs:ram::123456789012****:role/reader")
///     .name("nightly-report")
///     .duration(Duration::from_secs(900))
///     .region("cn-hangzhou")
///     .vpc(true);
/// # let _ = session;
/// ```
#[derive(Clone, Debug)]
pub struct RoleSession {
    pub(super) role_arn: Option<String>,
    pub(super) name: Option<String>,
    pub(super) duration: Duration,
    pub(super) policy: Option<String>,
    pub(super) region: Option<String>,
    pub(super) vpc: Option<bool>,
}

impl RoleSession {
    /// Creates a session of the role with an ARN such as `acs:ram::123456789012****:role/reader`.
    pub fn new(role_arn: impl Into<String>) -> Self {
        Self {
            role_arn: Some(role_arn.into()),
            ..Self::default()
        }
    }

    /// Sets the name of the session in audit logs. Default: `ALIBABA_CLOUD_ROLE_SESSION_NAME`, or else `acs-client-` and
    /// the time in seconds.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the lifetime of the credentials, in whole seconds, from 900 s to the maximum of the role. Default: 1 h.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// Sets a policy in JSON that restricts the permissions of the session.
    #[must_use]
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// Sets the region of the security token service, as in `cn-hangzhou`. Default: `ALIBABA_CLOUD_STS_REGION`, or else
    /// the global endpoint.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets whether requests use the VPC endpoint of the region; has no effect without a region. Default:
    /// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED`, or else `false`.
    #[must_use]
    pub fn vpc(mut self, vpc: bool) -> Self {
        self.vpc = Some(vpc);
        self
    }

    /// Returns the ARN of the role, or that in the environment.
    pub(super) fn role_arn(&self, environment: &Environment) -> Option<String> {
        or_variable(environment, self.role_arn.as_ref(), ROLE_ARN_VAR)
    }

    /// Returns the parameters that all operations which start a session have in common.
    ///
    /// # Errors
    ///
    /// Returns an error if the duration is below the minimum or no role is set.
    pub(super) fn parameters(
        &self,
        environment: &Environment,
        transport: &dyn Transport,
    ) -> Result<Parameters, Error> {
        if self.duration < MIN_DURATION {
            let (duration, min) = (self.duration.as_secs(), MIN_DURATION.as_secs());
            return Err(Error::credentials(format!(
                "a role session of {duration} seconds is too short; the minimum is {min} seconds"
            )));
        }
        let role = self
            .role_arn(environment)
            .ok_or_else(|| Error::credentials(format!("no role is set; set {ROLE_ARN_VAR}")))?;
        let name = or_variable(environment, self.name.as_ref(), NAME_VAR)
            .unwrap_or_else(|| name_from_time(transport));
        let seconds = i64::try_from(self.duration.as_secs()).unwrap_or(i64::MAX);
        Ok(Parameters::new()
            .form("RoleArn", role)
            .form("RoleSessionName", name)
            .form("DurationSeconds", seconds)
            .form("Policy", self.policy.clone()))
    }

    /// Returns the endpoint of the security token service.
    ///
    /// # Errors
    ///
    /// Returns an error if the region is malformed.
    pub(super) fn endpoint(&self, environment: &Environment) -> Result<ResolvedEndpoint, Error> {
        if let Some(base) = &environment.sts_endpoint {
            return sts::endpoint_at(base);
        }
        let region = or_variable(environment, self.region.as_ref(), REGION_VAR);
        let vpc = self.vpc.unwrap_or_else(|| environment.flag(VPC_VAR));
        sts::endpoint_in(region.as_deref(), vpc)
    }
}

impl Default for RoleSession {
    fn default() -> Self {
        Self {
            role_arn: None,
            name: None,
            duration: Duration::from_secs(3600),
            policy: None,
            region: None,
            vpc: None,
        }
    }
}

impl From<&str> for RoleSession {
    fn from(role_arn: &str) -> Self {
        Self::new(role_arn)
    }
}

impl From<String> for RoleSession {
    fn from(role_arn: String) -> Self {
        Self::new(role_arn)
    }
}

/// Returns a setting, or the variable with the given name if the setting is missing or empty.
pub(super) fn or_variable(
    environment: &Environment,
    setting: Option<&String>,
    name: &str,
) -> Option<String> {
    setting
        .filter(|text| !text.is_empty())
        .cloned()
        .or_else(|| environment.variable(name))
}

/// Returns a session name that contains the program and the time.
fn name_from_time(transport: &dyn Transport) -> String {
    let time = transport.clock().signing_instant().time();
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("acs-client-{}", seconds.as_secs())
}
