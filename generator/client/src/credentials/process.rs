//! Provides the credentials that another program prints.
//!
//! **Invariant**: no shell runs the program, and no error contains any of its output.

use std::fmt;
use std::sync::Arc;

use async_lock::OnceCell;

use super::environment::Environment;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// A provider that runs a program which prints credentials as JSON, as profiles of mode `External` do.
///
/// The program prints an object with `access_key_id` and `access_key_secret`; for temporary credentials also `sts_token`
/// and `expiration`, as in `2026-01-02T03:04:05Z`; optionally `mode`, which is `AK` or `StsToken`. It must exit within
/// 60 seconds and print at most 1 MiB.
///
/// ```
/// use acs_client::credentials::ProcessProvider;
/// use acs_client::replay::block_on;
/// use acs_client::{Environment, ProvideCredentials, Replay};
///
/// let environment = Environment::from_vars(|_| None).with_command_runner(|program, arguments| {
///     assert_eq!((program, arguments), ("vault-keys", ["my account".to_owned()].as_slice()));
///     Ok(br#"{"access_key_id": "LTAI1234", "access_key_secret": "secret"}"#.to_vec())
/// });
/// let provider = ProcessProvider::new("vault-keys 'my account'").environment(&environment);
/// let credentials = block_on(provider.provide_credentials(&Replay::new()))?;
/// assert_eq!(credentials.access_key_id(), "LTAI1234");
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone)]
pub struct ProcessProvider {
    command: String,
    environment: Environment,
}

impl ProcessProvider {
    /// Creates a provider from a program and its arguments, which are split into words as a POSIX shell does: quotes,
    /// backslashes and comments have their meaning, other special characters do not.
    pub fn new(command: impl Into<String>) -> Self {
        Self {
            command: command.into(),
            environment: Environment::system(),
        }
    }

    /// Sets the environment whose command runner runs the program. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    async fn provide(&self) -> Result<Credentials, Error> {
        let mut words = shlex::split(&self.command).ok_or_else(|| {
            Error::credentials("the command of the credential process has an unclosed quote")
        })?;
        if words.is_empty() {
            return Err(Error::credentials(
                "the command of the credential process is empty",
            ));
        }
        let program = words.remove(0);
        let escaped = program.escape_debug().to_string();
        let failed =
            |predicate| Error::credentials(format!("credential process `{escaped}` {predicate}"));
        let output = self.output(program, words).await.map_err(&failed)?;
        json_credentials::printed(&output)
            .map_err(|problem| failed(format!("printed invalid credentials: {problem}")))
    }

    /// Runs the program on a thread of its own, because it blocks and the caller may have other futures to poll.
    async fn output(&self, program: String, arguments: Vec<String>) -> Result<Vec<u8>, String> {
        let run_command = Arc::clone(&self.environment.run_command);
        let result = Arc::new(OnceCell::new());
        let guard = CompletionGuard(Arc::clone(&result));
        std::thread::Builder::new()
            .name("acs-credentials".to_owned())
            .spawn(move || {
                let output = run_command(&program, &arguments);
                let _ = guard.0.set_blocking(output);
            })
            .map_err(|error| format!("could not be run: {error}"))?;
        result.wait().await.clone()
    }
}

/// Completes the result when the thread ends without one, as after a panic, so that the caller does not wait forever.
struct CompletionGuard(Arc<OnceCell<Result<Vec<u8>, String>>>);

impl Drop for CompletionGuard {
    fn drop(&mut self) {
        let _ = self.0.set_blocking(Err(
            "could not be run: the command runner panicked".to_owned()
        ));
    }
}

/// Shows no field, because arguments may be secrets.
impl fmt::Debug for ProcessProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessProvider").finish_non_exhaustive()
    }
}

impl ProvideCredentials for ProcessProvider {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.provide())
    }
}
