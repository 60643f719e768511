//! The command line program: arguments in, exit code out. The library does the work.

mod cli;

/// Generating code makes many small allocations; this allocator makes a run a fifth faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
