//! An HTTP server on loopback: a thread a connection, connections kept alive, any answer a function gives.
//!
//! **Invariant**: std only, so that tests, benchmarks and other packages can share the file.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct RawResponse {
    pub method: String,
    pub path: String,
    pub query: String,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl RawResponse {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known == name)?;
        Some(&found.1)
    }
}

/// What goes back; the length of the body is added.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        let kind = "application/json;charset=utf-8".to_owned();
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), kind)],
            body: body.into(),
        }
    }
}

/// Serves until the program ends.
pub fn serve(answer: impl Fn(RawResponse) -> Answer + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || connection(stream, &*answer));
        }
    });
    address
}

/// Requests until one side has enough.
fn connection(stream: TcpStream, answer: &dyn Fn(RawResponse) -> Answer) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let request = read(&mut reader)?;
        let response = written(&answer(request));
        reader.get_mut().write_all(&response).ok()?;
    }
}

fn read(reader: &mut impl BufRead) -> Option<RawResponse> {
    let mut request = first(&line(reader)?)?;
    loop {
        let line = line(reader)?;
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

fn first(line: &str) -> Option<RawResponse> {
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(RawResponse {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        ..RawResponse::default()
    })
}

/// One line without its end; none where the connection ended first.
fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let count = reader.read_line(&mut line).ok()?;
    (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

fn written(answer: &Answer) -> Vec<u8> {
    let length = answer.body.len();
    let mut response = format!("HTTP/1.1 {} X\r\n", answer.status);
    for (name, value) in &answer.headers {
        response.push_str(&format!("{name}: {value}\r\n"));
    }
    response.push_str(&format!("content-length: {length}\r\n\r\n"));
    let mut response = response.into_bytes();
    response.extend_from_slice(&answer.body);
    response
}
