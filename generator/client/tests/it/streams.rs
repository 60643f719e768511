//! Bodies that are read as they are sent, and as they arrive, over both transports.

use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
use acs_client::replay::block_on;
use acs_client::{Builder, Client, Credentials, Error, ErrorKind, Replay};
use sha2::{Digest, Sha256};

static STORE: Product = Product {
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
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&STORE, "Put", OperationType::Read)
        .method("PUT")
        .path("/{key}");
    acs_client::impl_operation!();
}

struct Get(Parameters);

impl Operation for Get {
    type Response = ();
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&STORE, "Get", OperationType::Read)
        .method("GET")
        .path("/object");
    acs_client::impl_operation!();
}

/// Neither text nor a multiple of anything.
fn content() -> Vec<u8> {
    (0..3_000_001_u32)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect()
}

struct Seen {
    head: String,
    body: Vec<u8>,
}

/// Answers one connection after the other, and tells what came.
fn serve(answers: Vec<Vec<u8>>) -> (SocketAddr, JoinHandle<Vec<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let answer = |answer: Vec<u8>| {
            let (mut stream, _) = listener.accept().unwrap();
            let seen = read(&mut stream);
            stream.write_all(&answer).unwrap();
            seen
        };
        answers.into_iter().map(answer).collect()
    });
    (address, server)
}

fn read(stream: &mut TcpStream) -> Seen {
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
    Seen { head, body }
}

fn answer(status: &str, body: &[u8]) -> Vec<u8> {
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

/// A client of each transport, and what runs its futures.
fn each(check: impl Fn(&dyn Fn(Builder) -> Client, &dyn Fn(&mut dyn FnMut() -> PollState))) {
    #[cfg(feature = "reqwest")]
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        check(&|builder| builder.build().unwrap(), &|step| {
            runtime.block_on(step())
        });
    }
    #[cfg(feature = "blocking")]
    check(
        &|builder| builder.transport(acs_client::Ureq::new()).build().unwrap(),
        &|step| block_on(step()),
    );
}

type PollState = std::pin::Pin<Box<dyn Future<Output = ()>>>;

#[test]
fn an_upload_is_sent_as_it_is_read_and_read_again_for_each_attempt() {
    each(|client, run| {
        let (address, server) = serve(vec![answer("429 Slow", b""), answer("200 OK", b"{}")]);
        let client = client(builder(address));
        run(&mut || {
            let client = client.clone();
            Box::pin(async move {
                let sent = client.upload(Put::new("a"), Cursor::new(content())).await;
                assert_eq!(sent.unwrap().attempts(), 2);
            })
        });
        for seen in server.join().unwrap() {
            assert!(seen.body == content(), "{} bytes arrived", seen.body.len());
            let hash = hex::encode(Sha256::digest(content()));
            for line in [
                "put /a http/1.1\r\n".to_owned(),
                "\r\ncontent-type: application/octet-stream\r\n".to_owned(),
                "\r\ncontent-length: 3000001\r\n".to_owned(),
                format!("\r\nx-acs-content-sha256: {hash}\r\n"),
            ] {
                assert_eq!(seen.head.matches(&line).count(), 1, "{line}{}", seen.head);
            }
            assert!(!seen.head.contains("chunked"), "{}", seen.head);
        }
    });
}

#[test]
fn a_download_goes_to_a_writer_or_is_read_part_by_part() {
    each(|client, run| {
        let (address, server) = serve(vec![
            answer("503 Busy", b"{}"),
            answer("200 OK\r\nx-acs-request-id: 7", &content()),
            answer("200 OK", &content()),
        ]);
        let client = client(builder(address).max_response_bytes(1000));
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
                while let Some(part) = download.next_chunk().await.unwrap() {
                    assert!(!part.is_empty());
                    length += part.len();
                }
                assert_eq!(length, 3_000_001);
            })
        });
        server.join().unwrap();
    });
}

#[test]
fn a_download_that_breaks_or_is_refused_is_an_error() {
    each(|client, run| {
        let mut short = answer("200 OK", &content());
        short.truncate(1000);
        let refused = answer("404 No", br#"{"Code": "NoSuchKey", "RequestId": "8"}"#);
        let (address, server) = serve(vec![short, refused]);
        let client = client(builder(address));
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
fn a_transport_that_does_not_stream_keeps_bodies_in_memory() {
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
fn a_source_that_cannot_be_read_is_an_error_and_nothing_is_sent() {
    struct Torn;
    impl Read for Torn {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("torn"))
        }
    }
    impl std::io::Seek for Torn {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(0)
        }
    }
    let replay = Replay::new().json("{}");
    let sent: Result<_, Error> = block_on(Client::replay(&replay).upload(Put::new("a"), Torn));
    assert_eq!(
        sent.unwrap_err().to_string(),
        "Put: the source of the upload cannot be read"
    );
    assert_eq!(replay.remaining(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_streams_too() {
    let (address, server) = serve(vec![answer("200 OK", b"{}"), answer("200 OK", &content())]);
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
