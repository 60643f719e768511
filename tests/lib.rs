//! What tests compile: the README's examples, and the golden output.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// Committed output of `golden/*`, compiled as a build script's user would.
pub mod golden {
    /// Every shape a value can have, and every place it can go.
    pub mod shapes {
        include!("golden/shapes/expected/shapes-2026-01-01.rs");
    }

    /// Every name that is awkward in Rust.
    pub mod obstacles {
        include!("golden/obstacles/expected/obstacles-2026-01-01.rs");
    }

    /// Paging by token, a waiter without a list, names and fixups of people.
    pub mod tokens {
        include!("golden/tokens/expected/tokens-2026-01-01.rs");
    }

    /// A reference page in Markdown.
    pub mod page {
        include!("golden/page/expected/domain-2018-01-29.rs");
    }
}
