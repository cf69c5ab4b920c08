//! A server that reads requests by its own means and responds with whatever bytes it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// What is done to a request.
#[derive(Clone, Debug)]
pub struct Script {
    pub reads: Reads,
    pub says: Vec<Saying>,
    pub then: Then,
}

/// How much of a request is read before the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    Nothing,
    Head,
    All,
}

#[derive(Clone, Debug)]
pub enum Saying {
    Bytes(Vec<u8>),
    /// Until the other side hangs up.
    Endless(Vec<u8>),
    /// The same, but piece by piece with a pause before each.
    Trickle(Vec<u8>, Duration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Close,
    Reset,
    /// Keeps the connection open and neither reads nor writes.
    Hold,
    /// Reads what is left of the request.
    Drain,
    /// Waits for the next request.
    Next,
}

/// What arrived.
#[derive(Debug, Default)]
pub struct Seen {
    connections: AtomicU32,
    heads: AtomicU32,
    whole: AtomicU32,
}

impl Seen {
    /// Requests of which at least the head came.
    pub fn heads(&self) -> u32 {
        self.heads.load(Ordering::SeqCst)
    }

    /// Requests that came whole: what a service could have carried out.
    pub fn whole(&self) -> u32 {
        self.whole.load(Ordering::SeqCst)
    }
}

/// A server on a port of its own. It ends when it is dropped.
pub struct Server {
    pub address: String,
    pub seen: Arc<Seen>,
    _tasks: JoinSet<()>,
}

/// How a server treats requests: the first one, or all of them, as the script says, and others as they should be.
#[derive(Clone)]
pub struct Treatment {
    pub script: Script,
    pub once: bool,
    pub good: Vec<u8>,
}

impl Server {
    pub async fn start(treatment: Treatment) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Seen::default());
        let log = Arc::clone(&seen);
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let connection = Connection {
                    stream,
                    buffer: Vec::new(),
                };
                connections.spawn(connection.serve(treatment.clone(), Arc::clone(&log)));
            }
        });
        Self {
            address,
            seen,
            _tasks: tasks,
        }
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn serve(mut self, treatment: Treatment, seen: Arc<Seen>) {
        let Treatment { script, once, good } = treatment;
        let number = seen.connections.fetch_add(1, Ordering::SeqCst);
        if script.reads == Reads::Nothing && (!once || number == 0) {
            let _ = self.response(&script, Body::None).await;
            return;
        }
        loop {
            let Some(body) = self.head().await else {
                return;
            };
            let is_first = seen.heads.fetch_add(1, Ordering::SeqCst) == 0;
            let is_faulty = script.reads != Reads::Nothing && (!once || is_first);
            let reads_all = !is_faulty || script.reads == Reads::All;
            if reads_all {
                if self.body(body).await.is_none() {
                    return;
                }
                seen.whole.fetch_add(1, Ordering::SeqCst);
            }
            if is_faulty {
                let left = if reads_all { Body::None } else { body };
                if !self.response(&script, left).await {
                    return;
                }
            } else if self.stream.write_all(&good).await.is_err() {
                return;
            }
        }
    }

    /// Whether another request may follow.
    async fn response(&mut self, script: &Script, left: Body) -> bool {
        for saying in &script.says {
            if !self.say(saying).await {
                return false;
            }
        }
        match script.then {
            Then::Next => return true,
            Then::Close => {
                let _ = self.stream.shutdown().await;
            }
            Then::Reset => {
                let _ = self.stream.set_zero_linger();
            }
            Then::Hold => std::future::pending().await,
            Then::Drain => {
                let _ = self.body(left).await;
            }
        }
        false
    }

    async fn say(&mut self, saying: &Saying) -> bool {
        match saying {
            Saying::Bytes(bytes) => self.stream.write_all(bytes).await.is_ok(),
            Saying::Endless(bytes) => {
                while self.stream.write_all(bytes).await.is_ok() {}
                false
            }
            Saying::Trickle(bytes, pause) => {
                while self.stream.write_all(bytes).await.is_ok() {
                    tokio::time::sleep(*pause).await;
                }
                false
            }
        }
    }

    async fn more(&mut self) -> Option<()> {
        let mut piece = vec![0; 64 * 1024];
        let length = self.stream.read(&mut piece).await.ok()?;
        self.buffer.extend_from_slice(piece.get(..length)?);
        (length > 0).then_some(())
    }

    /// Reads a head, and says what follows it.
    async fn head(&mut self) -> Option<Body> {
        let end = loop {
            match find(&self.buffer, b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => self.more().await?,
            }
        };
        let head: Vec<u8> = self.buffer.drain(..end).collect();
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        let header = |name: &str| {
            head.split("\r\n")
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        };
        Some(
            match (header("content-length"), header("transfer-encoding")) {
                (Some(length), None) => Body::Length(length.parse().unwrap()),
                (None, Some("chunked")) => Body::Chunked,
                (None, None) => Body::None,
                other => panic!("a head that no server should get: {other:?}"),
            },
        )
    }

    async fn body(&mut self, body: Body) -> Option<()> {
        match body {
            Body::None => {}
            Body::Length(mut left) => loop {
                let taken = left.min(self.buffer.len());
                self.buffer.drain(..taken);
                left -= taken;
                if left == 0 {
                    break;
                }
                self.more().await?;
            },
            Body::Chunked => loop {
                // Good enough for what this client sends: no trailers, and no such bytes within a chunk.
                if let Some(end) = find(&self.buffer, b"0\r\n\r\n") {
                    self.buffer.drain(..end + 5);
                    break;
                }
                self.more().await?;
            },
        }
        Some(())
    }
}

#[derive(Clone, Copy, Debug)]
enum Body {
    None,
    Length(usize),
    Chunked,
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
