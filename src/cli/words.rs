//! What the command line says.

use crate::i18n::{Message, texts};

texts! {
    CliText {
        UnknownOption: "“{0}”没有选项 {1}。可用：{2}。", "\"{0}\" has no option {1}. It takes: {2}.";
        NoOptions: "没有选项", "no options";
        MissingValue: "选项 {0} 后面缺少值。", "The option {0} needs a value.";
        UnwantedValue: "选项 {0} 不带值，去掉“{1}”。", "The option {0} takes no value; leave out \"{1}\".";
        Malformed: "命令行的写法有误。运行 tianfang help 查看全部命令。", "The command line is malformed. Run `tianfang help` to see every verb.";
        TooMany: "“{0}”不认识多余的“{1}”。用法：{2}", "\"{0}\" does not know what to do with \"{1}\". Usage: {2}";
        TooFew: "“{0}”缺少参数。用法：{1}", "\"{0}\" needs more words. Usage: {1}";
        BadNumber: "选项 {0} 的值“{1}”不是可用的数字。", "The value \"{1}\" of {0} is not a usable number.";
        BadRole: "没有角色“{0}”。运行 tianfang roles 查看全部角色。", "There is no role \"{0}\". Run `tianfang roles` to see them all.";
        BadFormat: "--format 只能是 text 或 json，不能是“{0}”。", "--format is text or json, not \"{0}\".";
        BadLanguage: "--lang 只能是 zh 或 en，不能是“{0}”。", "--lang is zh or en, not \"{0}\".";
        BadAgainst: "--against 要写成 角色=文件，例如 permanent_basic_farmland=yn.gpkg；“{0}”不是。",
            "--against is written ROLE=FILE, for example permanent_basic_farmland=pbf.gpkg; \"{0}\" is not.";
        NoAgainst: "至少要有一个 --against 角色=文件。", "At least one --against ROLE=FILE is needed.";
        NotUnicode: "参数“{0}”不是有效的文字。", "The argument \"{0}\" is not valid text.";
        Neither: "“{0}”既不是命令，也不是项目。运行 tianfang help 查看全部命令。", "\"{0}\" is neither a verb nor a project. Run `tianfang help` to see every verb.";
        NoScheme: "项目里没有方案“{0}”。现有：{1}。", "The project has no scheme \"{0}\". It has: {1}.";
        AreaMethod: "面积：CGCS2000 椭球面积", "ellipsoidal CGCS2000";
        CheckHead: "{0}：{1} 个片区，{2} 项措施", "{0}: {1} zones, {2} measures";
        CheckRules: "{0}，判定日期 {1}", "{0}, as of {1}";
        FigureAndThreshold: "数值 {0}，阈值 {1}，{2}", "figure {0}, threshold {1}, {2}";
        BasisAndRemedy: "依据：{0}；处置：{1}", "basis: {0}; remedy: {1}";
        RulesUnjudged: "规则 {0} 没有判定：{1}", "Rules {0} were not judged: {1}";
        BadDate: "--date 要写成 2026-11-24 这样的日期，不能是“{0}”。", "--date is a day such as 2026-11-24, not \"{0}\".";
        Places: "{0} 处", "{0} features";
        Unjudged: "“{0}”无法检查：{1}", "\"{0}\" can't be checked: {1}";
        GateOpen: "闸门：开", "Gate: open";
        GateShut: "闸门：关", "Gate: shut";
        Zone: "片区 {0}", "Zone {0}";
        Unreadable: "要素 {0}（{1}）不是有效面，也无法修正，不计入任何数字。请修复后重新导入", "Feature {0} of {1} is not a valid area and can't be mended; it is in no figure. Repair it and read it again";
        CountedTwice: "要素 {0}（{1}）与其他要素的重叠无法计算，这部分土地可能重复计入", "What feature {0} of {1} shares with other features can't be told; that land may be counted twice";
        Uncounted: "片区“{0}”与要素 {1}（{2}）的重叠无法计算，没有计入", "The overlap of zone \"{0}\" with feature {1} of {2} can't be told and is not counted";
        Takes: "要素 {0}（{1}）不是有效面，按奇偶规则计算", "Feature {0} of {1} is not a valid area and is taken by the even-odd rule";
        NoZones: "“{0}”里没有面要素，无法作为片区。", "\"{0}\" holds no polygons to take as zones.";
        ZoneProblem: "“{0}”的第 {1} 个片区无法使用：{2}", "Zone {1} of \"{0}\" can't be used: {2}";
        LayerAmbiguous: "“{0}”里有几个图层，没有一个像“{1}”。写成 文件:图层。现有：{2}。",
            "\"{0}\" has several layers and none looks like {1}. Write FILE:LAYER. It has: {2}.";
    }
}

/// Several messages as one, commas between them.
pub(super) fn listed(messages: impl IntoIterator<Item = Message>) -> Message {
    messages
        .into_iter()
        .reduce(|all, next| Message::new("{0}，{1}", "{0}, {1}", vec![all.into(), next.into()]))
        .unwrap_or_else(|| Message::verbatim(""))
}
