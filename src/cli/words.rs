//! What the command line says.

use crate::i18n::texts;

texts! {
    CliText {
        UnknownOption: "“{0}”没有选项 {1}。可用：{2}。", "\"{0}\" has no option {1}. It takes: {2}.";
        NoOptions: "没有选项", "no options";
        MissingValue: "选项 {0} 后面缺少值。", "The option {0} needs a value.";
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
        WhoNeedsHelp: "运行 tianfang help 查看全部命令。", "Run `tianfang help` to see every verb.";
        PieceMethod: "椭球面积，CGCS2000", "ellipsoidal area, CGCS2000";
    }
}
