//! From a line to a command. Names that hold spaces stand in quotes.

use super::ScriptProblem;
use super::command::{ScriptCommand, Side, Syntax};
use super::problem::What;
use super::quantity::{area_m2, degrees, metres, point, points, way};
use crate::base::Role;
use crate::design::ZoneKind;
use crate::edit::actions::ZoneText;

/// The command of a line; `None` for one that is empty or begins with `#`.
pub fn read_line(line: &str) -> Result<Option<ScriptCommand>, ScriptProblem> {
    let words = words_of(line)?;
    let Some((first, rest)) = words.split_first().filter(|(first, _)| !first.starts_with('#')) else { return Ok(None) };
    let syntax = Syntax::find(first).ok_or_else(|| ScriptProblem::NoCommand(first.clone()))?;
    command(syntax, rest).map(Some)
}

fn command(syntax: &'static Syntax, words: &[String]) -> Result<ScriptCommand, ScriptProblem> {
    use ScriptCommand as C;
    let usage = || ScriptProblem::Usage { usage: syntax.usage };
    let name = || words.first().cloned().ok_or_else(usage);
    let rest = words.get(1..).unwrap_or_default();
    let one = || match rest {
        [word] => Ok(word),
        _ => Err(usage()),
    };
    let at_least = |count: usize| if rest.len() >= count { Ok(rest) } else { Err(usage()) };
    Ok(match syntax.word {
        "zone" => C::Zone { name: name()?, ring: points(at_least(3)?)? },
        "hole" => C::Hole { name: name()?, ring: points(at_least(3)?)? },
        "fill-hole" if rest.is_empty() => C::FillHole { name: name()? },
        "split" => C::Split { name: name()?, line: points(at_least(2)?)? },
        "split-area" => match rest {
            [area, bearing] => C::SplitArea { name: name()?, area_m2: area_m2(area)?, bearing: degrees(bearing)? },
            _ => return Err(usage()),
        },
        "merge" if words.len() >= 2 => C::Merge { names: words.to_vec() },
        "reshape" => C::Reshape { name: name()?, line: points(at_least(2)?)? },
        "break" => match &points(rest)?[..] {
            &[from, to] => C::Break { name: name()?, from, to },
            _ => return Err(usage()),
        },
        "vertex" | "insert" => match rest {
            [index, at] => {
                let (name, index, at) = (name()?, count(index)?, point(at, None)?);
                if syntax.word == "vertex" { C::Vertex { name, index, to: at } } else { C::Insert { name, index, at } }
            }
            _ => return Err(usage()),
        },
        "remove" => C::Remove { name: name()?, index: count(one()?)? },
        "move" => C::Move { name: name()?, by: way(one()?)? },
        "rotate" => C::Rotate { name: name()?, degrees: degrees(one()?)? },
        "offset" => C::Offset { name: name()?, metres: metres(one()?)? },
        "align" => C::Align { name: name()?, metres: metres(one()?)? },
        "simplify" => C::Simplify { name: name()?, metres: metres(one()?)? },
        "clip" => match rest {
            [side, of] => C::Clip { name: name()?, side: side_of(side).ok_or_else(usage)?, role: role(of)? },
            _ => return Err(usage()),
        },
        "trim" => C::Clip { name: name()?, side: Side::Outside, role: role(one()?)? },
        "paint" | "unpaint" => match rest {
            [of, numbers @ ..] if !numbers.is_empty() => {
                let split = numbers.iter().flat_map(|word| word.split([',', '，'])).filter(|word| !word.is_empty());
                let (name, role, numbers) = (name()?, role(of)?, split.map(str::to_owned).collect());
                if syntax.word == "paint" {
                    C::Paint { name, role, numbers }
                } else {
                    C::Unpaint { name, role, numbers }
                }
            }
            _ => return Err(usage()),
        },
        "copy" => C::Copy { name: name()?, to: one()?.clone() },
        "rename" => C::Rename { name: name()?, to: one()?.clone() },
        "delete" if rest.is_empty() => C::Delete { name: name()? },
        "set" => match rest {
            [field, value @ ..] if !value.is_empty() => set(name()?, field, &value.join(" "))?,
            _ => return Err(usage()),
        },
        "undo" => C::Undo { steps: steps(words).ok_or_else(usage)? },
        "redo" => C::Redo { steps: steps(words).ok_or_else(usage)? },
        "area" if rest.is_empty() => C::Area { name: name()? },
        "conflicts" if rest.is_empty() => C::Conflicts { name: name()? },
        _ => return Err(usage()),
    })
}

fn set(name: String, field: &str, value: &str) -> Result<ScriptCommand, ScriptProblem> {
    let text = |which| ScriptCommand::SetText { name: name.clone(), which, text: value.to_owned() };
    Ok(match field.to_lowercase().as_str() {
        "goal" | "mb" | "目标" => text(ZoneText::Goal),
        "note" | "bz" | "备注" => text(ZoneText::Note),
        "kind" | "类型" => match value.to_lowercase().as_str() {
            "region" | "整治区域" => ScriptCommand::SetKind { name, kind: ZoneKind::Region },
            "unit" | "整治单元" => ScriptCommand::SetKind { name, kind: ZoneKind::Unit },
            _ => return Err(ScriptProblem::Unreadable { word: value.to_owned(), what: What::Field }),
        },
        _ => return Err(ScriptProblem::Unreadable { word: field.to_owned(), what: What::Field }),
    })
}

fn side_of(word: &str) -> Option<Side> {
    match word.to_lowercase().as_str() {
        "inside" | "内" => Some(Side::Inside),
        "outside" | "外" => Some(Side::Outside),
        _ => None,
    }
}

/// A role by its key or its Chinese name.
fn role(word: &str) -> Result<Role, ScriptProblem> {
    let named = || Role::ALL.iter().copied().find(|role| role.title_zh() == word);
    let found = Role::from_key(&word.to_lowercase()).or_else(named);
    found.ok_or_else(|| ScriptProblem::Unreadable { word: word.to_owned(), what: What::Role })
}

fn count(word: &str) -> Result<usize, ScriptProblem> {
    let found = word.parse().ok().filter(|number: &usize| *number > 0);
    found.ok_or_else(|| ScriptProblem::Unreadable { word: word.to_owned(), what: What::Number })
}

fn steps(words: &[String]) -> Option<usize> {
    match words {
        [] => Some(1),
        [word] => word.parse().ok().filter(|steps: &usize| *steps > 0),
        _ => None,
    }
}

/// The words of a line; quotes, straight or Chinese, hold one together.
fn words_of(line: &str) -> Result<Vec<String>, ScriptProblem> {
    let (mut words, mut word, mut quoted, mut is_word) = (Vec::new(), String::new(), false, false);
    for letter in line.trim().chars() {
        match letter {
            '"' | '“' | '”' => (quoted, is_word) = (!quoted, true),
            letter if letter.is_whitespace() && !quoted => {
                if is_word {
                    words.push(std::mem::take(&mut word));
                }
                is_word = false;
            }
            letter => {
                word.push(letter);
                is_word = true;
            }
        }
    }
    if quoted {
        return Err(ScriptProblem::OpenQuote);
    }
    if is_word {
        words.push(word);
    }
    Ok(words)
}
