//! A server on loopback that answers with a function and records its requests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use percent_encoding::percent_decode_str;

/// A request that the server received.
#[derive(Clone, Debug, Default)]
pub(super) struct ReceivedRequest {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) form: Vec<(String, String)>,
    /// Headers, with names in lower case.
    pub(super) headers: Vec<(String, String)>,
}

impl ReceivedRequest {
    /// Returns the method and the path.
    pub(super) fn request_line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }

    /// Returns a parameter of the query or of the form.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        value(&self.query, name).or_else(|| value(&self.form, name))
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = pairs.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

pub(super) struct Server {
    /// The URL of the server, without a path.
    pub(super) base_url: String,
    requests: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Server {
    /// Starts a server that answers with a status and a body.
    ///
    /// Status 0 sends nothing and waits until the client closes the connection.
    pub(super) fn new(
        respond: impl Fn(&ReceivedRequest) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&requests);
        let respond = Arc::new(respond);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (record, respond) = (Arc::clone(&record), Arc::clone(&respond));
                thread::spawn(move || serve(stream, &record, &*respond));
            }
        });
        Self { base_url, requests }
    }

    pub(super) fn requests(&self) -> Vec<ReceivedRequest> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) fn request_lines(&self) -> Vec<String> {
        self.requests()
            .iter()
            .map(ReceivedRequest::request_line)
            .collect()
    }
}

fn serve(
    mut stream: TcpStream,
    record: &Mutex<Vec<ReceivedRequest>>,
    respond: &dyn Fn(&ReceivedRequest) -> (u16, String),
) {
    let Some(request) = read_request(&stream) else {
        return;
    };
    record.lock().unwrap().push(request.clone());
    let (status, body) = respond(&request);
    if status == 0 {
        let _ = stream.read(&mut [0]);
        return;
    }
    let length = body.len();
    let response = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    let _ = stream.write_all(response.as_bytes());
}

fn read_request(stream: &TcpStream) -> Option<ReceivedRequest> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else {
            break;
        };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let length = value(&headers, "content-length").map_or(0, |text| text.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(ReceivedRequest {
        method,
        path: path.to_owned(),
        query: decode_pairs(query),
        // A form encodes a space as a plus sign, and a plus sign as `%2B`.
        form: decode_pairs(&std::str::from_utf8(&body).ok()?.replace('+', " ")),
        headers,
    })
}

fn decode_pairs(text: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}
