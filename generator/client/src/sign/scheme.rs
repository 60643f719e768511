//! Which scheme signs the requests of an operation.
//!
//! **Invariant**: the only place that knows all schemes.

use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use super::{acs3, oss4, roa1, rpc1, sls};
use crate::error::{Error, ErrorKind};
use crate::types::{ApiStyle, OperationSpec, SignatureVersion};

/// How a request is signed, in all that there is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthScheme {
    Acs3,
    Rpc1,
    Roa1,
    Oss4,
    Sls,
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
