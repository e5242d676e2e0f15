//! A server's address that dies with its runner, at a round trip of the test's choice.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use migration_core::schema::DialectName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// When a runner dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Before the server has what it sent.
    Before,
    /// While the server works on it.
    During,
    /// When the server has answered, and the runner does not know.
    After,
}

struct State {
    dialect: DialectName,
    /// The round trip at which everything ends, counted from 0.
    cut: Option<(usize, Side)>,
    /// What was sent since the first line of the journal.
    sent: Vec<String>,
}

/// Stands between a runner and its server.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
    dead: watch::Sender<bool>,
}

impl Proxy {
    /// In front of the server at this address.
    pub(crate) async fn start(
        server: String,
        dialect: DialectName,
        cut: Option<(usize, Side)>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State {
            dialect,
            cut,
            sent: Vec::new(),
        }));
        let (dead, gone) = watch::channel(false);
        let (shared, killer) = (Arc::clone(&state), dead.clone());
        tokio::spawn(async move {
            let mut over = gone.clone();
            loop {
                let accepted = tokio::select! {
                    accepted = listener.accept() => accepted,
                    _ = over.wait_for(|dead| *dead) => return,
                };
                let Ok((client, _)) = accepted else { return };
                let Ok(upstream) = TcpStream::connect(&server).await else {
                    continue;
                };
                let (shared, killer, gone) = (Arc::clone(&shared), killer.clone(), gone.clone());
                tokio::spawn(between(client, upstream, shared, killer, gone));
            }
        });
        Self {
            address,
            state,
            dead,
        }
    }

    /// What was sent since the first line of the journal, and whether the runner died.
    pub(crate) fn sent(&self) -> (Vec<String>, bool) {
        let sent = self.state.lock().unwrap().sent.clone();
        (sent, *self.dead.borrow())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.dead.send(true);
    }
}

async fn between(
    client: TcpStream,
    upstream: TcpStream,
    state: Arc<Mutex<State>>,
    killer: watch::Sender<bool>,
    mut gone: watch::Receiver<bool>,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = upstream.into_split();
    let (swallow, mut swallowed) = watch::channel(false);
    let answers = {
        let killer = killer.clone();
        async move {
            let mut buffer = vec![0; 65536];
            while let Ok(count @ 1..) = from_server.read(&mut buffer).await {
                if *swallowed.borrow_and_update() {
                    let _ = killer.send(true);
                    return;
                }
                if to_client.write_all(&buffer[..count]).await.is_err() {
                    return;
                }
            }
        }
    };
    let questions = async move {
        let mut messages = Messages::default();
        let mut counts = false;
        let dialect = state.lock().unwrap().dialect;
        while let Some(message) = messages.next(&mut from_client, dialect).await {
            let side = message.sql.and_then(|sql| {
                let mut state = state.lock().unwrap();
                counts |= sql.contains("migrate_ledger") && !sql.starts_with("SELECT");
                if !counts {
                    return None;
                }
                state.sent.push(sql);
                let at = state.sent.len() - 1;
                state
                    .cut
                    .filter(|(cut, _)| *cut == at)
                    .map(|(_, side)| side)
            });
            match side {
                Some(Side::Before) => {
                    let _ = killer.send(true);
                    return;
                }
                Some(Side::After) => {
                    let _ = swallow.send(true);
                }
                Some(Side::During) | None => {}
            }
            if to_server.write_all(&message.bytes).await.is_err() {
                return;
            }
            if side == Some(Side::During) {
                let _ = to_server.flush().await;
                let _ = killer.send(true);
                return;
            }
        }
    };
    tokio::select! {
        () = answers => {}
        () = questions => {}
        _ = gone.wait_for(|dead| *dead) => {}
    }
}

/// One message of a client.
struct Message {
    bytes: Vec<u8>,
    /// The SQL, where it is a question.
    sql: Option<String>,
}

/// Takes a client's messages apart.
#[derive(Default)]
struct Messages {
    begun: bool,
}

impl Messages {
    async fn next(
        &mut self,
        client: &mut (impl AsyncReadExt + Unpin),
        dialect: DialectName,
    ) -> Option<Message> {
        match dialect {
            // https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html
            DialectName::Mysql => {
                let mut head = [0; 4];
                client.read_exact(&mut head).await.ok()?;
                let length = u32::from_le_bytes([head[0], head[1], head[2], 0]);
                let mut body = vec![0; length as usize];
                client.read_exact(&mut body).await.ok()?;
                let is_query = head[3] == 0 && body.first() == Some(&3);
                let sql = is_query.then(|| String::from_utf8_lossy(&body[1..]).into_owned());
                let mut bytes = head.to_vec();
                bytes.extend(body);
                Some(Message { bytes, sql })
            }
            // https://www.postgresql.org/docs/current/protocol-message-formats.html
            _ => {
                let mut bytes = Vec::new();
                let kind = match self.begun {
                    true => Some(client.read_u8().await.ok()?),
                    false => None,
                };
                self.begun = true;
                bytes.extend(kind);
                let length = client.read_u32().await.ok()?;
                bytes.extend(length.to_be_bytes());
                let mut body = vec![0; length as usize - 4];
                client.read_exact(&mut body).await.ok()?;
                let sql = (kind == Some(b'Q')).then(|| {
                    let text = body.split_last().map_or(&[][..], |(_, text)| text);
                    String::from_utf8_lossy(text).into_owned()
                });
                bytes.extend(body);
                Some(Message { bytes, sql })
            }
        }
    }
}
