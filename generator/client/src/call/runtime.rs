//! What all calls of a client and of its clones have together.
//!
//! **Invariant**: shared by calls that run at the same time, so what changes here is atomic.

use std::sync::atomic::{AtomicI64, Ordering};

use super::interceptor::Interceptor;
use super::retry::Budget;
use crate::credentials::ProvideCredentials;
use crate::endpoint::EndpointConfig;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{Clock, Transport};
use crate::types::{OperationSpec, SignatureVersion, SigningInstant};

/// What the clones of a client have together.
pub(crate) struct Runtime {
    pub(crate) credentials: Box<dyn ProvideCredentials>,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) endpoint: EndpointConfig,
    /// The signature for services that take more than one.
    pub(crate) signature: Option<SignatureVersion>,
    pub(crate) hooks: Vec<Box<dyn Interceptor>>,
    pub(crate) budget: Budget,
    /// By how many seconds the clock is behind that of the services.
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
            hooks: Vec::new(),
            budget: Budget::default(),
            clock_skew_secs: AtomicI64::new(0),
        }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.transport.clock()
    }

    /// The date by the clock of the services, and a nonce.
    pub(crate) fn signing_instant(&self) -> SigningInstant {
        let skew = self.clock_skew_secs.load(Ordering::Relaxed);
        self.clock().signing_instant().shifted_by(skew)
    }

    /// The clock is behind by so many seconds more.
    pub(crate) fn add_clock_skew(&self, seconds: i64) {
        self.clock_skew_secs.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Credentials for an operation; nobody is asked for those that it does not want.
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
