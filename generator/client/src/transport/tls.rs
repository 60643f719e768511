//! The TLS configuration of the transports: rustls with ring.
//!
//! **Invariant**: must never know the transports that use it.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};

/// The maximum number of errors in a chain that are inspected. Chains are short; a longer one is circular.
const MAX_CHAIN: usize = 16;

/// Returns the crypto provider. The provider of the process is left alone, because choosing that one is up to the program.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Returns whether an error was caused by TLS, such as a certificate that is not trusted. Such a request is not retried.
pub(crate) fn is_tls_error(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    for _ in 0..MAX_CHAIN {
        let Some(error) = next else { return false };
        if error.is::<rustls::Error>() {
            return true;
        }
        next = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            // `io::Error::source` returns the source of the wrapped error and so skips the wrapped error itself.
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}
