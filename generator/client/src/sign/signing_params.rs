//! The inputs of a signature other than the request, and the headers that several schemes share.
//!
//! **Invariant**: knows no scheme.

use super::signable::SignableRequest;
use crate::error::Error;
use crate::identity::Credentials;
use crate::types::{ApiStyle, OperationSpec, SigningInstant};

/// The operation, credentials, date, nonce and region that a request is signed with.
pub(crate) struct SigningParams<'a> {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) credentials: &'a Credentials,
    pub(crate) signing_instant: &'a SigningInstant,
    pub(crate) region: Option<&'a str>,
}

impl SigningParams<'_> {
    pub(super) fn style(&self) -> ApiStyle {
        self.spec.product.style
    }

    /// Sets the headers that name the operation, its version and the nonce.
    pub(super) fn set_operation_headers(&self, request: &mut SignableRequest) {
        request.set("x-acs-action", self.spec.name);
        request.set("x-acs-version", self.spec.product.version);
        request.set("x-acs-signature-nonce", self.signing_instant.nonce());
    }

    /// Sets the headers of a temporary access key, if the key has a token.
    pub(super) fn set_security_token(&self, request: &mut SignableRequest, token: Option<&str>) {
        if let Some(token) = token {
            request.set("x-acs-accesskey-id", self.credentials.access_key_id());
            request.set("x-acs-security-token", token);
        }
    }

    /// Returns the region of the endpoint, for schemes that sign it.
    pub(super) fn region(&self) -> Result<&str, Error> {
        let name = self.spec.product.name;
        self.region.ok_or_else(|| {
            Error::endpoint(format!(
                "{name} requires a region in the signature; set one with `Builder::region`"
            ))
        })
    }

    /// Returns the error for services that accept no bearer token.
    pub(super) fn bearer_not_accepted(&self) -> Error {
        let name = self.spec.product.name;
        Error::credentials(format!(
            "{name} does not accept a bearer token; use an access key"
        ))
    }
}
