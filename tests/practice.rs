//! The practice township as it is committed: whole, the one that the program makes, and good for what the README does with it.
//! Nobody writes here: the files are what a newcomer opens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

use tianfang::base::{BaseLayer, LayerId};
use tianfang::sample::{SampleParameters, township};
use tianfang::storage::practice::SampleFolder;
use tianfang::storage::project::{Loaded, Project};
use tianfang::storage::verify::verify;

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/township.tianfang")
}

fn opened() -> Loaded {
    Project::open_read_only(&committed(), &|_| ()).unwrap()
}

#[test]
fn the_committed_township_is_whole_and_has_three_zones_and_measures() {
    let loaded = opened();
    assert_eq!((loaded.recovery, loaded.edited_outside), (None, false));
    let names: Vec<&str> = loaded.layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names, ["DLTB", "YJJBNTTB", "STBHHX", "CZKFBJ", "CJDCQ", "XZQ", "PDT"]);
    assert_eq!(loaded.document.layers().len(), names.len());
    let scheme = loaded.document.current_scheme();
    let zones: Vec<&str> = scheme.zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!((scheme.id.0, zones), (1, vec!["甲片区", "乙片区", "丙片区"]));
    assert!(scheme.measures.len() >= 10, "{}", scheme.measures.len());
}

#[test]
fn the_committed_base_is_the_one_that_the_generator_makes() {
    let loaded = opened();
    let made = township(&SampleParameters::default());
    let plane = loaded.project.plane();
    assert_eq!(made.plane, plane);
    assert_eq!(made.layers.len(), loaded.layers.len());
    for (builder, stored) in made.layers.into_iter().zip(&loaded.layers) {
        let made: BaseLayer = builder.build(LayerId(0), plane);
        assert_eq!((&made.name, made.role, made.len()), (&stored.name, stored.role, stored.len()));
        assert_eq!(made.source_ids, stored.source_ids, "{}", made.name);
        for feature in 0..made.len() {
            let [ours, theirs] = [&made, stored].map(|layer| layer.shapes.feature_coordinates(feature));
            assert_eq!(ours, theirs, "{} feature {feature}", made.name);
        }
        let [ours, theirs] = [made.total_area_m2(), stored.total_area_m2()];
        assert!((ours - theirs).abs() <= 1e-9 * ours, "{}: {ours} and {theirs}", made.name);
    }
}

#[test]
fn the_committed_scheme_is_exported_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("方案.gpkg");
    let data = std::fs::read(committed().join("data.gpkg")).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_tianfang")).arg("export").arg(committed()).arg(&out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(verify(&out).unwrap().valid);
    assert!(std::fs::read(committed().join("data.gpkg")).unwrap() == data, "the committed file was touched");
}

#[test]
fn a_township_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let small = || township(&SampleParameters { parcels: 500, seed: 3 });
    let names = |folder: &Path| {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    // What another puts in the way of the second rename fails the writing when everything else is done.
    let taken = folder.path().join("taken");
    let sample = SampleFolder::at(&taken).unwrap();
    std::fs::create_dir_all(taken.join("township.tianfang/of another")).unwrap();
    assert_eq!(sample.write(small(), &|_| ()).unwrap_err().exit_status(), 3);
    assert_eq!((names(&taken).len(), names(&taken.join("township.tianfang")).len()), (1, 1), "only what is another's");

    // What a killed program left is no obstacle.
    let free = folder.path().join("free");
    std::fs::create_dir_all(free.join("township.tianfang.tmp")).unwrap();
    let written = SampleFolder::at(&free).unwrap().write(small(), &|_| ()).unwrap();
    assert_eq!(names(&free), ["raw", "township.tianfang"]);
    assert!(written.parcels > 400 && written.raw.join("DLTB.shp").is_file());
    assert_eq!(Project::open(&written.project, &|_| ()).unwrap().recovery, None);
    assert_eq!(SampleFolder::at(&free).unwrap_err().exit_status(), 2, "the folder is no longer free");
    assert_eq!(SampleFolder::at(&written.raw.join("DLTB.shp")).unwrap_err().exit_status(), 2, "a file is no folder");
}
