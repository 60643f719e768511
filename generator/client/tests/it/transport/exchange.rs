//! Exchanges of single requests and responses over each real transport.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use acs_client::{Builder, Client, Credentials, Error, ErrorKind, Response};

use crate::domain::{SaveTask, SaveTaskResponse};

type SendResult = Result<Response<SaveTaskResponse>, Error>;

/// Serves one connection with `response`. The thread returns the head of the request in lower case.
fn serve(response: &'static [u8]) -> (SocketAddr, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = read_head(&mut stream);
        let _ = stream.write_all(response);
        // An empty response keeps the client waiting until it closes the connection.
        if response.is_empty() {
            let _ = stream.read(&mut [0]);
        }
        head
    });
    (address, server)
}

fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).to_lowercase()
}

const LONG_TIMEOUT: Duration = Duration::from_secs(30);
const SHORT_TIMEOUT: Duration = Duration::from_millis(200);

fn builder(address: SocketAddr, timeout: Duration) -> Builder {
    tls_builder(address, timeout).plaintext_loopback()
}

fn tls_builder(address: SocketAddr, timeout: Duration) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .endpoint(address.to_string())
        .timeout(timeout)
        .retries(0)
}

/// Runs a check with a function that sends one request, once for each transport.
fn with_each_transport(check: impl Fn(&dyn Fn(SocketAddr, Duration) -> SendResult)) {
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
fn sends_the_request_and_decodes_the_response() {
    with_each_transport(|send| {
        let (address, server) =
            serve(b"HTTP/1.1 200 OK\r\nx-acs-request-id: 9\r\ncontent-length: 15\r\n\r\n{\"TaskNo\":\"75\"}");
        let response = send(address, LONG_TIMEOUT).unwrap();
        assert_eq!(
            (response.task_no.as_str(), response.request_id()),
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
fn returns_failures_and_redirects_without_following() {
    with_each_transport(|send| {
        let (address, _server) =
            serve(b"HTTP/1.1 500 Oh\r\ncontent-length: 12\r\n\r\n{\"Code\":\"X\"}");
        assert_eq!(send(address, LONG_TIMEOUT).unwrap_err().code(), Some("X"));
        let (address, _server) = serve(
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        );
        assert_eq!(send(address, LONG_TIMEOUT).unwrap_err().status(), Some(302));
    });
}

#[test]
fn reports_a_refused_connection() {
    with_each_transport(|send| {
        let unused_address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let error = send(unused_address, LONG_TIMEOUT).unwrap_err();
        assert!(
            error.to_string().ends_with("cannot connect to 127.0.0.1"),
            "{error:?}"
        );
        assert!(error.is_transient() && !error.is_timeout());
    });
}

#[test]
fn reports_a_timeout() {
    with_each_transport(|send| {
        let (address, _server) = serve(b"");
        let error = send(address, SHORT_TIMEOUT).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(!format!("{error:?}").contains("a%20b"));
    });
}

#[test]
fn reports_a_truncated_response_with_the_part_that_arrived() {
    with_each_transport(|send| {
        let (address, _server) =
            serve(b"HTTP/1.1 200 OK\r\nx-acs-request-id: 9\r\ncontent-length: 15\r\n\r\n{\"Task");
        let error = send(address, LONG_TIMEOUT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.is_transient(), "{error:?}");
        assert_eq!(error.status(), Some(200));
        assert_eq!(error.request_id(), Some("9"));
        assert_eq!(error.body(), Some("{\"Task"));
    });
}

#[test]
fn rejects_a_response_that_announces_too_many_bytes() {
    with_each_transport(|send| {
        let (address, _server) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{");
        let error = send(address, LONG_TIMEOUT).unwrap_err();
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
fn rejects_a_response_that_grows_beyond_the_limit() {
    with_each_transport(|send| {
        static CHUNK: [u8; 1 << 20] = [b' '; 1 << 20];
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            read_head(&mut stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&CHUNK).is_ok() {}
        });
        let error = send(address, LONG_TIMEOUT).unwrap_err();
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
fn sends_nothing_without_a_trusted_connection() {
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
            let _ = stream.write_all(b"not a TLS record\r\n\r\n");
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
        let client = tls_builder(server(), LONG_TIMEOUT).build().unwrap();
        check(
            &runtime
                .block_on(client.send(SaveTask::new("x")))
                .unwrap_err(),
        );
    }
    #[cfg(feature = "blocking")]
    check(
        &tls_builder(server(), LONG_TIMEOUT)
            .build_blocking()
            .unwrap()
            .send(SaveTask::new("x"))
            .unwrap_err(),
    );
}

#[cfg(feature = "reqwest")]
#[test]
fn returns_an_error_outside_tokio() {
    let client = builder(SocketAddr::from(([127, 0, 0, 1], 1)), LONG_TIMEOUT)
        .build()
        .unwrap();
    let error = acs_client::replay::block_on(client.send(SaveTask::new("x"))).unwrap_err();
    assert!(
        error.to_string().ends_with("has to run inside tokio"),
        "{error}"
    );
}
