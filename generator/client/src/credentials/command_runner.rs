//! Runs a program for its output.
//!
//! **Invariant**: neither its time nor its output is without a bound, and its standard error is never shown.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

/// The longest output that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// As long as the official clients wait.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The standard output of a program that ended well; blocks until then.
pub(super) fn output(program: &str, arguments: &[String]) -> io::Result<Vec<u8>> {
    within(TIMEOUT, program, arguments)
}

fn within(patience: Duration, program: &str, arguments: &[String]) -> io::Result<Vec<u8>> {
    let deadline = Instant::now() + patience;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let outcome = finish(&mut child, deadline);
    if outcome.is_err() {
        // It may be gone already; either way it is not left behind.
        let _ = child.kill();
        let _ = child.wait();
    }
    outcome
}

fn finish(child: &mut Child, deadline: Instant) -> io::Result<Vec<u8>> {
    let left = || deadline.saturating_duration_since(Instant::now());
    let late = || io::Error::new(io::ErrorKind::TimedOut, "it took too long");
    let stdout = child
        .stdout
        .take()
        .ok_or_else(|| io::Error::other("it has no output"))?;
    let (sender, receiver) = mpsc::channel();
    // Its own children may keep the output open, so that reading has no end.
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(LONGEST + 1).read_to_end(&mut bytes);
        let _ = sender.send(read.map(|_| bytes));
    })?;
    let bytes = receiver.recv_timeout(left()).map_err(|_| late())??;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other(format!(
            "it wrote more than {LONGEST} bytes"
        )));
    }
    let status = child.wait_timeout(left())?.ok_or_else(late)?;
    match status.success() {
        true => Ok(bytes),
        false => Err(io::Error::other(format!(
            "it ended with {status}; run it by hand to see why"
        ))),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(patience: Duration, command: &[&str]) -> Result<Vec<u8>, String> {
        let arguments: Vec<_> = command[1..].iter().map(|&text| text.to_owned()).collect();
        within(patience, command[0], &arguments).map_err(|error| error.to_string())
    }

    #[test]
    fn output_is_what_a_program_writes() {
        assert_eq!(check(TIMEOUT, &["printf", "a b"]).unwrap(), b"a b");
    }

    #[test]
    fn time_output_and_failures_have_bounds() {
        let error = check(Duration::from_millis(50), &["sleep", "1000"]).unwrap_err();
        assert_eq!(error, "it took too long");
        let error = check(TIMEOUT, &["cat", "/dev/zero"]).unwrap_err();
        assert_eq!(error, "it wrote more than 1048576 bytes");
        let error = check(TIMEOUT, &["false"]).unwrap_err();
        assert_eq!(
            error,
            "it ended with exit status: 1; run it by hand to see why"
        );
        assert!(check(TIMEOUT, &["no-such-program-anywhere"]).is_err());
    }
}
