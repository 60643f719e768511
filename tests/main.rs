//! Tests of the generator and of the code it emits, one module for each feature.

mod build_script;
mod cli;
mod convert;
mod corpus;
mod degraded;
mod determinism;
mod docs;
mod endpoints;
mod external_samples;
mod features;
mod fresh;
mod golden;
mod hostile;
mod inferred_pagination;
mod local_server;
mod names;
mod pages;
mod responses;
mod routes;
mod security;
mod single_operation;
mod tidy;
mod whole;
