//! The program, killed in the middle of an export.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::victim::{self, Moments};

/// What a killed export may leave: working files that nobody takes for a proposal.
const LEFT: [&str; 3] = ["方案.gpkg.part", "方案.gpkg.part-journal", "方案.gpkg.part.tmp"];

fn words(words: &[&str], paths: &[&Path]) -> Vec<OsString> {
    words.iter().map(OsString::from).chain(paths.iter().map(|path| path.as_os_str().to_owned())).collect()
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let practice = folder.path().join("practice");
    let made = victim::program(&words(&["sample", "--parcels", "1500"], &[&practice])).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let out = folder.path().join("成果");
    fs::create_dir(&out).unwrap();
    let target = out.join("方案.gpkg");
    let export = words(&["export"], &[&practice.join("township.tianfang"), &target]);
    let export_whole = || {
        let output = victim::program(&export).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(victim::names_in(&out), ["方案.gpkg"], "what a killed export left is cleared away by the next");
        fs::read(&target).unwrap()
    };
    let started = Instant::now();
    let whole = export_whole();
    let length = started.elapsed();
    let mut moments = Moments::new();
    let (mut caught, mut left_behind) = (0, 0);
    for round in 0..victim::rounds() {
        fs::write(&target, b"yesterday").unwrap();
        caught += usize::from(victim::program_killed_after(&export, moments.before(length)));
        let found = fs::read(&target).unwrap();
        assert!(found == b"yesterday" || found == whole, "round {round}: half a file of {} bytes", found.len());
        let mut names = victim::names_in(&out);
        names.retain(|name| name != "方案.gpkg");
        assert!(names.iter().all(|name| LEFT.contains(&name.as_str())), "round {round}: {names:?}");
        if !names.is_empty() {
            left_behind += 1;
            assert!(export_whole() == whole, "round {round}: what was left got into the next export");
        }
    }
    assert!(export_whole() == whole);
    println!("{} kills, {caught} in the middle, {left_behind} left working files, no half file", victim::rounds());
}
