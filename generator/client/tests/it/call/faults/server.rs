//! A server that misbehaves in scripted ways.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

/// The treatment of a request by the server.
#[derive(Clone, Debug)]
pub enum Behavior {
    /// Sends a response and closes the connection.
    Respond(String),
    /// Resets the connection when a request begins to arrive, without reading the request.
    Reset,
    /// Resets the connection after this part of a response.
    ResetAfter(String),
    /// Sends this part of a response, and then nothing until the client closes the connection.
    Stall(String),
    /// Sends this part of a response, and then single bytes with pauses between them.
    Drip(String),
    /// Sends a chunked body that never ends.
    Endless,
}

pub struct Server {
    address: SocketAddr,
    received: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
    /// Holds an address on which the server does not listen, so that no other test gets that address.
    _reserved: Option<Socket>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that applies one behavior per request and repeats the last one.
    ///
    /// Without behaviors the server does not listen.
    pub fn start(behaviors: Vec<Behavior>) -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(&anywhere.into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        let (received, stopped) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let (thread, reserved) = if behaviors.is_empty() {
            (None, Some(socket))
        } else {
            socket.listen(16).unwrap();
            let (received, stopped) = (Arc::clone(&received), Arc::clone(&stopped));
            let serve = move || serve(&socket.into(), &behaviors, &received, &stopped);
            (Some(thread::spawn(serve)), None)
        };
        Self {
            address,
            received,
            stopped,
            _reserved: reserved,
            thread,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the number of requests received so far.
    pub fn received(&self) -> usize {
        self.received.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener up.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    listener: &TcpListener,
    behaviors: &[Behavior],
    received: &AtomicUsize,
    stopped: &AtomicBool,
) {
    for stream in listener.incoming() {
        if stopped.load(Ordering::SeqCst) {
            return;
        }
        let number = received.fetch_add(1, Ordering::SeqCst);
        let behavior = &behaviors[number.min(behaviors.len() - 1)];
        // Errors are ignored: the test judges what the client reports.
        let _ = perform(behavior, &mut stream.unwrap());
    }
}

fn perform(behavior: &Behavior, stream: &mut TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    if matches!(behavior, Behavior::Reset) {
        // Waits until the request begins to arrive.
        stream.peek(&mut [0])?;
        return reset(stream);
    }
    read_head(stream)?;
    match behavior {
        Behavior::Respond(text) => stream.write_all(text.as_bytes()),
        Behavior::Reset => reset(stream),
        Behavior::ResetAfter(text) => {
            stream.write_all(text.as_bytes())?;
            reset(stream)
        }
        Behavior::Stall(text) => {
            stream.write_all(text.as_bytes())?;
            // Waits until the client closes the connection.
            stream.read(&mut [0]).map(drop)
        }
        Behavior::Drip(text) => {
            stream.write_all(text.as_bytes())?;
            stream.set_read_timeout(Some(Duration::from_millis(20)))?;
            while stream.write_all(b"x").is_ok() && !matches!(stream.read(&mut [0]), Ok(0)) {}
            Ok(())
        }
        Behavior::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
            Ok(())
        }
    }
}

/// Configures the connection to end with a reset when closed.
fn reset(stream: &TcpStream) -> std::io::Result<()> {
    SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<()> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    Ok(())
}
