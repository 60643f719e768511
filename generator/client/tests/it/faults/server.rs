//! A server that does what it should not.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

/// What becomes of one request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers, and hangs up.
    Answer(String),
    /// Hangs up hard when a request begins, before it is read.
    Reset,
    /// Hangs up hard after so much of an answer.
    ResetAfter(String),
    /// Says so much, and then nothing.
    Silent(String),
    /// Says so much, and then a letter now and then.
    Drip(String),
    /// A body without a length and without an end.
    Endless,
}

pub struct Server {
    address: SocketAddr,
    seen: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
    /// Where nobody listens, the address is held, lest another test gets it.
    _held: Option<Socket>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Does one after the other, and the last for ever; with nothing to do it does not even listen.
    pub fn start(acts: Vec<Act>) -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(&anywhere.into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        let (seen, over) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let (thread, held) = if acts.is_empty() {
            (None, Some(socket))
        } else {
            socket.listen(16).unwrap();
            let (seen, over) = (Arc::clone(&seen), Arc::clone(&over));
            let serve = move || serve(&socket.into(), &acts, &seen, &over);
            (Some(thread::spawn(serve)), None)
        };
        Self {
            address,
            seen,
            over,
            _held: held,
            thread,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many requests have come.
    pub fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // Wakes the listener up.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(listener: &TcpListener, acts: &[Act], seen: &AtomicUsize, over: &AtomicBool) {
    for stream in listener.incoming() {
        if over.load(Ordering::SeqCst) {
            return;
        }
        let number = seen.fetch_add(1, Ordering::SeqCst);
        let act = &acts[number.min(acts.len() - 1)];
        // What comes of it is the client's business.
        let _ = perform(act, &mut stream.unwrap());
    }
}

fn perform(act: &Act, stream: &mut TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    if matches!(act, Act::Reset) {
        // Else it might not have been written yet.
        stream.peek(&mut [0])?;
        return hard(stream);
    }
    read_head(stream)?;
    match act {
        Act::Answer(text) => stream.write_all(text.as_bytes()),
        Act::Reset => hard(stream),
        Act::ResetAfter(text) => {
            stream.write_all(text.as_bytes())?;
            hard(stream)
        }
        Act::Silent(text) => {
            stream.write_all(text.as_bytes())?;
            // Until the client hangs up.
            stream.read(&mut [0]).map(drop)
        }
        Act::Drip(text) => {
            stream.write_all(text.as_bytes())?;
            stream.set_read_timeout(Some(Duration::from_millis(20)))?;
            while stream.write_all(b"x").is_ok() && !matches!(stream.read(&mut [0]), Ok(0)) {}
            Ok(())
        }
        Act::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
            Ok(())
        }
    }
}

/// Closes so that the other side learns of it at once.
fn hard(stream: &TcpStream) -> std::io::Result<()> {
    SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<()> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    Ok(())
}
