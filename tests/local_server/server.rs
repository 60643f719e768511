//! A loopback server that answers each connection as scripted and rejects wrong signatures.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::verifier::{ReceivedRequest, verify};

/// A response that the server plays.
#[derive(Clone)]
pub enum ScriptedResponse {
    /// A complete response: status, content type and body.
    Complete(u16, &'static str, String),
    /// A successful response that announces this length, sends this body, and ends.
    WrongLength(usize, &'static str),
    /// The connection is closed before the response begins.
    Close,
    /// The server sends nothing for this long, and then closes the connection.
    Silence(Duration),
    /// A redirect to another host.
    Redirect,
}

impl ScriptedResponse {
    /// Creates a successful JSON response.
    pub fn json(body: &str) -> Self {
        Self::Complete(200, "application/json;charset=utf-8", body.to_owned())
    }

    /// Creates an error response with a code.
    pub fn error(status: u16, code: &str) -> Self {
        let body = format!(r#"{{"Code":"{code}","Message":"no","RequestId":"r1"}}"#);
        Self::Complete(status, "application/json;charset=utf-8", body)
    }
}

pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Server {
    /// Starts a server that answers one connection per response.
    pub fn start(responses: Vec<ScriptedResponse>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&requests);
        thread::spawn(move || {
            for response in responses {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                serve(stream, &response, &record);
            }
        });
        Self { address, requests }
    }

    /// Returns the requests so far, including rejected ones.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, response: &ScriptedResponse, record: &Mutex<Vec<ReceivedRequest>>) {
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let Some(request) = read_request(&mut stream) else {
        return;
    };
    let rejection = verify(&request).err();
    record.lock().unwrap().push(request);
    match rejection {
        Some(reason) => {
            let body = format!(
                r#"{{"Code":"SignatureDoesNotMatch","Message":"{reason}","RequestId":"r1"}}"#
            );
            respond(&mut stream, 403, "application/json", body.len(), &body);
        }
        None => send(&mut stream, response),
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn send(stream: &mut TcpStream, response: &ScriptedResponse) {
    match response {
        ScriptedResponse::Complete(status, content_type, body) => {
            respond(stream, *status, content_type, body.len(), body)
        }
        ScriptedResponse::WrongLength(length, body) => {
            respond(stream, 200, "application/json", *length, body)
        }
        ScriptedResponse::Close => {}
        ScriptedResponse::Silence(duration) => thread::sleep(*duration),
        ScriptedResponse::Redirect => {
            let head =
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
        }
    }
}

fn respond(stream: &mut TcpStream, status: u16, content_type: &str, length: usize, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    // Some tests make the client close the connection first.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body.as_bytes()));
    let _ = stream.flush();
}

fn read_request(stream: &mut TcpStream) -> Option<ReceivedRequest> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let end = loop {
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut body = bytes[end + 4..].to_vec();
    let request = ReceivedRequest::parse(&head)?;
    let length = request
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    while body.len() < length {
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        body.extend_from_slice(&chunk[..count]);
    }
    Some(ReceivedRequest { body, ..request })
}
