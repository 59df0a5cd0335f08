//! A child process that is going to be killed, and what it said before.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Folder that the child is to work in; where it is not set, the test is the parent.
const FOLDER: &str = "TIANFANG_TEST_KILL_CHILD";
/// Number of rounds, where the environment asks for more than a dozen.
const ROUNDS: &str = "TIANFANG_TEST_KILL_ROUNDS";
/// Begins the lines that the child says to its parent, among those of the test harness.
const MARK: &str = "victim: ";

/// The folder to work in for ever, if this process is the child.
pub fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

pub fn rounds() -> usize {
    env::var(ROUNDS).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12)
}

/// Says a line to the parent.
pub fn say(line: &str) {
    let mut out = std::io::stdout();
    // On a line of its own even where the test harness left one unfinished.
    out.write_all(format!("\n{MARK}{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Moments that are different in every run.
pub struct Moments(u32);

impl Moments {
    pub fn new() -> Self {
        Self(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos())
    }

    pub fn before(&mut self, end: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        end.mul_f64(f64::from(self.0 >> 8) / f64::from(1u32 << 24))
    }
}

/// Runs this test as a child, kills it a while after the first line that begins with `sign`, and gives everything it said.
pub fn lines_before_kill(test: &str, folder: &Path, sign: &str, delay: Duration) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix(MARK).map(str::to_owned));
    let mut kept = Vec::new();
    loop {
        kept.push(said.next().expect("the child ended by itself"));
        if kept.last().is_some_and(|line| line.starts_with(sign)) {
            break;
        }
    }
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    kept.extend(said);
    kept
}

/// Runs the program on some words and kills it after a while; returns whether it was still running.
pub fn program_killed_after(words: &[OsString], delay: Duration) -> bool {
    let mut child = program(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

pub fn program(words: &[OsString]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tianfang"));
    command.args(words);
    command
}

/// The largest number that a line `recorded 7` gave; 0 where there is none.
pub fn last_recorded(lines: &[String]) -> usize {
    lines.iter().filter_map(|line| line.strip_prefix("recorded ")?.parse().ok()).max().unwrap_or(0)
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
