//! Which scheme signs the requests of an operation.
//!
//! **Invariant**: the only place that knows all schemes.

use super::signable::Message;
use super::signing_params::Context;
use super::{acs3, oss4, roa1, rpc1, sls};
use crate::error::{Error, ErrorKind};
use crate::types::{ServiceStyle, Signature, Spec};

/// How a request is signed, in all that there is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Acs3,
    Rpc1,
    Roa1,
    Oss4,
    Sls,
}

impl Scheme {
    /// The scheme for an operation, where its product takes the version that was chosen.
    pub(crate) fn of(spec: &Spec, chosen: Option<Signature>) -> Result<Self, Error> {
        use Signature::{V1, V3};
        let product = spec.product;
        // What anybody may call goes the older way in the official SDKs, whatever is chosen.
        match product.style {
            ServiceStyle::Rpc if spec.anonymous => return Ok(Self::Rpc1),
            ServiceStyle::Roa | ServiceStyle::Pds if spec.anonymous => return Ok(Self::Roa1),
            _ => {}
        }
        match (product.style, chosen.or(spec.signature)) {
            (ServiceStyle::Rpc | ServiceStyle::Roa, None | Some(V3)) => Ok(Self::Acs3),
            (ServiceStyle::Rpc, Some(V1)) => Ok(Self::Rpc1),
            (ServiceStyle::Roa, Some(V1)) | (ServiceStyle::Pds, None | Some(V1)) => Ok(Self::Roa1),
            (ServiceStyle::Oss, None) => Ok(Self::Oss4),
            (ServiceStyle::Sls, None) => Ok(Self::Sls),
            (ServiceStyle::Pds | ServiceStyle::Oss | ServiceStyle::Sls, Some(chosen)) => {
                let name = product.name;
                let message = format!(
                    "{name} takes no signature {chosen:?}: use a client with no `Builder::signature` for it"
                );
                Err(Error::new(ErrorKind::Setup, message))
            }
        }
    }

    /// Adds to a message what its service wants: date, nonce, digests, and the proof of who is asking.
    pub(crate) fn sign(self, message: &mut Message, context: &Context<'_>) -> Result<(), Error> {
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
