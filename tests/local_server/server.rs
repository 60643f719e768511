//! A server on loopback that answers connection by connection, as scripted, and refuses wrong signatures.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::verifier::{RawResponse, verify};

/// What the server does with one connection, after it has read the request.
#[derive(Clone)]
pub enum Answer {
    /// A whole response.
    Response(u16, &'static str, String),
    /// A response that names another length than it has, and then ends.
    Short(usize, &'static str),
    /// The connection ends before a byte of the response.
    Reset,
    /// Nothing comes for this long.
    Silence(Duration),
    /// A redirection to another host.
    Redirect,
}

impl Answer {
    pub fn json(body: &str) -> Self {
        Self::Response(200, "application/json;charset=utf-8", body.to_owned())
    }

    pub fn error(status: u16, code: &str) -> Self {
        let body = format!(r#"{{"Code":"{code}","Message":"no","RequestId":"r1"}}"#);
        Self::Response(status, "application/json;charset=utf-8", body)
    }
}

pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<RawResponse>>>,
}

impl Server {
    /// Serves as many connections as there are answers.
    pub fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                serve(stream, &answer, &record);
            }
        });
        Self { address, seen }
    }

    /// Requests so far, whether they were accepted or not.
    pub fn seen(&self) -> Vec<RawResponse> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, answer: &Answer, record: &Mutex<Vec<RawResponse>>) {
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let Some(request) = read(&mut stream) else {
        return;
    };
    let refused = verify(&request).err();
    record.lock().unwrap().push(request);
    match refused {
        Some(why) => {
            let body =
                format!(r#"{{"Code":"SignatureDoesNotMatch","Message":"{why}","RequestId":"r1"}}"#);
            respond(&mut stream, 403, "application/json", body.len(), &body);
        }
        None => play(&mut stream, answer),
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn play(stream: &mut TcpStream, answer: &Answer) {
    match answer {
        Answer::Response(status, kind, body) => respond(stream, *status, kind, body.len(), body),
        Answer::Short(length, body) => respond(stream, 200, "application/json", *length, body),
        Answer::Reset => {}
        Answer::Silence(duration) => thread::sleep(*duration),
        Answer::Redirect => {
            let head =
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
        }
    }
}

fn respond(stream: &mut TcpStream, status: u16, kind: &str, length: usize, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    // The client may have gone; that is what some tests are about.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body.as_bytes()));
    let _ = stream.flush();
}

fn read(stream: &mut TcpStream) -> Option<RawResponse> {
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
    let request = RawResponse::parse(&head)?;
    let length = request
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    while body.len() < length {
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        body.extend_from_slice(&chunk[..count]);
    }
    Some(RawResponse { body, ..request })
}
