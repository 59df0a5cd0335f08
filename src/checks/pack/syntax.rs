//! From text to a pack's records, and from what the reader of RON says to what an officer can act on.

use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use serde::Deserialize;

use super::nearest::nearest;
use super::place::TextPlace;
use super::{Basis, OwnTest, PackProblem, Remedy, Rule, RuleSeverity, Words};
use crate::i18n::{Message, Text, texts};
use crate::indicators::LedgerSettings;

/// A pack as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    pub id: String,
    pub title: Words,
    #[serde(default)]
    pub version: String,
    /// Packs that this one builds on: names of built-in packs, or files beside it.
    #[serde(default)]
    pub include: Vec<String>,
    /// Where it says nothing, what the included packs say holds.
    #[serde(default)]
    pub ledger: Option<LedgerSettings>,
    #[serde(default)]
    pub overrides: Vec<Override>,
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// What a pack changes in a rule that it includes; what is not named stays.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    pub rule: String,
    /// The rule does not hold here.
    #[serde(default)]
    pub off: bool,
    #[serde(default)]
    pub severity: Option<RuleSeverity>,
    #[serde(default)]
    pub threshold: Option<f64>,
    #[serde(default)]
    pub tolerance: Option<f64>,
    #[serde(default)]
    pub basis: Option<Basis>,
    #[serde(default)]
    pub verified: Option<bool>,
    #[serde(default)]
    pub exemptions: Option<Vec<Words>>,
    #[serde(default)]
    pub remedies: Option<Vec<Remedy>>,
    /// Examples of the rule as it stands here, run before those of the included pack. Where threshold or tolerance are others, the
    /// old ones say nothing any more and new ones must be brought.
    #[serde(default)]
    pub tests: Vec<OwnTest>,
}

texts! {
    SyntaxText {
        UnknownField: "没有名为“{0}”的字段{1}。", "There is no field \"{0}\"{1}.";
        UnknownName: "不认识“{0}”{1}{2}。", "\"{0}\" is not known{1}{2}.";
        AsWhat: "（{0}）", " as {0}";
        DidYouMean: "，是否要写“{0}”", "; did you mean \"{0}\"";
        OneOf: "，可用：{0}", "; it is one of: {0}";
        MissingField: "缺少字段“{0}”。", "The field \"{0}\" is missing.";
        TwiceField: "字段“{0}”写了两次。", "The field \"{0}\" is written twice.";
        WrongType: "这里要写 {0}，写的是 {1}。", "Expected {0} here, found {1}.";
        Missing: "这里缺少 {0}。", "{0} is missing here.";
        Boolean: "true 或 false", "true or false";
        Number: "数字", "a number";
        String: "引号里的文字", "a text in quotes";
        ClosingQuote: "结束的引号", "the closing quote";
        Name: "名称", "a name";
        Eof: "文件在这里意外结束，多半是少了括号。", "The file ends here unexpectedly; a bracket is probably missing.";
        Trailing: "规则包已经结束，后面还有多余的内容。", "The pack has ended, but something follows.";
        Comment: "注释没有结束。", "A comment does not end.";
        Unreadable: "读不懂：{0}。", "Not understood: {0}.";
        RoleName: "图层角色", "a layer role";
        QuantityName: "指标", "a quantity";
        KindName: "措施类型", "a kind of measure";
        GroupName: "地类组", "a group of land classes";
        RelationName: "关系", "a relation";
        SubjectName: "检查对象", "a subject";
        ToolName: "政策工具", "a policy tool";
        UnitName: "单位", "a unit";
        SeverityName: "严重程度", "a severity";
    }
}

/// Reads a pack's text. `file` is what the message calls it.
pub(super) fn pack_file_from_text(file: &str, text: &str) -> Result<PackFile, PackProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| {
        let place = place_of_error(text, &error);
        PackProblem::at(file, place, reason_of(&error.code))
    })
}

/// The reader says where it stood before and after what it stumbled on; a name is pointed at where it begins.
fn place_of_error(text: &str, error: &SpannedError) -> TextPlace {
    let end = TextPlace { line: error.span.end.line, column: error.span.end.col };
    let word = match &error.code {
        RonError::NoSuchStructField { found, .. } | RonError::NoSuchEnumVariant { found, .. } => found.as_str(),
        RonError::DuplicateStructField { field, .. } => field,
        _ => return TextPlace { line: error.span.start.line, column: error.span.start.col },
    };
    let mut lines: Vec<&str> = text.lines().take(end.line).collect();
    let last = lines.pop().unwrap_or("");
    let before: String = last.chars().take(end.column.saturating_sub(1)).collect();
    // What follows the name may have been read already, into the next line.
    let mut upwards = std::iter::once((end.line, before.as_str()))
        .chain(lines.iter().enumerate().rev().map(|(index, line)| (index + 1, *line)));
    let found = upwards.find_map(|(line, text)| Some((line, text, text.rfind(word)?)));
    found.map_or(end, |(line, text, at)| TextPlace { line, column: text[..at].chars().count() + 1 })
}

fn reason_of(error: &RonError) -> Message {
    let missing = |what: &str| SyntaxText::Missing.with([what.into()]);
    let missing_text = |what: SyntaxText| SyntaxText::Missing.with([what.plain().into()]);
    match error {
        RonError::NoSuchStructField { expected, found, .. } => {
            SyntaxText::UnknownField.with([found.as_str().into(), hint(found, expected).into()])
        }
        RonError::NoSuchEnumVariant { expected, found, outer } => {
            let kind = outer.as_deref().and_then(name_of_enum);
            let kind =
                kind.map_or_else(|| Message::verbatim(""), |kind| SyntaxText::AsWhat.with([kind.plain().into()]));
            SyntaxText::UnknownName.with([found.as_str().into(), kind.into(), hint(found, expected).into()])
        }
        RonError::MissingStructField { field, .. } => SyntaxText::MissingField.with([(*field).into()]),
        RonError::DuplicateStructField { field, .. } => SyntaxText::TwiceField.with([(*field).into()]),
        RonError::InvalidValueForType { expected, found } => {
            SyntaxText::WrongType.with([expected.as_str().into(), found.as_str().into()])
        }
        RonError::ExpectedArray => missing("["),
        RonError::ExpectedArrayEnd => missing("]"),
        RonError::ExpectedMap => missing("{"),
        RonError::ExpectedMapEnd => missing("}"),
        RonError::ExpectedMapColon => missing(":"),
        RonError::ExpectedComma => missing(","),
        RonError::ExpectedStructLike | RonError::ExpectedNamedStructLike(_) | RonError::ExpectedOption => missing("("),
        RonError::ExpectedStructLikeEnd | RonError::ExpectedOptionEnd => missing(")"),
        RonError::ExpectedString => missing_text(SyntaxText::String),
        RonError::ExpectedStringEnd => missing_text(SyntaxText::ClosingQuote),
        RonError::ExpectedBoolean => missing_text(SyntaxText::Boolean),
        RonError::ExpectedIdentifier => missing_text(SyntaxText::Name),
        RonError::ExpectedInteger | RonError::ExpectedFloat | RonError::FloatUnderscore => {
            missing_text(SyntaxText::Number)
        }
        RonError::InvalidIntegerDigit { .. } => missing_text(SyntaxText::Number),
        RonError::Eof => SyntaxText::Eof.plain(),
        RonError::TrailingCharacters => SyntaxText::Trailing.plain(),
        RonError::UnclosedBlockComment | RonError::UnclosedLineComment => SyntaxText::Comment.plain(),
        other => SyntaxText::Unreadable.with([other.to_string().into()]),
    }
}

/// The nearest of the known names, else all of them.
fn hint(found: &str, known: &'static [&'static str]) -> Message {
    match nearest(found, known.iter().copied()) {
        Some(name) => SyntaxText::DidYouMean.with([name.into()]),
        None => SyntaxText::OneOf.with([known.join(" ").into()]),
    }
}

fn name_of_enum(name: &str) -> Option<SyntaxText> {
    Some(match name {
        "Role" => SyntaxText::RoleName,
        "Quantity" => SyntaxText::QuantityName,
        "MeasureKind" => SyntaxText::KindName,
        "ClassGroup" => SyntaxText::GroupName,
        "Relation" => SyntaxText::RelationName,
        "SubjectFilter" => SyntaxText::SubjectName,
        "PolicyTool" => SyntaxText::ToolName,
        "Unit" => SyntaxText::UnitName,
        "RuleSeverity" => SyntaxText::SeverityName,
        _ => return None,
    })
}
