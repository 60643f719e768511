//! The state that a client shares with its clones and with all its calls.
//!
//! **Invariant**: calls run at the same time, so whatever changes here is atomic.

use std::sync::atomic::{AtomicI64, Ordering};

use super::interceptor::Interceptor;
use super::retry::Budget;
use crate::credentials::ProvideCredentials;
use crate::endpoint::EndpointConfig;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{Clock, Transport};
use crate::types::{OperationSpec, SignatureVersion, SigningInstant};

/// The state that the clones of a client share.
pub(crate) struct Runtime {
    pub(crate) credentials: Box<dyn ProvideCredentials>,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) endpoint: EndpointConfig,
    /// The signature version for services that accept more than one.
    pub(crate) signature: Option<SignatureVersion>,
    pub(crate) interceptors: Vec<Box<dyn Interceptor>>,
    pub(crate) budget: Budget,
    /// Clock skew in seconds: service time minus local time.
    clock_skew_secs: AtomicI64,
}

impl Runtime {
    pub(crate) fn new(
        credentials: Box<dyn ProvideCredentials>,
        transport: Box<dyn Transport>,
    ) -> Self {
        Self {
            credentials,
            transport,
            endpoint: EndpointConfig::default(),
            signature: None,
            interceptors: Vec::new(),
            budget: Budget::default(),
            clock_skew_secs: AtomicI64::new(0),
        }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.transport.clock()
    }

    /// Returns the date and nonce for a signature; the date is corrected by the clock skew.
    pub(crate) fn signing_instant(&self) -> SigningInstant {
        let skew = self.clock_skew_secs.load(Ordering::Relaxed);
        self.clock().signing_instant().shifted_by(skew)
    }

    /// Adds to the clock skew, after a service has rejected a date that was already corrected by the current skew.
    pub(crate) fn add_clock_skew(&self, seconds: i64) {
        self.clock_skew_secs.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Provides the credentials for an operation: anonymous ones, without a request to the provider, if the operation needs
    /// none.
    pub(crate) async fn provide_credentials(
        &self,
        spec: &OperationSpec,
        transport: &dyn Transport,
    ) -> Result<Credentials, Error> {
        if spec.anonymous {
            return Ok(Credentials::anonymous());
        }
        self.credentials.provide_credentials(transport).await
    }
}
