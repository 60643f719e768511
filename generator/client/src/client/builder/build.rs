//! From a builder to a client.
//!
//! **Invariant**: sends nothing, and asks no provider for credentials.

use super::{Builder, Plaintext};
use crate::call::Runtime;
use crate::client::client::Client;
use crate::credentials::DefaultCredentialsChain;
use crate::endpoint::{EndpointConfig, is_loopback, parse_authority, parse_network};
use crate::error::Error;
#[cfg(not(feature = "reqwest"))]
use crate::error::ErrorKind;
#[cfg(feature = "reqwest")]
use crate::transport::Reqwest;
use crate::transport::Transport;

impl Builder {
    /// Creates the client. Without a [`transport`](Self::transport), it uses that of the feature `reqwest`.
    ///
    /// # Errors
    ///
    /// Returns an error if the endpoint or the network is malformed, if
    /// [`plaintext_loopback`](Self::plaintext_loopback) is set with an endpoint on another machine, or if the transport
    /// cannot be set up.
    pub fn build(mut self) -> Result<Client, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => self.default_transport()?,
        };
        self.with_transport(transport)
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(&self) -> Result<Box<dyn Transport>, Error> {
        Ok(Box::new(Reqwest::from_timeouts(self.timeouts)?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(&self) -> Result<Box<dyn Transport>, Error> {
        Err(Error::new(
            ErrorKind::Configuration,
            "no transport: set one, or enable the feature `reqwest` of acs-client",
        ))
    }

    pub(in crate::client) fn with_transport(
        self,
        transport: Box<dyn Transport>,
    ) -> Result<Client, Error> {
        let credentials = self
            .credentials
            .unwrap_or_else(|| Box::new(DefaultCredentialsChain::new()));
        let host = self
            .endpoint
            .map(|text| parse_authority(&text, self.plaintext.is_some()))
            .transpose()?;
        let is_local = host.as_deref().is_some_and(is_loopback);
        if self.plaintext == Some(Plaintext::Loopback) && !is_local {
            return Err(Error::endpoint(
                "`Builder::plaintext_loopback` sends to this machine only: set an endpoint such as `127.0.0.1:8080`, \
                 or use `Builder::plaintext_any_host`",
            ));
        }
        let endpoint = EndpointConfig {
            region: self.region,
            host,
            network: parse_network(&self.network)?,
            plaintext: self.plaintext.is_some(),
            any_region: false,
        };
        let mut runtime = Runtime::new(credentials, transport);
        runtime.endpoint = endpoint;
        runtime.signature = self.signature;
        runtime.interceptors = self.interceptors;
        Ok(Client::from_runtime(runtime, self.options))
    }
}
