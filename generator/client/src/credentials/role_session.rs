//! What there is to a session of a role, however it is begun.
//!
//! **Invariant**: what is not set comes from the environment, when it is needed.

use std::time::{Duration, UNIX_EPOCH};

use super::environment::Environment;
use super::sts;
use crate::endpoint::ResolvedEndpoint;
use crate::error::Error;
use crate::message::request::Parameters;
use crate::transport::Transport;

/// Less than this no role takes.
const SHORTEST: Duration = Duration::from_secs(900);

const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";

/// What every source that begins a session lets its caller set.
macro_rules! session_setters {
    () => {
        /// What the session is called in audit logs; `acs-client-` and the time unless set.
        #[must_use]
        pub fn session_name(mut self, name: impl Into<String>) -> Self {
            self.session.name = Some(name.into());
            self
        }

        /// How long credentials last, in whole seconds, from 900 up to what the role allows; an hour unless set.
        #[must_use]
        pub fn duration(mut self, duration: Duration) -> Self {
            self.session.duration = duration;
            self
        }

        /// A policy in JSON that takes rights away from the session.
        #[must_use]
        pub fn policy(mut self, policy: impl Into<String>) -> Self {
            self.session.policy = Some(policy.into());
            self
        }

        /// The region to ask in, as in `cn-hangzhou`.
        #[must_use]
        pub fn region(mut self, region: impl Into<String>) -> Self {
            self.session.region = Some(region.into());
            self
        }

        /// Asks by the region's own network; without a region it counts for nothing.
        #[must_use]
        pub fn vpc(mut self, vpc: bool) -> Self {
            self.session.vpc = Some(vpc);
            self
        }
    };
}

pub(super) use session_setters;

#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) role_arn: Option<String>,
    pub(super) name: Option<String>,
    pub(super) duration: Duration,
    pub(super) policy: Option<String>,
    pub(super) region: Option<String>,
    pub(super) vpc: Option<bool>,
    pub(super) environment: Environment,
}

impl Session {
    pub(super) fn new(role_arn: Option<String>, environment: Environment) -> Self {
        Self {
            role_arn,
            name: None,
            duration: Duration::from_secs(3600),
            policy: None,
            region: None,
            vpc: None,
            environment,
        }
    }

    /// The parameters every way to begin a session takes.
    pub(super) fn parameters(&self, transport: &dyn Transport) -> Result<Parameters, Error> {
        if self.duration < SHORTEST {
            let (given, least) = (self.duration.as_secs(), SHORTEST.as_secs());
            return Err(Error::credentials(format!(
                "a session of {given} seconds is too short: a role takes {least} or more"
            )));
        }
        let role = self
            .or_variable(self.role_arn.as_ref(), ROLE)
            .ok_or_else(|| Error::credentials(format!("no role: set {ROLE}")))?;
        let name = self
            .or_variable(self.name.as_ref(), "ALIBABA_CLOUD_ROLE_SESSION_NAME")
            .unwrap_or_else(|| by_time(transport));
        let seconds = i64::try_from(self.duration.as_secs()).unwrap_or(i64::MAX);
        Ok(Parameters::new()
            .form("RoleArn", role)
            .form("RoleSessionName", name)
            .form("DurationSeconds", seconds)
            .form("Policy", self.policy.clone()))
    }

    /// Where sessions are begun.
    pub(super) fn target(&self) -> Result<ResolvedEndpoint, Error> {
        let region = self.or_variable(self.region.as_ref(), "ALIBABA_CLOUD_STS_REGION");
        let vpc = self.vpc.unwrap_or_else(|| {
            self.environment
                .switch("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED")
        });
        sts::target(self.environment.sts.as_deref(), region.as_deref(), vpc)
    }

    /// What was given, or else a variable; an empty text counts as nothing.
    pub(super) fn or_variable(&self, given: Option<&String>, name: &str) -> Option<String> {
        given
            .filter(|text| !text.is_empty())
            .cloned()
            .or_else(|| self.environment.variable(name))
    }
}

/// A name that tells which program, and when.
fn by_time(transport: &dyn Transport) -> String {
    let time = transport.clock().signing_instant().time();
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("acs-client-{}", seconds.as_secs())
}
