//! Waiters of `acsgen.json`, checked against the operation they poll.
//!
//! **Invariant:** every documented state is pending, a success or a failure; a state without a class is an error.

mod lower;
mod observed;
mod states;
mod tests;

pub(super) use lower::lower;
