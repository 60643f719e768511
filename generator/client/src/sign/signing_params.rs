//! What a message is signed with, and what schemes have in common.
//!
//! **Invariant**: knows no scheme.

use super::signable::SignableRequest;
use crate::error::Error;
use crate::identity::Credentials;
use crate::types::{ApiStyle, OperationSpec, SigningInstant};

/// What a message is signed with.
pub(crate) struct SigningParams<'a> {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) credentials: &'a Credentials,
    pub(crate) stamp: &'a SigningInstant,
    pub(crate) region: Option<&'a str>,
}

impl SigningParams<'_> {
    pub(super) fn style(&self) -> ApiStyle {
        self.spec.product.style
    }

    /// Headers that say which operation is called, once.
    pub(super) fn name_operation(&self, message: &mut SignableRequest) {
        message.set("x-acs-action", self.spec.name);
        message.set("x-acs-version", self.spec.product.version);
        message.set("x-acs-signature-nonce", self.stamp.nonce());
    }

    /// Headers of a temporary key.
    pub(super) fn lend_token(&self, token: Option<&str>, message: &mut SignableRequest) {
        if let Some(token) = token {
            message.set("x-acs-accesskey-id", self.credentials.access_key_id());
            message.set("x-acs-security-token", token);
        }
    }

    pub(super) fn region(&self) -> Result<&str, Error> {
        let name = self.spec.product.name;
        self.region.ok_or_else(|| {
            Error::endpoint(format!(
                "{name} signs the region of its endpoint: set it with `Builder::region`"
            ))
        })
    }

    pub(super) fn no_bearer(&self) -> Error {
        let name = self.spec.product.name;
        Error::credentials(format!("{name} takes no bearer token, but an access key"))
    }
}
