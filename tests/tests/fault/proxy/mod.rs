//! A relay between a runner and its server that counts the statements, and does something to one
//! of them: stops it on its way, or has the server refuse it.

mod frames;
mod moment;

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

use migration_core::schema::DialectName;

use frames::{Frame, Frames};
pub(crate) use moment::{Moment, Point, Refusal};

/// Says that the point is reached. Everything stands still until it is dropped; then every
/// connection is cut.
pub(crate) struct Reached(#[allow(dead_code, reason = "its end is what counts")] Sender<()>);

/// A relay. It ends with the value, and its connections with it.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    reached: Receiver<Reached>,
}

struct Shared {
    dialect: DialectName,
    server: String,
    point: Option<Point>,
    /// Whether the server learns that a connection is cut.
    silent: bool,
    statements: Mutex<Vec<String>>,
    clients: Mutex<Vec<TcpStream>>,
    servers: Mutex<Vec<TcpStream>>,
    reached: Mutex<Sender<Reached>>,
    closed: AtomicBool,
}

impl Proxy {
    /// In front of the server of this URL.
    pub(crate) fn start(dialect: DialectName, url: &str, point: Option<Point>) -> Self {
        Self::with(dialect, url, point, false)
    }

    /// One whose server goes on believing in its client, as where a machine or a network is gone
    /// from one moment to the next.
    pub(crate) fn silent(dialect: DialectName, url: &str, point: Point) -> Self {
        Self::with(dialect, url, Some(point), true)
    }

    fn with(dialect: DialectName, url: &str, point: Option<Point>, silent: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a port").port();
        let (sender, reached) = mpsc::channel();
        let shared = Arc::new(Shared {
            dialect,
            server: address(url).to_owned(),
            point,
            silent,
            statements: Mutex::default(),
            clients: Mutex::default(),
            servers: Mutex::default(),
            reached: Mutex::new(sender),
            closed: AtomicBool::new(false),
        });
        let relay = Arc::clone(&shared);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if relay.closed.load(Ordering::SeqCst) {
                    break;
                }
                let relay = Arc::clone(&relay);
                thread::spawn(move || relay.connect(&client));
            }
        });
        Self {
            port,
            shared,
            reached,
        }
    }

    /// The URL with the relay for its server, and without TLS, which it could not read.
    pub(crate) fn url(&self, url: &str) -> String {
        let plain = match self.shared.dialect {
            DialectName::Mysql => "ssl-mode=disabled",
            _ => "sslmode=disable",
        };
        let sign = if url.contains('?') { '&' } else { '?' };
        let here = format!("127.0.0.1:{}", self.port);
        format!("{}{sign}{plain}", url.replacen(address(url), &here, 1))
    }

    /// The point, if it is reached by now.
    pub(crate) fn reached(&self) -> Option<Reached> {
        self.reached.try_recv().ok()
    }

    /// The statements that were sent, in their order.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.shared.statements.lock().expect("no panic").clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        close(&self.shared.clients);
        close(&self.shared.servers);
        // Wakes the listener.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn connect(self: Arc<Self>, client: &TcpStream) {
        let Ok(server) = TcpStream::connect(&self.server) else {
            return;
        };
        let again = |end: &TcpStream| end.try_clone().expect("a handle");
        for (end, all) in [(client, &self.clients), (&server, &self.servers)] {
            let _ = end.set_nodelay(true);
            all.lock().expect("no panic").push(again(end));
        }
        let held = Arc::new(AtomicBool::new(false));
        let (relay, hold) = (Arc::clone(&self), Arc::clone(&held));
        let (from, to) = (again(&server), again(client));
        thread::spawn(move || relay.answers(&from, &to, &hold));
        let stopped = self.requests(client, &server, &held);
        // Either end closes the other: that is how a server learns of a killed client.
        let _ = client.shutdown(Shutdown::Both);
        if !(self.silent && matches!(stopped, Ok(true))) {
            let _ = server.shutdown(Shutdown::Both);
        }
    }

    /// Relays what the runner sends; `true` where it was stopped.
    fn requests(
        &self,
        mut client: &TcpStream,
        mut server: &TcpStream,
        held: &AtomicBool,
    ) -> std::io::Result<bool> {
        let mut frames = Frames::new(self.dialect);
        let mut bytes = [0; 16 * 1024];
        loop {
            let count = client.read(&mut bytes)?;
            if count == 0 {
                // A connection that stands idle while another is stopped goes as silently.
                return Ok(self.silent);
            }
            frames.push(&bytes[..count]);
            while let Some(frame) = frames.next() {
                match self.counted(&frame) {
                    Some(Moment::Before) => {
                        self.stop();
                        return Ok(true);
                    }
                    Some(Moment::InFlight) => {
                        server.write_all(&frame.bytes)?;
                        self.stop();
                        return Ok(true);
                    }
                    Some(Moment::Answered) => {
                        held.store(true, Ordering::SeqCst);
                        server.write_all(&frame.bytes)?;
                    }
                    Some(Moment::Refused(refusal)) => {
                        let statement = frame.statement.as_deref().unwrap_or_default();
                        let sql = refusal.instead_of(statement, self.dialect);
                        server.write_all(&frames::query(self.dialect, &sql))?;
                    }
                    None => server.write_all(&frame.bytes)?,
                }
            }
        }
    }

    /// Relays what the server answers.
    fn answers(&self, mut server: &TcpStream, mut client: &TcpStream, held: &AtomicBool) {
        let mut bytes = [0; 16 * 1024];
        while let Ok(count) = server.read(&mut bytes) {
            if count > 0 && held.load(Ordering::SeqCst) {
                self.stop();
                break;
            }
            if count == 0 || client.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = client.shutdown(Shutdown::Both);
    }

    /// Counts a statement, and tells what to do with it if anything.
    fn counted(&self, frame: &Frame) -> Option<Moment> {
        let text = frame.statement.clone()?;
        let mut statements = self.statements.lock().expect("no panic");
        let number = statements.len();
        statements.push(text);
        let point = self.point.filter(|point| point.statement == number)?;
        Some(point.moment)
    }

    /// Stands still until the fault has happened.
    fn stop(&self) {
        let (sender, happened) = mpsc::channel();
        let told = self.reached.lock().expect("no panic").send(Reached(sender));
        if told.is_ok() {
            // It ends with an error: nothing is ever sent, the other end is dropped.
            let _ = happened.recv();
        }
        close(&self.clients);
        if !self.silent {
            close(&self.servers);
        }
    }
}

fn close(ends: &Mutex<Vec<TcpStream>>) {
    for end in ends.lock().expect("no panic").drain(..) {
        let _ = end.shutdown(Shutdown::Both);
    }
}

/// Host and port of a URL.
fn address(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
}
