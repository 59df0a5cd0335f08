//! What tools cost the thread of the window over a township of 100 000 parcels: frames in which the pointer moves with a tool in hand,
//! snapping on (logic, panels, the map's own shapes, tessellation; no graphics card), a lasso over 20 000 parcels, undo and redo, and
//! the drag of a zone of 10 000 vertices.
//!
//! `cargo bench --bench drawing` prints the median and the longest of each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::hint::black_box;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use egui::{Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Harness;
use tianfang::app::{Application, Setup, Start};
use tianfang::command::{Command, EditCommand, GestureCommand, PaintBy, ProjectCommand, ToolKind, ViewCommand};
use tianfang::design::{FeatureId, Shape, VertexAddress};
use tianfang::edit::actions::Reshape;
use tianfang::geometry::{Bounds, Point};
use tianfang::sample::{SampleParameters, township};
use tianfang::storage::practice::SampleFolder;
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

struct NoFiles;

impl FileChooser for NoFiles {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        Choosing::new(channel().1)
    }
}

type Window = Harness<'static, Application>;

/// Where the pointer walks, points: inside the map.
const CENTER: Pos2 = pos2(660.0, 370.0);

/// One frame with its tessellation, ms.
fn frame(window: &mut Window) -> f64 {
    let begun = Instant::now();
    window.step();
    let output = window.output();
    black_box(window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point).len());
    begun.elapsed().as_secs_f64() * 1e3
}

fn told(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!(
        "{name}: median {:.2} ms, longest {:.2} ms of {}",
        times[times.len() / 2],
        times[times.len() - 1],
        times.len()
    );
}

fn ask(window: &mut Window, command: Command) {
    window.state_mut().ask(command);
    window.run_ok();
}

fn move_to(window: &mut Window, at: Pos2) {
    window.event(egui::Event::PointerMoved(at));
}

fn button(window: &mut Window, at: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
}

fn click(window: &mut Window, at: Pos2) {
    move_to(window, at);
    window.step();
    button(window, at, true);
    window.step();
    button(window, at, false);
    window.run_ok();
    // The next is a click of its own, not the second of two.
    std::thread::sleep(Duration::from_millis(400));
}

/// A place on a spiral about the middle of the map.
fn spiral(step: usize, reach: f32) -> Pos2 {
    let turn = step as f32 * 0.37;
    CENTER + egui::vec2(turn.cos(), turn.sin()) * reach * (0.2 + 0.8 * (step % 50) as f32 / 50.0)
}

fn walk(window: &mut Window, name: &str, frames: usize, reach: f32) {
    let times = (0..frames).map(|step| {
        move_to(window, spiral(step, reach));
        frame(window)
    });
    let times = times.collect();
    told(name, times);
}

/// Undo and redo of the last steps, there and back so many times, each with its frame.
fn undo_and_redo(window: &mut Window, what: &str, steps: usize, times: usize) {
    let (mut back, mut forth) = (Vec::new(), Vec::new());
    for _ in 0..times {
        for (command, told) in [(EditCommand::Undo, &mut back), (EditCommand::Redo, &mut forth)] {
            for _ in 0..steps {
                window.state_mut().ask(Command::Edit(command.clone()));
                told.push(frame(window));
            }
        }
    }
    told(&format!("undo, {what}"), back);
    told(&format!("redo, {what}"), forth);
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("township.tianfang");
    let sample = township(&SampleParameters { parcels: 100_000, seed: 1 });
    drop(SampleFolder::at(folder.path()).unwrap().write(sample, &|_| ()).unwrap());
    let mut window: Window =
        Harness::builder().with_size([1366.0, 768.0]).with_max_steps(12).build_eframe(|creation| {
            let setup = Setup {
                start: Start::Project(project.clone()),
                chooser: Box::new(NoFiles),
                home: folder.path().to_owned(),
                started: Instant::now(),
            };
            Application::new(creation, setup)
        });
    let is_ready = |window: &Application| {
        let project = window.session().project();
        project.is_some_and(|project| project.assessment_is_current() && project.conflicts().is_some())
    };
    while !is_ready(window.state()) {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    let bounds = window.state().session().project().unwrap().bounds();
    let middle = bounds.center();
    let around =
        |half_m: f64| Bounds { min: middle.map(|value| value - half_m), max: middle.map(|value| value + half_m) };

    // A drawn line, snapping: near, where a few parcels are in reach, and with the whole township in view.
    for (name, half_m) in [("1:5,000", 600.0), ("the whole township", 5_000.0)] {
        ask(&mut window, Command::View(ViewCommand::ZoomTo(around(half_m))));
        ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::DrawZone)));
        for step in 0..6 {
            click(&mut window, spiral(7 * step, 150.0));
        }
        walk(&mut window, &format!("draw, snapping, {name}"), 300, 250.0);
        ask(&mut window, Command::View(ViewCommand::ToggleSnapping));
        walk(&mut window, &format!("draw, without snapping, {name}"), 300, 250.0);
        ask(&mut window, Command::View(ViewCommand::ToggleSnapping));
        ask(&mut window, Command::View(ViewCommand::ToggleTracing));
        walk(&mut window, &format!("draw, tracing, {name}"), 300, 120.0);
        ask(&mut window, Command::View(ViewCommand::ToggleTracing));
        ask(&mut window, Command::View(ViewCommand::Escape));
        ask(&mut window, Command::View(ViewCommand::Escape));
    }
    ask(&mut window, Command::View(ViewCommand::ZoomTo(around(600.0))));
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::Ruler)));
    click(&mut window, CENTER);
    walk(&mut window, "ruler, snapping", 300, 250.0);
    ask(&mut window, Command::View(ViewCommand::Escape));

    // Painting.
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::PaintZone)));
    ask(&mut window, Command::View(ViewCommand::PaintBy(PaintBy::Brush)));
    move_to(&mut window, CENTER);
    window.step();
    button(&mut window, CENTER, true);
    window.step();
    walk(&mut window, "brush on its way", 200, 200.0);
    window.event(egui::Event::PointerGone);
    button(&mut window, CENTER, false);
    window.run_ok();
    undo_and_redo(&mut window, "a brushed zone", 1, 8);
    // A lasso over a sixth of the township: what is said on release.
    ask(&mut window, Command::Edit(EditCommand::Select(None)));
    ask(&mut window, Command::View(ViewCommand::ZoomTo(bounds)));
    ask(&mut window, Command::View(ViewCommand::PaintBy(PaintBy::Lasso)));
    let ring = |share: f32, reach: f32| {
        let turn = share * std::f32::consts::TAU;
        CENTER + egui::vec2(turn.cos(), turn.sin()) * reach
    };
    const LASSO: f32 = 105.0;
    move_to(&mut window, ring(0.0, LASSO));
    window.step();
    button(&mut window, ring(0.0, LASSO), true);
    window.step();
    let mut times = Vec::new();
    for step in 1..=120 {
        move_to(&mut window, ring(step as f32 / 120.0, LASSO));
        times.push(frame(&mut window));
    }
    told("lasso on its way", times);
    button(&mut window, ring(1.0, LASSO), false);
    let begun = Instant::now();
    window.step();
    let picked = begun.elapsed().as_secs_f64() * 1e3;
    let begun = Instant::now();
    window.step();
    let joined = begun.elapsed().as_secs_f64() * 1e3;
    window.run_ok();
    let zone = window.state().session().selected_zone().and_then(|id| {
        let project = window.state().session().project()?;
        Some(project.parcels_by_class(Some(id)).values().map(|class| class.parcels.len()).sum::<usize>())
    });
    println!(
        "lasso over {} parcels: picked in {picked:.1} ms, joined into a zone in {joined:.1} ms",
        zone.unwrap_or(0)
    );
    while !is_ready(window.state()) {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }

    // A zone of 10 000 vertices, one of which is dragged.
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::Select)));
    let ring: Vec<Point> = (0..10_000)
        .map(|index| {
            let turn = std::f64::consts::TAU * f64::from(index) / 10_000.0;
            let radius = 1_000.0 + 40.0 * (turn * 60.0).sin();
            [middle[0] + radius * turn.cos(), middle[1] + radius * turn.sin()]
        })
        .collect();
    ask(&mut window, Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring))));
    let zone = window.state().session().selected_zone().unwrap();
    ask(&mut window, Command::View(ViewCommand::ZoomTo(around(1_100.0))));
    let gesture = |step| Command::Edit(EditCommand::Gesture(step));
    ask(&mut window, gesture(GestureCommand::Begin(FeatureId::Zone(zone))));
    let vertex = VertexAddress { part: 0, ring: 0, index: 2_500 };
    let times = (0..200).map(|step| {
        let to = [ring[2_500][0] + f64::from(step) * 0.3, ring[2_500][1] + f64::from(step) * 0.5];
        window.state_mut().ask(gesture(GestureCommand::Preview(Reshape::MoveVertex { vertex, to })));
        frame(&mut window)
    });
    let times = times.collect();
    told("a vertex of a zone of 10 000 vertices dragged", times);
    ask(&mut window, gesture(GestureCommand::Commit));

    undo_and_redo(&mut window, "the lasso's zone and the one of 10 000 vertices", 3, 1);
    // Nothing of it is remembered: five far zones, and a project opened anew.
    for step in 0..5 {
        let at = bounds.center().map(|value| value + 300.0 * f64::from(step - 2));
        let far = |x: f64, y: f64| [at[0] + 1_500.0 * x, at[1] + 1_500.0 * y];
        let ring = [far(-1.0, -1.0), far(1.0, -1.0), far(1.0, 1.0), far(-1.0, 1.0)];
        ask(&mut window, Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring))));
        while !is_ready(window.state()) {
            window.step();
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    undo_and_redo(&mut window, "five zones over thousands of parcels", 5, 1);
    ask(&mut window, Command::Project(ProjectCommand::Close));
    ask(&mut window, Command::Project(ProjectCommand::Open(project)));
    while !is_ready(window.state()) {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    undo_and_redo(&mut window, "a project opened anew", 6, 1);
    ask(&mut window, Command::Project(ProjectCommand::Close));
}
