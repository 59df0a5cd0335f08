//! Opens the window.

fn main() {
    let project = std::env::args_os().nth(1).map(std::path::PathBuf::from);
    if let Err(problem) = tianfang::app::run(project) {
        eprintln!("{problem}");
        std::process::exit(1);
    }
}
