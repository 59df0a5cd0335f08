//! What an idle frame costs the thread of the window: logic, all panels, the map's own shapes, tessellation, and the tree for screen
//! readers that the test harness keeps; no graphics card. A township of 100 000 parcels with its layers, a zone selected.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use egui_kittest::Harness;
use tianfang::app::{Application, Setup, Start};
use tianfang::command::{Command, DrawerTab, EditCommand, ProjectCommand, ViewCommand};
use tianfang::design::FeatureId;
use tianfang::sample::{SampleParameters, township};
use tianfang::storage::practice::SampleFolder;
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

struct NoFiles;

impl FileChooser for NoFiles {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        Choosing::new(channel().1)
    }
}

fn benches(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("township.tianfang");
    let sample = township(&SampleParameters { parcels: 100_000, seed: 1 });
    drop(SampleFolder::at(folder.path()).unwrap().write(sample, &|_| ()).unwrap());
    let mut window = Harness::builder().with_size([1366.0, 768.0]).with_max_steps(12).build_eframe(|creation| {
        let setup = Setup {
            start: Start::Project(project.clone()),
            chooser: Box::new(NoFiles),
            home: folder.path().to_owned(),
            started: Instant::now(),
        };
        Application::new(creation, setup)
    });
    let is_ready = |window: &Application| {
        window
            .session()
            .project()
            .is_some_and(|project| project.assessment_is_current() && project.conflicts().is_some())
    };
    while !is_ready(window.state()) {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    let zone = window.state().session().project().unwrap().document().current_scheme().zones[0].id;
    window.state_mut().ask(Command::Edit(EditCommand::Select(Some(FeatureId::Zone(zone)))));
    window.run_ok();
    let frame = |criterion: &mut Criterion, name: &str, window: &mut Harness<'static, Application>| {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                window.step();
                let output = window.output();
                black_box(window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point).len())
            });
        });
    };
    frame(criterion, "frame/100k/idle, a zone selected", &mut window);
    window.state_mut().ask(Command::View(ViewCommand::Drawer(DrawerTab::Form)));
    window.run_ok();
    frame(criterion, "frame/100k/idle, the review form open", &mut window);
    window.state_mut().ask(Command::Project(ProjectCommand::Close));
    window.run_ok();
}

criterion_group!(frame, benches);
criterion_main!(frame);
