//! The real transports, against a server of our own on this machine.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use acs_client::{Builder, Client, Credentials, Error, ErrorKind, Response};

use crate::domain::{SaveTask, Saved};

type Sent = Result<Response<Saved>, Error>;

/// Serves one connection: gives what was asked, and answers `response`.
fn serve(response: &'static [u8]) -> (SocketAddr, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = head(&mut stream);
        let _ = stream.write_all(response);
        // Without an answer, keeps the caller waiting until it hangs up.
        if response.is_empty() {
            let _ = stream.read(&mut [0]);
        }
        head
    });
    (address, server)
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).to_lowercase()
}

const PATIENT: Duration = Duration::from_secs(30);
const IMPATIENT: Duration = Duration::from_millis(200);

fn builder(address: SocketAddr, timeout: Duration) -> Builder {
    encrypted(address, timeout).plaintext_loopback()
}

fn encrypted(address: SocketAddr, timeout: Duration) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .endpoint(address.to_string())
        .timeout(timeout)
        .retries(0)
}

/// Sends one request over each transport there is.
fn each(check: impl Fn(&dyn Fn(SocketAddr, Duration) -> Sent)) {
    #[cfg(feature = "reqwest")]
    check(&|address, timeout| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let client = builder(address, timeout).build().unwrap();
        runtime.block_on(client.send(SaveTask::new("a b")))
    });
    #[cfg(feature = "blocking")]
    check(&|address, timeout| {
        builder(address, timeout)
            .build_blocking()
            .unwrap()
            .send(SaveTask::new("a b"))
    });
}

#[test]
fn a_reply_arrives() {
    each(|send| {
        let (address, server) =
            serve(b"HTTP/1.1 200 OK\r\nx-acs-request-id: 9\r\ncontent-length: 15\r\n\r\n{\"TaskNo\":\"75\"}");
        let reply = send(address, PATIENT).unwrap();
        assert_eq!(
            (reply.task_no.as_str(), reply.request_id()),
            ("75", Some("9"))
        );

        let head = server.join().unwrap();
        assert!(
            head.starts_with("post /?instanceid=a%20b http/1.1\r\n"),
            "{head}"
        );
        for line in [
            format!("\r\nhost: {address}\r\n"),
            "\r\ncontent-length: 0\r\n".to_owned(),
            "\r\naccept: application/json\r\n".to_owned(),
            "\r\nuser-agent: acs-client/0.1.0\r\n".to_owned(),
            "\r\nauthorization: acs3-hmac-sha256 credential=testid,".to_owned(),
        ] {
            assert_eq!(head.matches(&line).count(), 1, "{line}{head}");
        }
        assert!(
            !head.contains("content-type") && !head.contains("transfer-encoding"),
            "{head}"
        );
    });
}

#[test]
fn failures_and_redirects_are_replies() {
    each(|send| {
        let (address, _server) =
            serve(b"HTTP/1.1 500 Oh\r\ncontent-length: 12\r\n\r\n{\"Code\":\"X\"}");
        assert_eq!(send(address, PATIENT).unwrap_err().code(), Some("X"));
        let (address, _server) = serve(
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        );
        assert_eq!(send(address, PATIENT).unwrap_err().status(), Some(302));
    });
}

#[test]
fn no_connection_no_answer_and_half_an_answer() {
    each(|send| {
        let nobody = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let error = send(nobody, PATIENT).unwrap_err();
        assert!(
            error.to_string().ends_with("cannot connect to 127.0.0.1"),
            "{error:?}"
        );
        assert!(error.is_transient() && !error.is_timeout());

        let (address, _server) = serve(b"");
        let error = send(address, IMPATIENT).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(!format!("{error:?}").contains("a%20b"));

        let (address, _server) =
            serve(b"HTTP/1.1 200 OK\r\nx-acs-request-id: 9\r\ncontent-length: 15\r\n\r\n{\"Task");
        let error = send(address, PATIENT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.is_transient(), "{error:?}");
        // What had arrived by then is not lost.
        assert_eq!(error.status(), Some(200));
        assert_eq!(error.request_id(), Some("9"));
        assert_eq!(error.body(), Some("{\"Task"));
    });
}

#[test]
fn a_reply_beyond_all_measure_is_refused() {
    each(|send| {
        let (address, _server) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{");
        let error = send(address, PATIENT).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("the response is longer than 67108864 bytes (status 200)"),
            "{error:?}"
        );
        assert!(!error.is_transient());
    });
}

#[test]
fn a_reply_without_a_length_is_measured_as_it_comes() {
    each(|send| {
        static ENDLESS: [u8; 1 << 20] = [b' '; 1 << 20];
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            head(&mut stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&ENDLESS).is_ok() {}
        });
        let error = send(address, PATIENT).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("the response is longer than 67108864 bytes (status 200)"),
            "{error:?}"
        );
        server.join().unwrap();
    });
}

#[test]
fn what_cannot_be_trusted_is_sent_nothing() {
    #[track_caller]
    fn check(error: &Error) {
        assert!(
            error
                .to_string()
                .ends_with("no trusted connection to 127.0.0.1"),
            "{error:?}"
        );
        assert!(!error.is_transient());
    }
    let server = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.write_all(b"this is no TLS\r\n\r\n");
            let _ = stream.read(&mut [0; 1024]);
        });
        address
    };
    #[cfg(feature = "reqwest")]
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let client = encrypted(server(), PATIENT).build().unwrap();
        check(
            &runtime
                .block_on(client.send(SaveTask::new("x")))
                .unwrap_err(),
        );
    }
    #[cfg(feature = "blocking")]
    check(
        &encrypted(server(), PATIENT)
            .build_blocking()
            .unwrap()
            .send(SaveTask::new("x"))
            .unwrap_err(),
    );
}

#[cfg(feature = "reqwest")]
#[test]
fn without_tokio_there_is_an_error_and_no_panic() {
    let client = builder(SocketAddr::from(([127, 0, 0, 1], 1)), PATIENT)
        .build()
        .unwrap();
    let error = acs_client::replay::block_on(client.send(SaveTask::new("x"))).unwrap_err();
    assert!(
        error.to_string().ends_with("has to run inside tokio"),
        "{error}"
    );
}
