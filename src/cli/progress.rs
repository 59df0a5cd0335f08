//! How far a verb is, on standard error: a bar on a terminal, a line now and then elsewhere, nothing for what is soon done.
//!
//! The work only says where it is; a thread of its own draws, so that a stage that says nothing for a minute is seen to go on.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::i18n::{Language, Message, texts};
use crate::storage::formats;

/// Work that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two drawings of the bar.
const REDRAW: Duration = Duration::from_millis(200);
/// Time between two lines of one stage where there is no terminal: a log should stay readable.
const BETWEEN_LINES: Duration = Duration::from_secs(10);
/// Cells of the bar itself, and of the title before it.
const BAR_CELLS: usize = 24;
const TITLE_CELLS: usize = 36;

texts! {
    ProgressText {
        Opening: "正在打开项目", "Opening the project";
        Reading: "正在读取 {0}", "Reading {0}";
        Indexing: "正在建立索引", "Indexing";
        Overlaying: "正在叠加", "Overlaying";
        Writing: "正在写入 {0}", "Writing {0}";
        Storing: "正在存入项目", "Storing in the project";
        Making: "正在生成练习乡镇", "Making the practice township";
        Assessing: "正在核算方案", "Assessing the scheme";
        Exporting: "正在导出并核验", "Exporting and verifying";
    }
}

/// What the work of a verb tells of itself.
pub struct ProgressLine {
    painter: Option<Painter>,
}

struct Painter {
    board: Arc<Board>,
    thread: Option<JoinHandle<()>>,
    language: Language,
}

/// What the work writes and the thread reads.
#[derive(Default)]
struct Board {
    state: Mutex<State>,
    rung: Condvar,
}

#[derive(Default)]
struct State {
    stage: Stage,
    ended: bool,
}

/// A part of the work, and how much of it is done, 0 to 1, where anybody can tell.
#[derive(Clone, Debug, Default, PartialEq)]
struct Stage {
    title: String,
    done: Option<f32>,
}

impl ProgressLine {
    /// Shows nothing: for those who call a verb from within.
    pub fn silent() -> Self {
        Self { painter: None }
    }

    /// Draws on standard error until it is dropped.
    pub(super) fn on_stderr(language: Language) -> Self {
        let board = Arc::new(Board::default());
        let (watched, pen) = (board.clone(), Pen::new(std::io::stderr().is_terminal()));
        let thread = std::thread::Builder::new().spawn(move || watched.paint(pen));
        // Without a thread to spare the work is done all the same, unseen.
        Self { painter: thread.ok().map(|thread| Painter { board, thread: Some(thread), language }) }
    }

    /// Begins a part of the work. How much of it is done, nobody knows yet.
    pub(super) fn stage(&self, title: Message) {
        if let Some(painter) = &self.painter {
            painter.board.set(|state| state.stage = Stage { title: title.say(painter.language), done: None });
        }
    }

    /// Says how much of the part is done, 0 to 1.
    pub(super) fn share(&self, done: f32) {
        if let Some(painter) = &self.painter {
            painter.board.set(|state| state.stage.done = Some(done.clamp(0.0, 1.0)));
        }
    }
}

impl formats::Progress for ProgressLine {
    fn at(&self, done: usize, total: usize) {
        self.share(done as f32 / total.max(1) as f32);
    }
}

/// The bar is gone before anything else is written.
impl Drop for Painter {
    fn drop(&mut self) {
        self.board.set(|state| state.ended = true);
        self.board.rung.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Board {
    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn paint(&self, mut pen: Pen) {
        let started = Instant::now();
        let mut pause = PATIENCE;
        loop {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = self.rung.wait_timeout_while(state, pause, |state| !state.ended);
            let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let (stage, ended) = (state.stage.clone(), state.ended);
            drop(state);
            let text = if ended { pen.wipe() } else { pen.draw(&stage, started.elapsed()) };
            // Nobody is told of a terminal that is gone: there is nowhere to tell it.
            let mut screen = std::io::stderr().lock();
            let _ = screen.write_all(text.as_bytes()).and_then(|()| screen.flush());
            if ended {
                return;
            }
            pause = REDRAW;
        }
    }
}

/// Knows what stands on the screen, so what to write next.
struct Pen {
    is_terminal: bool,
    /// Cells of the bar that stands there.
    cells: usize,
    /// The last line, where there is no terminal, and when it was written.
    said: Option<(String, Duration)>,
}

impl Pen {
    fn new(is_terminal: bool) -> Self {
        Self { is_terminal, cells: 0, said: None }
    }

    /// What to write for a stage at a time after the start; empty where there is nothing new to say.
    fn draw(&mut self, stage: &Stage, elapsed: Duration) -> String {
        if stage.title.is_empty() {
            return String::new();
        }
        let seconds = format!("{} s", elapsed.as_secs());
        let percent = |done: f32| format!("{:.0}%", done * 100.0);
        if !self.is_terminal {
            let fresh = |(title, at): &(String, Duration)| *title == stage.title && elapsed < *at + BETWEEN_LINES;
            if self.said.as_ref().is_some_and(fresh) {
                return String::new();
            }
            self.said = Some((stage.title.clone(), elapsed));
            let done = stage.done.map_or_else(String::new, |done| percent(done) + "  ");
            return format!("{}  {done}{seconds}\n", stage.title);
        }
        let bar = stage.done.map_or_else(String::new, |done| {
            let filled = (done * BAR_CELLS as f32).round() as usize;
            let rest = BAR_CELLS.saturating_sub(filled);
            format!("[{}{}] {:>4}  ", "#".repeat(filled), ".".repeat(rest), percent(done))
        });
        let line = format!("{}  {bar}{seconds}", shortened(&stage.title));
        let before = std::mem::replace(&mut self.cells, cells_of(&line));
        format!("\r{line}{}", " ".repeat(before.saturating_sub(self.cells)))
    }

    /// What to write to take the bar away. Spaces, because not every console knows a code for it.
    fn wipe(&mut self) -> String {
        match std::mem::take(&mut self.cells) {
            0 => String::new(),
            cells => format!("\r{}\r", " ".repeat(cells)),
        }
    }
}

/// A title that leaves room for the bar.
fn shortened(title: &str) -> String {
    if cells_of(title) <= TITLE_CELLS {
        return title.to_owned();
    }
    let mut cells = 0;
    let fits = |character: &char| {
        cells += cells_of_character(*character);
        cells < TITLE_CELLS
    };
    let short: String = title.chars().take_while(fits).collect();
    short + "…"
}

/// Cells of a terminal that a text takes: Chinese characters are two wide.
fn cells_of(text: &str) -> usize {
    text.chars().map(cells_of_character).sum()
}

fn cells_of_character(character: char) -> usize {
    if character.is_ascii() { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(title: &str, done: Option<f32>) -> Stage {
        Stage { title: title.to_owned(), done }
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_bar_covers_the_longer_one_before_it_and_is_wiped_in_the_end() {
        let mut pen = Pen::new(true);
        let first = pen.draw(&stage("正在读取 地类图斑", Some(0.5)), SECOND);
        assert!(first.starts_with('\r') && first.contains("############............]  50%  1 s"), "{first}");
        let second = pen.draw(&stage("读", None), SECOND * 2);
        assert_eq!(cells_of(second.trim_start_matches('\r')), cells_of(first.trim_start_matches('\r')));
        assert_eq!(pen.wipe().matches('\r').count(), 2);
        assert_eq!(pen.wipe(), "", "there is nothing left to wipe");
    }

    #[test]
    fn a_log_gets_a_line_for_each_stage_and_seldom_another() {
        let mut pen = Pen::new(false);
        let reading = stage("reading", Some(0.25));
        assert_eq!(pen.draw(&reading, SECOND), "reading  25%  1 s\n");
        assert_eq!(pen.draw(&reading, SECOND * 5), "");
        assert!(!pen.draw(&reading, SECOND * 11).is_empty());
        assert!(!pen.draw(&stage("writing", None), SECOND * 12).is_empty());
        assert_eq!(pen.wipe(), "", "lines stay");
    }

    #[test]
    fn a_long_title_is_cut_and_nothing_is_said_before_the_first_stage() {
        let mut pen = Pen::new(true);
        assert_eq!(pen.draw(&Stage::default(), SECOND), "");
        let line = pen.draw(&stage(&"图".repeat(100), Some(1.0)), SECOND);
        assert!(cells_of(&line) < 79 && line.contains('…'), "{line}");
    }
}
