//! The one TLS set-up: rustls with ring, and the certificates the system trusts.
//!
//! **Invariant**: knows neither of the transports that use it.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};

/// Chosen here rather than for the whole process, which is not ours.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Whether an error comes from TLS, as where a certificate is not trusted; no second try will help.
pub(crate) fn refused(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    // Chains are short; a longer one is a circle.
    for _ in 0..16 {
        let Some(error) = next else { return false };
        if error.is::<rustls::Error>() {
            return true;
        }
        next = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            // An I/O error skips what it wraps when asked for its source.
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}
