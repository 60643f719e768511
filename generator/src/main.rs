//! The command line: arguments in, exit code out. All work is the library's.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
