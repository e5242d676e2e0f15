//! The server's disk is full: a small file system in memory, filled until only so much is free.
//! The run ends with an error; with room again, the next one does the rest.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use migration_core::schema::DialectName;
use migration_tests::server::OwnServer;
use tempfile::TempDir;

use crate::campaign::Campaign;
use crate::points::{Outcome, Tally, chosen, say};
use crate::runner::{Ended, Way};

/// A file system of its own.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn new(megabytes: usize) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Ok(Self { folder }),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }

    /// Leaves so many bytes free.
    fn fill(&self, left: u64) {
        let mut filler = File::create(self.filler()).expect("the filler");
        let block = vec![0; 4096];
        while filler.write_all(&block).is_ok() {}
        let length = filler.metadata().expect("the filler").len();
        let kept = filler.set_len(length.saturating_sub(left));
        kept.expect("a shorter filler");
    }

    fn empty(&self) {
        // It may be empty already.
        let _ = std::fs::remove_file(self.filler());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("-l")
            .arg(self.folder.path())
            .output();
    }
}

/// How long a run may stand still before there is room again: some servers wait for it.
const PATIENCE: Duration = Duration::from_secs(4);

fn at_every_filling(dialect: DialectName, settings: &[&str], step: u64, few: usize) {
    let disk = match SmallDisk::new(256) {
        Ok(disk) => disk,
        Err(reason) => return say(&format!("SKIPPED: a full disk: mount: {reason}")),
    };
    let Ok(server) = OwnServer::start_in(dialect, disk.folder.path(), settings) else {
        return;
    };
    let campaign = Campaign::on(&server, Way::Up);
    let mut tally = Tally::new(format!("{dialect}, up, disk full"));
    let mut refused = 0;
    for filling in chosen(24, few) {
        let left = (filling * filling) as u64 * step;
        let outcome = with_room_for(&campaign, &server, &disk, left, &mut refused);
        let place = format!("{dialect}, {left} bytes left");
        let kind = format!("at most {} KiB free", 23 * 23 * step / 1024);
        tally.add(kind, outcome.map_err(|error| format!("{place}: {error}")));
    }
    tally.finish();
    assert!(refused > 0, "{dialect}: the disk was never full");
}

fn with_room_for(
    campaign: &Campaign<'_>,
    server: &OwnServer,
    disk: &SmallDisk,
    left: u64,
    refused: &mut usize,
) -> Outcome {
    let database = campaign.database();
    disk.fill(left);
    let began = Instant::now();
    let mut runner = campaign.task(&database.url).start();
    while !runner.has_ended() {
        if began.elapsed() > PATIENCE {
            disk.empty();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let ended = runner.end();
    disk.empty();
    if server.answers().is_err() {
        server.kill();
        server.restart()?;
    }
    match ended {
        Ended::Killed => return Err("the runner ended without a word".to_owned()),
        Ended::Refused(_) => *refused += 1,
        Ended::Done => {}
    }
    campaign.resumed(&database)
}

#[test]
fn a_full_disk_is_survived_on_postgres() {
    let settings = ["-c", "max_wal_size=32MB", "-c", "min_wal_size=32MB"];
    at_every_filling(DialectName::Postgres, &settings, 4096, 2);
}

#[test]
fn a_full_disk_is_survived_on_mysql() {
    let settings = ["--innodb-log-file-size=8M"];
    at_every_filling(DialectName::Mysql, &settings, 1024, 1);
}
