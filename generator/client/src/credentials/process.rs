//! Credentials another program prints.
//!
//! **Invariant**: no shell takes part, and nothing of what the program prints gets into an error.

use std::fmt;
use std::sync::Arc;

use async_lock::OnceCell;

use super::environment::Environment;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// A program that prints credentials as JSON, as the profiles of mode `External` name one.
///
/// It prints `access_key_id`, `access_key_secret`, and where they are temporary `sts_token` and `expiration`, as in
/// `2026-01-02T03:04:05Z`; `mode`, where it is there, is `AK` or `StsToken`. It has 60 seconds and 1 MiB of output.
#[derive(Clone)]
pub struct ProcessProvider {
    command: String,
    environment: Environment,
}

impl ProcessProvider {
    /// A program with its arguments, in words as a POSIX shell parts them: quotes, backslashes and comments count, nothing
    /// else.
    pub fn new(command: impl Into<String>) -> Self {
        Self::of(command.into(), Environment::process())
    }

    /// Run by what runs commands in an environment.
    #[must_use]
    pub fn environment(self, environment: &Environment) -> Self {
        Self::of(self.command, environment.clone())
    }

    pub(super) fn of(command: String, environment: Environment) -> Self {
        Self {
            command,
            environment,
        }
    }

    async fn ask(&self) -> Result<Credentials, Error> {
        let mut words = shlex::split(&self.command)
            .ok_or_else(|| Error::credentials("the command has a quote without its end"))?;
        if words.is_empty() {
            return Err(Error::credentials("the command is empty"));
        }
        let program = words.remove(0);
        let shown = program.escape_debug().to_string();
        let failed = |problem| Error::credentials(format!("the command `{shown}`: {problem}"));
        let output = self.output(program, words).await.map_err(&failed)?;
        json_credentials::printed(&output).map_err(failed)
    }

    /// Runs it on a thread of its own: it may take its time, and the caller has other futures to see to.
    async fn output(&self, program: String, arguments: Vec<String>) -> Result<Vec<u8>, String> {
        let commands = Arc::clone(&self.environment.commands);
        let there = Arc::new(OnceCell::new());
        let here = Arc::clone(&there);
        std::thread::Builder::new()
            .name("acs-credentials".to_owned())
            .spawn(move || {
                let ended = Ended(there);
                let output = commands(&program, &arguments).map_err(|error| error.to_string());
                let _ = ended.0.set_blocking(output);
            })
            .map_err(|error| error.to_string())?;
        here.wait().await.clone()
    }
}

/// Says so when a thread ends without output, as in a panic: nobody must wait for ever.
struct Ended(Arc<OnceCell<Result<Vec<u8>, String>>>);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self
            .0
            .set_blocking(Err("it ended without output".to_owned()));
    }
}

/// Arguments may be secrets.
impl fmt::Debug for ProcessProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExternalCommand").finish_non_exhaustive()
    }
}

impl ProvideCredentials for ProcessProvider {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask())
    }
}
