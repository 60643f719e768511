//! Tests of the generator and of what it emits, a module a feature.

mod alone;
mod build_script;
mod cli;
mod convert;
mod corpus;
mod degraded;
mod determinism;
mod docs;
mod endpoints;
mod evidence;
mod features;
mod fresh;
mod golden;
mod hostile;
mod inferred_pagination;
mod local_server;
mod names;
mod pages;
mod replies;
mod routes;
mod security;
mod tidy;
mod whole;
