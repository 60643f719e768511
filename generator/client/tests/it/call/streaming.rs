//! Uploads and downloads that stream, over each transport.

use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::pin::Pin;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
use acs_client::replay::block_on;
use acs_client::{Builder, Client, Credentials, Error, ErrorKind, Replay};
use sha2::{Digest, Sha256};

static PRODUCT: Product = Product {
    name: "Store",
    version: "2020-01-01",
    style: ApiStyle::Roa,
    endpoints: &[],
};

struct Put(Parameters);

impl Put {
    fn new(key: &str) -> Self {
        Self(Parameters::new().path("key", key))
    }
}

impl Operation for Put {
    type Response = ();
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&PRODUCT, "Put", OperationType::Read)
        .method("PUT")
        .path("/{key}");
    acs_client::impl_operation!();
}

struct Get(Parameters);

impl Operation for Get {
    type Response = ();
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&PRODUCT, "Get", OperationType::Read)
        .method("GET")
        .path("/object");
    acs_client::impl_operation!();
}

/// Returns binary content whose length is a multiple of no buffer size.
fn content() -> Vec<u8> {
    (0..3_000_001_u32)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect()
}

struct ReceivedRequest {
    /// The request line and headers, in lower case.
    head: String,
    body: Vec<u8>,
}

/// Serves one response per connection. The thread returns the requests.
fn serve(responses: Vec<Vec<u8>>) -> (SocketAddr, JoinHandle<Vec<ReceivedRequest>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let exchange = |response: Vec<u8>| {
            let (mut stream, _) = listener.accept().unwrap();
            let request = read_request(&mut stream);
            stream.write_all(&response).unwrap();
            request
        };
        responses.into_iter().map(exchange).collect()
    });
    (address, server)
}

fn read_request(stream: &mut TcpStream) -> ReceivedRequest {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head
        .split_once("content-length: ")
        .and_then(|(_, rest)| rest.split_once("\r\n"))
        .map_or(0, |(length, _)| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    ReceivedRequest { head, body }
}

fn response(status: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn builder(address: SocketAddr) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .endpoint(address.to_string())
        .plaintext_loopback()
        .read_timeout(Duration::from_secs(5))
}

type BoxedTest = Pin<Box<dyn Future<Output = ()>>>;

/// Runs a check for each transport, with a function that builds a client and one that runs a future.
fn with_each_transport(
    check: impl Fn(&dyn Fn(Builder) -> Client, &dyn Fn(&mut dyn FnMut() -> BoxedTest)),
) {
    #[cfg(feature = "reqwest")]
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        check(&|builder| builder.build().unwrap(), &|test| {
            runtime.block_on(test())
        });
    }
    #[cfg(feature = "blocking")]
    check(
        &|builder| builder.transport(acs_client::Ureq::new()).build().unwrap(),
        &|test| block_on(test()),
    );
}

#[test]
fn uploads_a_stream_and_rewinds_it_for_each_attempt() {
    with_each_transport(|build, run| {
        let (address, server) = serve(vec![response("429 Slow", b""), response("200 OK", b"{}")]);
        let client = build(builder(address));
        run(&mut || {
            let client = client.clone();
            Box::pin(async move {
                let result = client.upload(Put::new("a"), Cursor::new(content())).await;
                assert_eq!(result.unwrap().attempts(), 2);
            })
        });
        for request in server.join().unwrap() {
            assert!(
                request.body == content(),
                "{} bytes arrived",
                request.body.len()
            );
            let hash = hex::encode(Sha256::digest(content()));
            for line in [
                "put /a http/1.1\r\n".to_owned(),
                "\r\ncontent-type: application/octet-stream\r\n".to_owned(),
                "\r\ncontent-length: 3000001\r\n".to_owned(),
                format!("\r\nx-acs-content-sha256: {hash}\r\n"),
            ] {
                assert_eq!(
                    request.head.matches(&line).count(),
                    1,
                    "{line}{}",
                    request.head
                );
            }
            assert!(!request.head.contains("chunked"), "{}", request.head);
        }
    });
}

#[test]
fn downloads_to_a_writer_or_chunk_by_chunk() {
    with_each_transport(|build, run| {
        let (address, server) = serve(vec![
            response("503 Busy", b"{}"),
            response("200 OK\r\nx-acs-request-id: 7", &content()),
            response("200 OK", &content()),
        ]);
        let client = build(builder(address).max_response_bytes(1000));
        run(&mut || {
            let client = client.clone();
            Box::pin(async move {
                let get = || Get(Parameters::new());
                let download = client.download(get()).await.unwrap();
                assert_eq!((download.status(), download.attempts()), (200, 2));
                assert_eq!(download.request_id(), Some("7"));
                assert_eq!(download.content_length(), Some(3_000_001));
                let mut file = Vec::new();
                assert_eq!(download.copy_to(&mut file).await.unwrap(), 3_000_001);
                assert!(file == content());

                let mut download = client.download(get()).await.unwrap();
                let mut length = 0;
                while let Some(chunk) = download.next_chunk().await.unwrap() {
                    assert!(!chunk.is_empty());
                    length += chunk.len();
                }
                assert_eq!(length, 3_000_001);
            })
        });
        server.join().unwrap();
    });
}

#[test]
fn reports_a_download_that_is_truncated_or_rejected() {
    with_each_transport(|build, run| {
        let mut truncated = response("200 OK", &content());
        truncated.truncate(1000);
        let rejected = response("404 No", br#"{"Code": "NoSuchKey", "RequestId": "8"}"#);
        let (address, server) = serve(vec![truncated, rejected]);
        let client = build(builder(address));
        run(&mut || {
            let client = client.clone();
            Box::pin(async move {
                let get = || Get(Parameters::new());
                let download = client.download(get()).await.unwrap();
                let error = download.copy_to(&mut Vec::new()).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Transport);
                assert_eq!(error.operation(), Some("Get"));
                let error = client.download(get()).await.unwrap_err();
                assert_eq!(
                    (error.code(), error.request_id()),
                    (Some("NoSuchKey"), Some("8"))
                );
            })
        });
        server.join().unwrap();
    });
}

#[test]
fn buffers_bodies_over_a_transport_that_cannot_stream() {
    let replay = Replay::new().json("{}").json("[1, 2]");
    let client = Client::replay(&replay);
    block_on(client.upload(Put::new("a"), Cursor::new("content"))).unwrap();
    assert_eq!(replay.requests()[0].body(), "content");

    let mut written = Vec::new();
    let download = block_on(client.download(Get(Parameters::new()))).unwrap();
    block_on(download.copy_to(&mut written)).unwrap();
    assert_eq!(written, b"[1, 2]");
}

#[test]
fn sends_nothing_if_the_upload_cannot_be_read() {
    struct Unreadable;
    impl Read for Unreadable {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("torn"))
        }
    }
    impl std::io::Seek for Unreadable {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(0)
        }
    }
    let replay = Replay::new().json("{}");
    let result: Result<_, Error> =
        block_on(Client::replay(&replay).upload(Put::new("a"), Unreadable));
    assert_eq!(
        result.unwrap_err().to_string(),
        "Put: the source of the upload cannot be read"
    );
    assert_eq!(replay.remaining(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn streams_with_the_blocking_client() {
    let (address, server) = serve(vec![
        response("200 OK", b"{}"),
        response("200 OK", &content()),
    ]);
    let client = builder(address).build_blocking().unwrap();
    client
        .upload(Put::new("a"), Cursor::new(content()))
        .unwrap();
    let mut file = Vec::new();
    client
        .download(Get(Parameters::new()))
        .unwrap()
        .copy_to(&mut file)
        .unwrap();
    assert!(file == content());
    assert_eq!(server.join().unwrap().len(), 2);
}
