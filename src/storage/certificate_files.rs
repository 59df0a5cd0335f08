//! A simulation as files that can be checked without this program: the problem, the plan and the certificate of its bound, beside
//! each other.

use std::path::{Path, PathBuf};

use super::{WriteProblem, atomic};
use crate::simulation::Proposal;

/// Writes `name.problem.json`, `name.plan.json` and, where a bound was found, `name.certificate.json`; returns what was written.
pub fn write_simulation(target: &Path, proposal: &Proposal) -> Result<Vec<PathBuf>, WriteProblem> {
    let mut written = Vec::new();
    for (part, text) in parts(proposal) {
        written.push(atomic::write_file(&part_beside(target, part), text.as_bytes())?.path);
    }
    Ok(written)
}

/// The files that would be written.
pub fn files_of(target: &Path, proposal: &Proposal) -> Vec<PathBuf> {
    parts(proposal).into_iter().map(|(part, _)| part_beside(target, part)).collect()
}

fn parts(proposal: &Proposal) -> Vec<(&'static str, &str)> {
    let parts = [
        ("problem", Some(&proposal.problem_json)),
        ("plan", proposal.plan_json.as_ref()),
        ("certificate", proposal.certificate_json.as_ref()),
    ];
    parts.into_iter().filter_map(|(part, text)| Some((part, &**text?))).collect()
}

/// `连片.plan.json` for the plan of `连片.certificate.json`, or of whatever a person called it.
fn part_beside(target: &Path, part: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    let stem = ["problem", "plan", "certificate"]
        .iter()
        .find_map(|known| stem.strip_suffix(known)?.strip_suffix('.'))
        .unwrap_or(stem);
    target.with_file_name(format!("{stem}.{part}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_files_stand_beside_each_other_whatever_one_is_called() {
        for name in ["连片.certificate.json", "连片.json", "连片", "连片.plan.json"] {
            assert_eq!(
                part_beside(&Path::new("out").join(name), "problem"),
                Path::new("out").join("连片.problem.json")
            );
        }
    }
}
