//! Who is asking: access keys, and where they come from.
//!
//! A source is anything that is [`ProvideCredentials`]. What is here asks each time it is asked itself; [`CachedProvider`] around it
//! remembers. A client that is given nothing else takes [`DefaultCredentialsChain`], which is cached.
//!
//! ```
//! use acs_client::credentials::{AssumeRoleProvider, CachedProvider, EnvironmentProvider};
//!
//! let role = AssumeRoleProvider::new(EnvironmentProvider::process(), "acs:ram::123456789012****:role/reader");
//! let builder = acs_client::Client::builder().credentials(CachedProvider::new(role));
//! # let _ = builder;
//! ```
//!
//! **Invariants**: no `Debug` and no `Display` shows a secret or a token. Nothing here reads a file, a variable or a clock
//! but by [`Environment`] and by the transport. Knows neither clients nor calls.

mod assume_role;
mod cache;
mod cli_profile;
mod command_runner;
mod default_chain;
mod env;
mod environment;
mod imds;
mod ini;
mod json_credentials;
mod oidc_role;
mod process;
mod profile_entry;
mod profile_file;
mod provider;
mod role_session;
mod sts;
mod uri;

pub use assume_role::AssumeRoleProvider;
pub use cache::CachedProvider;
pub use cli_profile::CliProfileProvider;
pub use default_chain::DefaultCredentialsChain;
pub use env::EnvironmentProvider;
pub use environment::Environment;
pub use imds::EcsRamRoleProvider;
pub use oidc_role::OidcRoleProvider;
pub use process::ProcessProvider;
pub use profile_file::ProfileFileProvider;
pub use provider::ProvideCredentials;
pub use uri::UriProvider;

pub use crate::identity::Credentials;
