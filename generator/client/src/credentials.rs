//! Provides credentials: access keys and tokens, from variables, files, programs and services.
//!
//! A provider is any type that implements [`ProvideCredentials`]. The providers here read or request credentials on
//! every call; [`CachedProvider`] keeps the credentials of another provider until they should be refreshed. A client
//! without a provider uses [`DefaultCredentialsChain`], which is cached.
//!
//! Each provider has a constructor `new` that uses the [`Environment`] of the process, and a setter `environment` that
//! replaces it.
//!
//! ```
//! use acs_client::credentials::{AssumeRoleProvider, CachedProvider, EnvironmentProvider};
//!
//! let role = AssumeRoleProvider::new(EnvironmentProvider::new(), "acs:ram::123456789012****:role/reader");
//! let builder = acs_client::Client::builder().credentials(CachedProvider::new(role));
//! # let _ = builder;
//! ```
//!
//! A provider can be used without a client:
//!
//! ```
//! use acs_client::credentials::EnvironmentProvider;
//! use acs_client::replay::block_on;
//! use acs_client::{Environment, ProvideCredentials, Replay};
//!
//! let environment = Environment::from_vars(|name| match name {
//!     "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("testid".to_owned()),
//!     "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("testsecret".to_owned()),
//!     _ => None,
//! });
//! let provider = EnvironmentProvider::new().environment(&environment);
//! let credentials = block_on(provider.provide_credentials(&Replay::new()))?;
//! assert_eq!(credentials.access_key_id(), "testid");
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! **Invariants**: no `Debug` and no `Display` shows a secret or a token. Only [`Environment`] reads files, variables and
//! commands, and only the transport sends requests and reads the clock. The layer must never know a client or a call.

mod assume_role;
mod cache;
mod cli_profile;
mod command_runner;
mod default_chain;
mod env;
mod environment;
mod fetch;
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
pub use role_session::RoleSession;
pub use uri::UriProvider;

pub use crate::identity::Credentials;
