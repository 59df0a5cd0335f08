//! Sorts the first word: a verb goes to the command line, anything else to the window.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use tianfang::i18n::Explain;
use tianfang::{app, cli};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("error")).init();
    let mut words: Vec<OsString> = std::env::args_os().skip(1).collect();
    if words.is_empty() {
        return window(None);
    }
    let first = words.remove(0);
    if first.to_str().is_some_and(cli::is_verb) {
        let preferred = app::preferred_language();
        return ExitCode::from(cli::run(&first.to_string_lossy(), &words, preferred));
    }
    let path = PathBuf::from(&first);
    if words.is_empty() && path.exists() {
        return window(Some(path));
    }
    ExitCode::from(cli::neither_verb_nor_project(&first, app::preferred_language()))
}

fn window(project: Option<PathBuf>) -> ExitCode {
    match app::run(project) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{}", problem.message().say(app::preferred_language()));
            ExitCode::from(3)
        }
    }
}
