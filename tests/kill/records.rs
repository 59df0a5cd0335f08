//! Edits through the project itself, as fast as they go, with a compaction now and then.

use std::path::Path;
use std::time::Duration;

use tianfang::crs::GaussKruger;
use tianfang::design::{
    Document, LockKind, Measure, MeasureId, MeasureKind, SchemeId, Shape, SimulationKind, SimulationRequest,
    SimulationRun,
};
use tianfang::edit::actions::{AcceptSimulation, AddLock, AddZones, NewZone};
use tianfang::edit::{Action, History};
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
        let edits = loaded.history.position();
        assert!(edits >= reported, "round {round}: {reported} edits were recorded, {edits} are there");
        let (mut expected, mut history) = (Document::new("镇"), History::default());
        for number in 1..=edits {
            history.commit(&mut expected, edit(number).as_ref()).unwrap();
        }
        let bytes = |document: &Document| serde_json::to_string(document).unwrap();
        assert_eq!(bytes(&loaded.document), bytes(&expected), "round {round}: edits in their order, none twice");
    }
    assert!(reported > 0, "no child lived long enough to record anything");
    println!("{} kills, {reported} edits recorded, all there", victim::rounds());
}

fn edit_for_ever(folder: &Path) {
    let mut loaded = Project::open(folder, &|_| ()).unwrap();
    loop {
        let number = loaded.history.position() + 1;
        loaded.history.commit(&mut loaded.document, edit(number).as_ref()).unwrap();
        let step = loaded.history.last_done().unwrap().clone();
        loaded.project.record(&Record::Commit(step)).unwrap();
        victim::say(&format!("recorded {number}"));
        if number.is_multiple_of(7) {
            loaded.project.compact(&loaded.document, &loaded.history).unwrap();
        }
    }
}

/// The edit of a number: zones for the most part, locks and accepted plans between them.
fn edit(number: usize) -> Box<dyn Action> {
    let x = 500_000.0 + number as f64 / 3.0;
    let shape = Shape::from_ring(&[[x, 3_330_000.0], [x, 3_330_090.0], [x + 90.0, 3_330_090.0]]);
    match number % 5 {
        3 => Box::new(AddLock { kind: LockKind::MustNot, shape, note: number.to_string() }),
        4 => Box::new(AcceptSimulation {
            name: number.to_string(),
            measures: vec![Measure::new(MeasureId(0), MeasureKind::NewFarmland, shape)],
            run: SimulationRun {
                request: SimulationRequest::new(SimulationKind::Concentration),
                version: "0.1.0".to_owned(),
                data_hash: number.to_string(),
                value_mu: x,
                do_nothing_mu: 0.0,
                bound_mu: None,
                stopped_by: "iterations".to_owned(),
                changes: 1,
                lock_ids: Vec::new(),
            },
            from: SchemeId::BASE,
        }),
        _ => Box::new(AddZones { zones: vec![NewZone { name: number.to_string(), ..NewZone::drawn(shape) }] }),
    }
}
