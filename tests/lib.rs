//! Code that must compile: the examples of README.md and of the guides, and the expected output of the golden cases.

/// The examples of documents, each compiled as a documentation test.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../README.md")]
    pub struct Readme;

    #[doc = include_str!("../CONTRIBUTING.md")]
    pub struct Contributing;

    #[doc = include_str!("../generator/docs/clients.md")]
    pub struct Clients;

    #[doc = include_str!("../generator/docs/generating.md")]
    pub struct Generating;

    #[doc = include_str!("../generator/docs/testing.md")]
    pub struct Testing;

    #[doc = include_str!("../generator/docs/architecture.md")]
    pub struct Architecture;

    #[doc = include_str!("../generator/docs/benchmarks.md")]
    pub struct Benchmarks;
}

/// The committed output of `golden/*`, compiled as a build script's user would compile it.
pub mod golden {
    /// Every shape of a value, and every location of a parameter.
    pub mod shapes {
        include!("golden/shapes/expected/shapes-2026-01-01.rs");
    }

    /// Every name that is awkward in Rust.
    pub mod obstacles {
        include!("golden/obstacles/expected/obstacles-2026-01-01.rs");
    }

    /// Pagination by token, a waiter without a list, and names and fixups from `acsgen.json`.
    pub mod tokens {
        include!("golden/tokens/expected/tokens-2026-01-01.rs");
    }

    /// A reference page in Markdown.
    pub mod page {
        include!("golden/page/expected/domain-2018-01-29.rs");
    }
}
