//! Selects the scheme that signs the requests of an operation.
//!
//! **Invariant**: the only module that knows all schemes.

use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use super::{acs3, oss4, roa1, rpc1, sls};
use crate::error::{Error, ErrorKind};
use crate::types::{ApiStyle, OperationSpec, SignatureVersion};

/// A signature scheme: the algorithm and the place of the signature in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthScheme {
    Acs3,
    Rpc1,
    Roa1,
    Oss4,
    Sls,
}

impl AuthScheme {
    /// Selects the scheme for an operation; `chosen` is the version that the client was set up with.
    ///
    /// # Errors
    ///
    /// Returns an error if the product does not accept the chosen version.
    pub(crate) fn select(
        spec: &OperationSpec,
        chosen: Option<SignatureVersion>,
    ) -> Result<Self, Error> {
        use SignatureVersion::{V1, V3};
        let product = spec.product;
        // The official SDKs always send anonymous operations in the format of version 1.
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
                    "{name} does not accept signature version {chosen:?}; \
                     use a client without `Builder::signature`"
                );
                Err(Error::new(ErrorKind::Configuration, message))
            }
        }
    }

    /// Adds date, nonce, digests and signature to a request, as its service requires.
    ///
    /// # Errors
    ///
    /// Returns an error if the scheme does not accept a bearer token, or if the scheme signs a region and no region is
    /// known.
    pub(crate) fn sign(
        self,
        request: &mut SignableRequest,
        params: &SigningParams<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Acs3 => acs3::sign(request, params),
            Self::Rpc1 => rpc1::sign(request, params),
            Self::Roa1 => roa1::sign(request, params),
            Self::Oss4 => return oss4::sign(request, params),
            Self::Sls => return sls::sign(request, params),
        }
        Ok(())
    }
}
