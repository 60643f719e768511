//! An HTTP server on loopback with one thread per connection and keep-alive; a function answers each request.
//!
//! The file uses only `std`, so that tests, benchmarks and other packages can share it.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A request that the server received.
#[derive(Clone, Debug, Default)]
pub struct ReceivedRequest {
    pub method: String,
    pub path: String,
    pub query: String,
    /// The headers in the order received, with names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    /// Returns the first header with this name, which must be in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(key, _)| key == name)?;
        Some(&found.1)
    }
}

/// A response to send. The server adds the header `content-length`.
#[derive(Clone, Debug, Default)]
pub struct CannedResponse {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl CannedResponse {
    /// Creates a successful response with a JSON body.
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        let content_type = "application/json;charset=utf-8".to_owned();
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), content_type)],
            body: body.into(),
        }
    }
}

/// Starts a server on a free port, which runs until the program ends, and returns its address.
pub fn serve(
    respond: impl Fn(ReceivedRequest) -> CannedResponse + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let respond = Arc::new(respond);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let respond = Arc::clone(&respond);
            thread::spawn(move || serve_connection(stream, &*respond));
        }
    });
    address
}

/// Answers requests until the client closes the connection.
fn serve_connection(
    stream: TcpStream,
    respond: &dyn Fn(ReceivedRequest) -> CannedResponse,
) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let request = read_request(&mut reader)?;
        let response = encode(&respond(request));
        reader.get_mut().write_all(&response).ok()?;
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<ReceivedRequest> {
    let mut request = parse_request_line(&read_line(reader)?)?;
    loop {
        let line = read_line(reader)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let value = value.trim().to_owned();
        request.headers.push((name.to_lowercase(), value));
    }
    let length = request.header("content-length").unwrap_or("0");
    request.body = vec![0; length.parse().ok()?];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}

fn parse_request_line(line: &str) -> Option<ReceivedRequest> {
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(ReceivedRequest {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        ..ReceivedRequest::default()
    })
}

/// Reads a line without its line break; returns `None` if the connection ended first.
fn read_line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let count = reader.read_line(&mut line).ok()?;
    (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

fn encode(response: &CannedResponse) -> Vec<u8> {
    let length = response.body.len();
    let mut head = format!("HTTP/1.1 {} X\r\n", response.status);
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {length}\r\n\r\n"));
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(&response.body);
    bytes
}
