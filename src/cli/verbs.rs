//! The verbs: how each is written, what it does, and the function that does it.

use super::arguments::{Arguments, VerbForm};
use super::import::ImportRequest;
use super::input::file_and_layer;
use super::progress::{ProgressLine, ProgressText};
use super::report::Report;
use super::words::CliText;
use super::{
    CliProblem, check, conflicts, export, import, indicators, inspect, new, roles, sample, script, simulate, verify,
    verify_plan,
};
use crate::i18n::{Language, Message, Text};

/// One verb.
pub(super) struct Verb {
    pub form: VerbForm,
    pub zh: &'static str,
    pub en: &'static str,
    pub run: fn(&Arguments, Language, &ProgressLine) -> Result<Report, CliProblem>,
}

/// Verbs that a later version brings.
pub(super) const LATER_VERBS: &[&str] = &["sheet"];

pub(super) const VERBS: &[Verb] = &[
    Verb {
        form: VerbForm {
            name: "sample",
            usage: "tianfang sample DIR [--parcels N] [--seed S]",
            positional: (1, 1),
            valued: &["parcels", "seed"],
            flags: &[],
        },
        zh: "生成练习乡镇（虚构数据）：项目和一个村的原始图层",
        en: "writes a practice township (synthetic): the project and a village's raw layers",
        run: run_sample,
    },
    Verb {
        form: VerbForm {
            name: "inspect",
            usage: "tianfang inspect FILE [--encoding E] [--format json]",
            positional: (1, 1),
            valued: &["encoding"],
            flags: &[],
        },
        zh: "数据文件里有什么，是否健康",
        en: "what a data file holds and how healthy it is",
        run: run_inspect,
    },
    Verb {
        form: VerbForm {
            name: "conflicts",
            usage: "tianfang conflicts --zones FILE --against ROLE=FILE … [--pieces OUT.gpkg] [--format json]",
            positional: (0, 0),
            valued: &["zones", "against", "pieces"],
            flags: &[],
        },
        zh: "任意片区与任意图层的重叠，不需要项目",
        en: "overlap of any zones with any layers, no project needed",
        run: conflicts::run,
    },
    Verb {
        form: VerbForm {
            name: "new",
            usage: "tianfang new DIR --crs EPSG:4549 [--name N]",
            positional: (1, 1),
            valued: &["crs", "name"],
            flags: &[],
        },
        zh: "新建空项目；DIR 成为项目文件夹",
        en: "an empty project; DIR becomes the project folder",
        run: run_new,
    },
    Verb {
        form: VerbForm {
            name: "import",
            usage: "tianfang import PROJECT FILE [--role R] [--encoding E] [--crs C] [--repair] [--scheme S] [--kind K]",
            positional: (2, 2),
            valued: &["role", "encoding", "crs", "scheme", "kind"],
            flags: &["repair"],
        },
        zh: "导入图层；--role zone 把面导入为片区，--role measure 导入为整治措施",
        en: "adds base layers; --role zone and --role measure add the polygons to a scheme",
        run: run_import,
    },
    Verb {
        form: VerbForm {
            name: "check",
            usage: "tianfang check PROJECT [--scheme S] [--rules PACK] [--gate] [--date D] [--format json]",
            positional: (1, 1),
            valued: &["scheme", "rules", "date"],
            flags: &["gate"],
        },
        zh: "用规则包检查方案的片区、措施和数量",
        en: "judges the zones, measures and figures of a scheme by a rule pack",
        run: check::run,
    },
    Verb {
        form: VerbForm {
            name: "indicators",
            usage: "tianfang indicators PROJECT [--scheme S] [--format json]",
            positional: (1, 1),
            valued: &["scheme"],
            flags: &[],
        },
        zh: "连片地块、破碎度、地类转移、指标台账和审查汇总表",
        en: "blocks, fragmentation, transition matrix, ledgers and the review form",
        run: indicators::run,
    },
    Verb {
        form: VerbForm {
            name: "simulate",
            usage: "tianfang simulate PROJECT KIND [--params FILE] [--scheme S] [--date D] | --problem FILE.json [--out PLAN.json] [--certificate CERT.json]; [--seed S] [--iterations N] [--seconds T] [--threads N] [--no-bound] [--format json]",
            positional: (0, 2),
            valued: &[
                "problem",
                "seed",
                "iterations",
                "seconds",
                "threads",
                "out",
                "certificate",
                "params",
                "scheme",
                "date",
            ],
            flags: &["no-bound"],
        },
        zh: "模拟项目的耕地集中连片、林耕置换、永农布局或增减挂钩，结果写成新方案；或求一个问题文件的方案、上界和证书",
        en: "simulates concentration, swap, basic farmland or linkage on a project's land, as a new scheme; or plan, bound and certificate of a problem in a file",
        run: simulate::run,
    },
    Verb {
        form: VerbForm {
            name: "script",
            usage: "tianfang script PROJECT FILE [--format json]",
            positional: (2, 2),
            valued: &[],
            flags: &[],
        },
        zh: "逐行执行命令行命令（zone、split、merge、offset …），一行一步，可撤销",
        en: "carries out the command line's commands (zone, split, merge, offset …), one a line, each an undo step",
        run: script::run,
    },
    Verb {
        form: VerbForm {
            name: "export",
            usage: "tianfang export PROJECT OUT.{gpkg,xlsx} [--scheme S] [--date D]",
            positional: (2, 2),
            valued: &["scheme", "date"],
            flags: &[],
        },
        zh: "把方案导出为 GeoPackage 并回读核验，或导出审查汇总表和方案附表（xlsx）",
        en: "writes a scheme as a GeoPackage, read back and verified, or its review form and plan tables as Excel",
        run: export::run,
    },
    Verb {
        form: VerbForm {
            name: "verify",
            usage: "tianfang verify FILE.gpkg [--format json] | tianfang verify --problem FILE.json [--plan PLAN.json] [--certificate CERT.json] [--format json]",
            positional: (0, 1),
            valued: &["problem", "plan", "certificate"],
            flags: &[],
        },
        zh: "另一条途径重读导出文件，说明哪些成立；或核验一个问题的方案和证书",
        en: "re-reads an export by an independent path and says what holds; or verifies plan and certificate of a problem",
        run: run_verify,
    },
    Verb {
        form: VerbForm {
            name: "roles",
            usage: "tianfang roles [--format json]",
            positional: (0, 0),
            valued: &[],
            flags: &[],
        },
        zh: "全部图层角色及其识别依据",
        en: "every role of a layer and what it is recognised by",
        run: |_, language, _| {
            Ok(Report {
                text: roles::roles_text(language),
                json: serde_json::json!({ "roles": roles::roles_json() }),
                ..Report::default()
            })
        },
    },
];

fn run_sample(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let (parcels, seed) = (arguments.number("parcels")?, arguments.number("seed")?);
    let report = sample::run_watched(&arguments.words[0], parcels, seed, progress)?;
    Ok(said(&[report.message()], &report, Vec::new(), language))
}

fn run_new(arguments: &Arguments, language: Language, _: &ProgressLine) -> Result<Report, CliProblem> {
    let crs = arguments.option("crs").ok_or_else(|| {
        CliProblem::input(CliText::TooFew.with(["new".into(), "tianfang new DIR --crs EPSG:4549".into()]))
    })?;
    let report = new::run(&arguments.words[0], crs, arguments.option("name"))?;
    Ok(said(&[report.message()], &report, Vec::new(), language))
}

fn run_import(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let request = ImportRequest {
        project: &arguments.words[0],
        file: &arguments.words[1],
        role: arguments.option("role"),
        encoding: arguments.option("encoding"),
        crs: arguments.option("crs"),
        repair: arguments.flag("repair"),
        scheme: arguments.option("scheme"),
        kind: arguments.option("kind"),
    };
    let report = import::run_watched(&request, progress)?;
    Ok(said(&report.messages(), &report, report.notes.clone(), language))
}

fn run_verify(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    const FORMS: &str =
        "tianfang verify FILE.gpkg | tianfang verify --problem FILE.json [--plan PLAN.json] [--certificate CERT.json]";
    let of_problem = ["problem", "plan", "certificate"].into_iter().any(|name| arguments.option(name).is_some());
    match (arguments.words.as_slice(), arguments.option("problem")) {
        ([], Some(problem)) => verify_plan::run(problem, arguments, language),
        ([file], _) if !of_problem => {
            progress.stage(ProgressText::Reading.with([file.as_path().into()]));
            verify::run(file, language)
        }
        ([file, ..], _) => {
            let words = ["verify".into(), file.as_path().into(), FORMS.into()];
            Err(CliProblem::input(CliText::TooMany.with(words)))
        }
        ([], None) => Err(CliProblem::input(CliText::TooFew.with(["verify".into(), FORMS.into()]))),
    }
}

fn run_inspect(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let encoding = arguments.option("encoding").map(import::encoding_from_word).transpose()?;
    let (file, layer) = file_and_layer(&arguments.words[0]);
    progress.stage(ProgressText::Reading.with([file.as_path().into()]));
    let report = inspect::inspect(&file, layer.as_deref(), encoding, progress)?;
    Ok(Report { text: report.to_text(language), json: report.to_json(), ..Report::default() })
}

/// A report of a few sentences.
fn said(messages: &[Message], json: &impl serde::Serialize, notes: Vec<Message>, language: Language) -> Report {
    let lines: Vec<String> = messages.iter().map(|message| message.say(language)).collect();
    Report { text: lines.join("\n"), json: serde_json::to_value(json).unwrap_or_default(), notes, status: 0 }
}
