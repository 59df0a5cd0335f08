//! Edits through the project itself, as fast as they go, with a compaction now and then.

use std::path::Path;
use std::time::Duration;

use tianfang::crs::GaussKruger;
use tianfang::design::Shape;
use tianfang::edit::actions::{AddZones, NewZone};
use tianfang::storage::project::{Project, Record};

use crate::victim::{self, Moments};

#[test]
fn a_killed_process_loses_no_recorded_edit() {
    if let Some(folder) = victim::folder() {
        edit_for_ever(&folder);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("township.tianfang");
    drop(Project::create(&project, GaussKruger::from_epsg(4549).unwrap(), "镇").unwrap());
    let mut moments = Moments::new();
    let mut reported = 0;
    for round in 0..victim::rounds() {
        let delay = moments.before(Duration::from_millis(60));
        let test = "records::a_killed_process_loses_no_recorded_edit";
        let lines = victim::lines_before_kill(test, &project, "recorded", delay);
        reported = reported.max(victim::last_recorded(&lines));
        let loaded = Project::open(&project, &|_| ()).unwrap();
        let names: Vec<&str> = loaded.document.current_scheme().zones.iter().map(|zone| zone.name.as_str()).collect();
        assert!(names.len() >= reported, "round {round}: {reported} edits were recorded, {} are there", names.len());
        let expected: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
        assert_eq!(names, expected, "round {round}: edits in their order, none twice");
        assert_eq!(loaded.history.position(), names.len());
    }
    assert!(reported > 0, "no child lived long enough to record anything");
    println!("{} kills, {reported} edits recorded, all there", victim::rounds());
}

fn edit_for_ever(folder: &Path) {
    let mut loaded = Project::open(folder, &|_| ()).unwrap();
    loop {
        let number = loaded.document.current_scheme().zones.len() + 1;
        let x = 500_000.0 + number as f64 / 3.0;
        let shape = Shape::from_ring(&[[x, 3_330_000.0], [x, 3_330_090.0], [x + 90.0, 3_330_090.0]]);
        let zone = NewZone { name: number.to_string(), ..NewZone::drawn(shape) };
        loaded.history.commit(&mut loaded.document, &AddZones { zones: vec![zone] }).unwrap();
        let step = loaded.history.last_done().unwrap().clone();
        loaded.project.record(&Record::Commit(step)).unwrap();
        victim::say(&format!("recorded {number}"));
        if number.is_multiple_of(7) {
            loaded.project.compact(&loaded.document, &loaded.history).unwrap();
        }
    }
}
