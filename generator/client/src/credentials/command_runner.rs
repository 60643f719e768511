//! Runs a program and returns its standard output.
//!
//! **Invariant**: the run time and the output are bounded, and the program's standard error is never shown. Every error
//! is a predicate whose subject is the program, as in `exited with status 1 and printed nothing`.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

/// The maximum length of the output, in bytes.
const MAX_OUTPUT_BYTES: u64 = 1 << 20;

/// The maximum run time of a program, as in the official clients.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Runs a program and returns its standard output; blocks until the program exits.
///
/// # Errors
///
/// Returns an error if the program cannot be started, does not exit within 60 seconds, prints more than 1 MiB, or exits
/// with a status other than 0.
pub(super) fn run(program: &str, arguments: &[String]) -> Result<Vec<u8>, String> {
    run_within(TIMEOUT, program, arguments)
}

fn run_within(timeout: Duration, program: &str, arguments: &[String]) -> Result<Vec<u8>, String> {
    let deadline = Instant::now() + timeout;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("could not be started: {error}"))?;
    let result = match output(&mut child, deadline) {
        Ok(Some(output)) => output,
        Ok(None) => Err(format!("did not exit within {timeout:?}")),
        Err(error) => Err(format!("could not be run: {error}")),
    };
    if result.is_err() {
        // Both calls fail if the program has exited already; otherwise they prevent a leftover process.
        let _ = child.kill();
        let _ = child.wait();
    }
    result
}

/// Returns the output of a program or the predicate that describes its failure; `None` if the deadline passes.
fn output(
    child: &mut Child,
    deadline: Instant,
) -> std::io::Result<Option<Result<Vec<u8>, String>>> {
    let time_left = || deadline.saturating_duration_since(Instant::now());
    let stdout = child
        .stdout
        .take()
        .ok_or_else(|| std::io::Error::other("it has no standard output"))?;
    let (sender, receiver) = mpsc::channel();
    // Children of the program may keep its output open, so the read may outlast the program.
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(MAX_OUTPUT_BYTES + 1).read_to_end(&mut bytes);
        let _ = sender.send(read.map(|_| bytes));
    })?;
    let Ok(bytes) = receiver.recv_timeout(time_left()) else {
        return Ok(None);
    };
    let bytes = bytes?;
    if bytes.len() as u64 > MAX_OUTPUT_BYTES {
        return Ok(Some(Err(format!(
            "printed more than {MAX_OUTPUT_BYTES} bytes"
        ))));
    }
    let status = child.wait_timeout(time_left())?;
    Ok(status.map(|status| match status.success() {
        true => Ok(bytes),
        false => Err(failure(status, &bytes)),
    }))
}

fn failure(status: ExitStatus, output: &[u8]) -> String {
    let exit = match status.code() {
        Some(code) => format!("exited with status {code}"),
        None => format!("was terminated ({status})"),
    };
    match output.is_empty() {
        true => format!("{exit} and printed nothing"),
        false => format!("{exit}; run it by hand to see why"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run_words(timeout: Duration, command: &[&str]) -> Result<Vec<u8>, String> {
        let arguments: Vec<_> = command[1..].iter().map(|&text| text.to_owned()).collect();
        run_within(timeout, command[0], &arguments)
    }

    #[test]
    fn returns_the_standard_output() {
        assert_eq!(run_words(TIMEOUT, &["printf", "a b"]).unwrap(), b"a b");
    }

    #[test]
    fn bounds_time_and_output_and_reports_failures() {
        let error = run_words(Duration::from_millis(50), &["sleep", "1000"]).unwrap_err();
        assert_eq!(error, "did not exit within 50ms");
        let error = run_words(TIMEOUT, &["cat", "/dev/zero"]).unwrap_err();
        assert_eq!(error, "printed more than 1048576 bytes");
        let error = run_words(TIMEOUT, &["false"]).unwrap_err();
        assert_eq!(error, "exited with status 1 and printed nothing");
        let error = run_words(TIMEOUT, &["sh", "-c", "echo s3cr3t; exit 2"]).unwrap_err();
        assert_eq!(error, "exited with status 2; run it by hand to see why");
        let error = run_words(TIMEOUT, &["sh", "-c", "kill -9 $$"]).unwrap_err();
        assert!(error.starts_with("was terminated (signal: 9"), "{error}");
        let error = run_words(TIMEOUT, &["no-such-program-anywhere"]).unwrap_err();
        assert!(error.starts_with("could not be started: "), "{error}");
    }
}
