//! Two instances that start at once, on every server: one migrates, both serve.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use migration_tests::server;

struct Instance {
    process: Child,
    applied: usize,
    address: String,
}

impl Instance {
    fn start(url: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_web-service"))
            .env("DATABASE_URL", url)
            .env("PORT", "0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn started(mut process: Child) -> Self {
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut after = |prefix: &str| {
            let line = lines
                .next()
                .expect("the service says that it started")
                .unwrap();
            line.strip_prefix(prefix)
                .unwrap_or_else(|| panic!("{line}"))
                .to_owned()
        };
        let applied = after("applied ")
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let address = after("listening on ");
        Self {
            process,
            applied,
            address,
        }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn one_of_two_instances_migrates_and_both_serve() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let processes = [
            Instance::start(&database.url),
            Instance::start(&database.url),
        ];
        let instances = processes.map(Instance::started);
        let mut applied = instances.each_ref().map(|instance| instance.applied);
        applied.sort_unstable();
        // The two migrations are one after the other, so two runners may also share them.
        assert_eq!(applied.iter().sum::<usize>(), 2, "{applied:?}");
        for (i, instance) in instances.iter().enumerate() {
            assert!(
                instance
                    .ask("GET", "/ready", "")
                    .starts_with("HTTP/1.1 200")
            );
            let text = format!("from instance {i}");
            let added = instance.ask("POST", "/notes", &format!("{{\"text\":\"{text}\"}}"));
            assert!(added.starts_with("HTTP/1.1 201"), "{added}");
        }
        let notes = instances[0].ask("GET", "/notes", "");
        assert!(
            notes.contains("from instance 0") && notes.contains("from instance 1"),
            "{notes}"
        );
        assert!(notes.contains("\"pinned\":false"), "{notes}");
    }
}
