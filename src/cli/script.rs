//! `tianfang script PROJECT FILE`: the command line's commands, one a line, as the window would carry them out. Every line is one
//! undo step; a refusal names its line and keeps the lines before.

use std::path::Path;

use serde_json::{Value, json};

use super::CliProblem;
use super::arguments::Arguments;
use super::import::{commit, compact};
use super::input::{conflicts_of, present_layers};
use super::progress::{ProgressLine, ProgressText};
use super::report::Report;
use crate::checks::ConflictBase;
use crate::i18n::{Explain, Language, Text, count, texts};
use crate::script::{Ground, ScriptProblem, Step, area_words, conflict_words, read_line, step_of, told, zone_figures};
use crate::storage::own_files::text_or_why;
use crate::storage::project::{Loaded, Project, Record};

texts! {
    ScriptVerbText {
        Refused: "{0}:{1}: {2}", "{0}:{1}: {2}";
        Done: "已执行 {0} 行。", "{0} lines were carried out.";
        NotRead: "脚本“{0}”读不出来：{1}。脚本是 UTF-8 文本，一行一条命令。", "The script \"{0}\" can't be read: {1}. It is UTF-8 text, one command a line.";
    }
}

/// A project with what commands look at, made when the first of them asks.
struct Table {
    loaded: Loaded,
    conflicts: Option<ConflictBase>,
}

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let file = &arguments.words[1];
    let unread = |why: String| CliProblem::input(ScriptVerbText::NotRead.with([file.as_path().into(), why.into()]));
    let text = text_or_why(file).map_err(|why| unread(why.to_string()))?;
    progress.stage(ProgressText::Opening.plain());
    let loaded = Project::open(&arguments.words[0], &|done| progress.share(done))?;
    let mut table = Table { loaded, conflicts: None };
    let (mut lines, mut said) = (Vec::new(), Vec::new());
    let mut refused = None;
    for (number, line) in text.lines().enumerate() {
        // Editors of Windows begin a file with a mark.
        let line = line.trim_start_matches('\u{feff}');
        match carry_out(&mut table, line, language) {
            Ok(None) => {}
            Ok(Some((result, words))) => {
                lines.push(json!({"line": number + 1, "command": line.trim(), "result": result}));
                said.extend(words);
            }
            Err(problem) => {
                refused = Some(at_line(file, number + 1, problem));
                break;
            }
        }
    }
    let notes = compact(&mut table.loaded)?.into_iter().collect();
    if let Some(problem) = refused {
        return Err(problem);
    }
    said.push(ScriptVerbText::Done.with([count(lines.len()).into()]).say(language));
    Ok(Report { text: said.join("\n"), json: json!({"lines": lines}), notes, status: 0 })
}

/// `FILE:LINE: reason`
fn at_line(file: &Path, line: usize, problem: CliProblem) -> CliProblem {
    let message = ScriptVerbText::Refused.with([file.into(), line.into(), problem.message.into()]);
    CliProblem { message, ..problem }
}

/// One line: its result and what is said of it; `None` for a line without a command.
fn carry_out(table: &mut Table, line: &str, language: Language) -> Result<Option<(Value, Vec<String>)>, CliProblem> {
    let refused = |problem: ScriptProblem| CliProblem::input(problem.message());
    let Some(command) = read_line(line).map_err(refused)? else { return Ok(None) };
    let layers = present_layers(&table.loaded);
    let plane = table.loaded.project.plane();
    let step =
        step_of(&command, &Ground { document: &table.loaded.document, layers: &layers, plane }).map_err(refused)?;
    let figures = |table: &Table, name: &str| {
        zone_figures(&Ground { document: &table.loaded.document, layers: &layers, plane }, name)
    };
    Ok(Some(match step {
        Step::Act(action) => {
            commit(&mut table.loaded, action.as_ref())?;
            (json!({}), Vec::new())
        }
        Step::Undo(steps) => (again(table, steps, Record::Undo)?, Vec::new()),
        Step::Redo(steps) => (again(table, steps, Record::Redo)?, Vec::new()),
        Step::Area(name) => {
            let found = figures(table, &name).unwrap_or_default();
            let said = area_words(&name, &found).say(language);
            (found, vec![said])
        }
        Step::Conflicts(name) => {
            let conflicts = match table.conflicts.take() {
                Some(known) => known,
                None => conflicts_of(&table.loaded),
            };
            let ground = Ground { document: &table.loaded.document, layers: &layers, plane };
            let found = told(&ground, &conflicts, &name).map_err(refused)?;
            table.conflicts = Some(conflicts);
            let words = std::iter::once(area_words(&name, &found)).chain(conflict_words(&found));
            let said = words.map(|message| message.say(language)).collect();
            (found, said)
        }
    }))
}

/// Steps back or forth, each in the journal.
fn again(table: &mut Table, steps: usize, record: Record) -> Result<Value, CliProblem> {
    let Loaded { document, history, project, .. } = &mut table.loaded;
    for _ in 0..steps {
        let change = match record {
            Record::Undo => history.undo(document),
            _ => history.redo(document),
        };
        change.ok_or_else(|| CliProblem::input(ScriptProblem::NoSteps.message()))?;
        project.record(&record)?;
    }
    Ok(json!({}))
}
