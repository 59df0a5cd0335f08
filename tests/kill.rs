//! A process that is killed loses no edit that it had reported as recorded.
//!
//! The test starts itself again as a child that commits numbered edits, printing each number once it is recorded, with a
//! compaction now and then; the parent kills it at a random moment (`kill -9`; `TerminateProcess` on Windows), opens the project,
//! and looks for every number that was printed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tianfang::crs::GaussKruger;
use tianfang::design::Shape;
use tianfang::edit::actions::{AddZones, NewZone};
use tianfang::storage::project::{Project, Record};

/// Folder of the project that the child is to edit.
const CHILD: &str = "TIANFANG_TEST_KILL_CHILD";
/// Number of rounds, where the environment asks for more than a dozen.
const ROUNDS: &str = "TIANFANG_TEST_KILL_ROUNDS";

#[test]
fn a_killed_process_loses_no_recorded_edit() {
    if let Some(folder) = env::var_os(CHILD) {
        edit_for_ever(Path::new(&folder));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("township.tianfang");
    drop(Project::create(&project, GaussKruger::from_epsg(4549).unwrap(), "镇").unwrap());
    let rounds = env::var(ROUNDS).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12);
    let mut seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    let mut reported = 0;
    for round in 0..rounds {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let delay = Duration::from_micros(u64::from(seed >> 8) % 60_000);
        reported = reported.max(last_number_before_kill(&project, delay));
        let loaded = Project::open(&project, &|_| ()).unwrap();
        let names: Vec<&str> = loaded.document.current_scheme().zones.iter().map(|zone| zone.name.as_str()).collect();
        assert!(names.len() >= reported, "round {round}: {reported} edits were recorded, {} are there", names.len());
        let expected: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
        assert_eq!(names, expected, "round {round}: edits in their order, none twice");
        assert_eq!(loaded.history.position(), names.len());
    }
    assert!(reported > 0, "no child lived long enough to record anything");
}

/// Runs a child for a while after its first edit, kills it, and gives the last number that it printed.
fn last_number_before_kill(project: &Path, delay: Duration) -> usize {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_killed_process_loses_no_recorded_edit", "--nocapture"])
        .env(CHILD, project)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut last = 0;
    let mut take = |line: String| {
        if let Some(number) = line.strip_prefix("recorded ").and_then(|number| number.parse().ok()) {
            last = number;
        }
        last > 0
    };
    while !take(lines.next().expect("the child ended by itself").unwrap()) {}
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    lines.map_while(Result::ok).for_each(|line| {
        take(line);
    });
    last
}

fn edit_for_ever(folder: &Path) {
    let mut loaded = Project::open(folder, &|_| ()).unwrap();
    let mut out = std::io::stdout();
    loop {
        let number = loaded.document.current_scheme().zones.len() + 1;
        let x = 500_000.0 + number as f64 / 3.0;
        let shape = Shape::from_ring(&[[x, 3_330_000.0], [x, 3_330_090.0], [x + 90.0, 3_330_090.0]]);
        let zone = NewZone { name: number.to_string(), ..NewZone::drawn(shape) };
        loaded.history.commit(&mut loaded.document, &AddZones { zones: vec![zone] }).unwrap();
        let step = loaded.history.last_done().unwrap().clone();
        loaded.project.record(&Record::Commit(step)).unwrap();
        // On a line of its own even where the test harness left one unfinished.
        out.write_all(format!("\nrecorded {number}\n").as_bytes()).unwrap();
        out.flush().unwrap();
        if number.is_multiple_of(7) {
            loaded.project.compact(&loaded.document, &loaded.history).unwrap();
        }
    }
}
