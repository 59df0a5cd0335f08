//! The house: which module may use which. The table is the one in `src/lib.rs`; a line that breaks it is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up. A module uses only what stands in a row below its own, and leaves.
const ROWS: &[&[&str]] = &[
    &["crs"],
    &["geometry"],
    &["base"],
    &["design"],
    &["edit"],
    &["land"],
    &["contiguity"],
    &["indicators"],
    &["checks", "sample"],
    &["simulation", "script"],
    &["assessment"],
    &["command"],
    &["storage", "jobs"],
    &["session"],
    &["ui", "canvas"],
    &["app", "cli"],
];

/// Modules that everyone may use.
const LEAVES: &[&str] = &["units", "i18n", "theme"];

/// Crates, and a part of the standard library, that only some modules may name.
const FENCED: &[(&str, &[&str])] = &[
    ("egui", &["ui", "canvas", "app"]),
    ("eframe", &["ui", "canvas", "app"]),
    ("egui_plot", &["ui"]),
    ("egui_wgpu", &["ui", "canvas", "app"]),
    ("wgpu", &["ui", "canvas", "app"]),
    ("walkers", &["ui", "canvas", "app"]),
    ("clarabel", &["simulation"]),
    ("rusqlite", &["storage"]),
    ("shapefile", &["storage"]),
    ("dbase", &["storage"]),
    ("rfd", &["ui"]),
    ("std::fs", &["storage"]),
];

#[test]
fn modules_use_only_what_stands_below_them() {
    let row_of: BTreeMap<&str, usize> =
        ROWS.iter().enumerate().flat_map(|(row, modules)| modules.iter().map(move |module| (*module, row))).collect();
    let mut faults = Vec::new();
    for (module, file) in module_files() {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code_lines(&text) {
            for used in used_modules(line) {
                if used == module || LEAVES.contains(&used.as_str()) {
                    continue;
                }
                let fits = match (row_of.get(module.as_str()), row_of.get(used.as_str())) {
                    (Some(own), Some(below)) => below < own,
                    _ => false,
                };
                if !fits {
                    faults.push(format!("{}:{number}: {module} uses {used}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "the direction of dependencies is broken:\n{}", faults.join("\n"));
}

#[test]
fn fenced_crates_stay_behind_their_fences() {
    let mut faults = Vec::new();
    for (module, file) in module_files() {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code_lines(&text) {
            for (name, allowed) in FENCED {
                if !allowed.contains(&module.as_str()) && names_crate(line, name) {
                    faults.push(format!("{}:{number}: {module} uses {name}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "a crate is used outside its fence:\n{}", faults.join("\n"));
}

#[test]
fn the_file_dialog_crate_is_used_in_one_file() {
    let files: Vec<PathBuf> = module_files()
        .into_iter()
        .filter(|(_, file)| code_lines(&fs::read_to_string(file).unwrap()).any(|(_, line)| names_crate(line, "rfd")))
        .map(|(_, file)| file)
        .collect();
    assert!(files.len() <= 1, "{files:?}");
}

#[test]
fn every_module_has_a_place_in_the_table() {
    for (module, file) in module_files() {
        let known = ROWS.iter().any(|row| row.contains(&module.as_str())) || LEAVES.contains(&module.as_str());
        assert!(known, "{} is in no row of the table", file.display());
    }
}

/// Every source file with the module of the first level that it belongs to; `lib.rs` and `main.rs` stand outside.
fn module_files() -> Vec<(String, PathBuf)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&source).unwrap();
                let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                if module != "lib" && module != "main" {
                    found.push((module, path));
                }
            }
        }
    }
    found.sort();
    found
}

/// Lines of code with their numbers: comments left out, and everything from the tests at the end of the file on.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
}

/// Modules of the first level that a line names after `crate::`.
fn used_modules(line: &str) -> Vec<String> {
    let word = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    line.match_indices("crate::")
        .filter(|(at, _)| !line[..*at].ends_with('$'))
        .flat_map(|(at, mark)| {
            let rest = &line[at + mark.len()..];
            match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(|part| word(part.trim_start())).collect(),
                None => vec![word(rest)],
            }
        })
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_lowercase() || c == '_'))
        .collect()
}

fn names_crate(line: &str, name: &str) -> bool {
    let path = format!("{name}::");
    line.match_indices(&path)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        || line.trim() == format!("use {name};")
}
