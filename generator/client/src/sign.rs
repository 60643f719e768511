//! Signatures: pure functions of a message, of credentials, and of a date and a nonce.
//!
//! Each scheme is a module: what it adds to a message, and what of it is signed.
//!
//! **Invariant**: nothing here sends, waits, or looks at a clock.

pub mod acs3;
mod digest;
mod encoding;
mod message;
pub mod oss4;
pub mod roa1;
pub mod rpc1;
pub mod sls;

pub(crate) use encoding::percent_encode_path;
pub use encoding::{percent_encode, query_string};
pub use message::{BodyDigest, SignableRequest};

use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::operation::{ApiStyle, OperationSpec};
use crate::stamp::SigningInstant;

/// A version of signatures, for services that take more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureVersion {
    /// HMAC-SHA1, in the query (RPC) or in a header (ROA), for services that have not learned the next.
    ///
    /// A security token of an RPC service travels in the query, where logs of proxies may keep it.
    V1,
    /// `ACS3-HMAC-SHA256`, what RPC and ROA services take unless another is chosen.
    V3,
}

/// How a request is signed, in all that there is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthScheme {
    Acs3,
    Rpc1,
    Roa1,
    Oss4,
    Sls,
}

/// What a message is signed with.
pub(crate) struct SigningParams<'a> {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) credentials: &'a Credentials,
    pub(crate) stamp: &'a SigningInstant,
    pub(crate) region: Option<&'a str>,
}

impl AuthScheme {
    /// The scheme for an operation, where its product takes the version that was chosen.
    pub(crate) fn of(
        spec: &OperationSpec,
        chosen: Option<SignatureVersion>,
    ) -> Result<Self, Error> {
        use SignatureVersion::{V1, V3};
        let product = spec.product;
        // What anybody may call goes the older way in the official SDKs, whatever is chosen.
        match product.style {
            ApiStyle::Rpc if spec.anonymous => return Ok(Self::Rpc1),
            ApiStyle::Roa | ApiStyle::Pds if spec.anonymous => return Ok(Self::Roa1),
            _ => {}
        }
        match (product.style, chosen.or(spec.signature)) {
            (ApiStyle::Rpc | ApiStyle::Roa, None | Some(V3)) => Ok(Self::Acs3),
            (ApiStyle::Rpc, Some(V1)) => Ok(Self::Rpc1),
            (ApiStyle::Roa, Some(V1)) | (ApiStyle::Pds, None | Some(V1)) => Ok(Self::Roa1),
            (ApiStyle::Oss, None) => Ok(Self::Oss4),
            (ApiStyle::Sls, None) => Ok(Self::Sls),
            (ApiStyle::Pds | ApiStyle::Oss | ApiStyle::Sls, Some(chosen)) => {
                let name = product.name;
                let message = format!(
                    "{name} takes no signature {chosen:?}: use a client with no `Builder::signature` for it"
                );
                Err(Error::new(ErrorKind::Configuration, message))
            }
        }
    }

    /// Adds to a message what its service wants: date, nonce, digests, and the proof of who is asking.
    pub(crate) fn sign(
        self,
        message: &mut SignableRequest,
        context: &SigningParams<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Acs3 => acs3::sign(message, context),
            Self::Rpc1 => rpc1::sign(message, context),
            Self::Roa1 => roa1::sign(message, context),
            Self::Oss4 => return oss4::sign(message, context),
            Self::Sls => return sls::sign(message, context),
        }
        Ok(())
    }
}

impl SigningParams<'_> {
    fn style(&self) -> ApiStyle {
        self.spec.product.style
    }

    /// Headers that say which operation is called, once.
    fn name_operation(&self, message: &mut SignableRequest) {
        message.set("x-acs-action", self.spec.name);
        message.set("x-acs-version", self.spec.product.version);
        message.set("x-acs-signature-nonce", self.stamp.nonce());
    }

    /// Headers of a temporary key.
    fn lend_token(&self, token: Option<&str>, message: &mut SignableRequest) {
        if let Some(token) = token {
            message.set("x-acs-accesskey-id", self.credentials.access_key_id());
            message.set("x-acs-security-token", token);
        }
    }

    fn region(&self) -> Result<&str, Error> {
        let name = self.spec.product.name;
        self.region.ok_or_else(|| {
            Error::endpoint(format!(
                "{name} signs the region of its endpoint: set it with `Builder::region`"
            ))
        })
    }

    fn no_bearer(&self) -> Error {
        let name = self.spec.product.name;
        Error::credentials(format!("{name} takes no bearer token, but an access key"))
    }
}
