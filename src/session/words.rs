//! What the session says.

use crate::i18n::texts;

texts! {
    SessionText {
        NoProject: "还没有打开项目。", "No project is open.";
        ReadOnly: "项目以只读方式打开，修改不会被接受：{0}", "The project is open read-only and takes no changes: {0}";
        Opening: "正在打开“{0}”", "Opening \"{0}\"";
        Opened: "已打开“{0}”", "Opened \"{0}\"";
        Recovered: "已从日志恢复 {0} 步。", "{0} steps were recovered from the journal.";
        BadTail: "日志末尾有一段损坏，已另存为“{0}”。", "The end of the journal was damaged; it is kept as \"{0}\".";
        EditedOutside: "其他程序改过设计，改动已作为一步“外部修改”列入历史。", "Another program changed the design; the change is one step \"edited outside\" in the history.";
        Importing: "正在导入“{0}”", "Importing \"{0}\"";
        Imported: "已导入“{0}”：{1} 个要素", "Imported \"{0}\": {1} features";
        ImportedZones: "已导入 {0} 个片区", "Imported {0} zones";
        Exporting: "正在导出并回读核验", "Exporting, then reading back";
        Exported: "已导出并核验：{0}", "Exported and verified: {0}";
        Cancelled: "已取消，什么都没有改。", "Cancelled; nothing was changed.";
        JobPanicked: "处理时程序内部出错（{0}），项目没有受影响。", "An internal error ended the job ({0}); the project is not affected.";
        Preparing: "正在准备冲突检查", "Preparing the conflict checks";
        NothingToTrim: "片区与{0}没有重叠，无需裁剪。", "The zone does not overlap {0}; there is nothing to trim.";
        Busy: "上一件工作还没完成。", "The last job has not ended yet.";
        JournalFailed: "写日志失败：{0} 请换一个磁盘或腾出空间；在此之前不要关闭程序。", "The journal could not be written: {0} Free some space or use another disk, and do not close the program before.";
        SampleName: "示例乡镇", "Practice township";
    }
}
