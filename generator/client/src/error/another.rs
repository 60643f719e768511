//! Errors made of others.

use super::{Error, ErrorKind, Inner};

impl Error {
    /// The same failure at another stage: what is asked for on the way fails by its own stage.
    pub(crate) fn during(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// The same failure for one more caller; what is below it is told once.
    pub(crate) fn again(&self) -> Self {
        let Inner {
            kind,
            operation,
            message,
            fault,
            transport,
            attempts,
            source: _,
        } = &*self.0;
        Self(Box::new(Inner {
            kind: *kind,
            operation: *operation,
            message: message.clone(),
            fault: fault.clone(),
            transport: *transport,
            source: None,
            attempts: *attempts,
        }))
    }
}
