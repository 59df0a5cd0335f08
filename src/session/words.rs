//! What the session says.

use crate::i18n::texts;

texts! {
    SessionText {
        NoProject: "还没有打开项目。", "No project is open.";
        Opening: "正在打开“{0}”", "Opening \"{0}\"";
        Opened: "已打开“{0}”", "Opened \"{0}\"";
        Recovered: "上次没有正常结束；日志里的 {0} 步修改已全部恢复。", "The program did not end properly the last time; the journal brought back {0:step|steps}.";
        BadTail: "日志末尾有记录不完整，无法恢复，原样另存在“{0}”；之前的修改都在。", "Records at the end of the journal are not whole and could not be brought back; they are kept in \"{0}\". Every edit before them is there.";
        Importing: "正在导入“{0}”", "Importing \"{0}\"";
        Imported: "已导入“{0}”：{1} 个要素", "Imported \"{0}\": {1:feature|features}";
        ImportedZones: "已导入 {0} 个片区", "Imported {0:zone|zones}";
        ImportedMeasures: "已导入 {0} 项措施", "Imported {0:measure|measures}";
        NoMeasures: "“{0}”里没有可以作为措施的多边形。", "\"{0}\" holds no polygon that can be a measure.";
        ExportingSheets: "正在导出表格", "Exporting the sheets";
        ExportedSheets: "已导出表格：{0}", "Exported the sheets: {0}";
        Exporting: "正在导出并回读核验", "Exporting, then reading back";
        Exported: "已导出并核验：{0}", "Exported and verified: {0}";
        ExportedBeside: "目标文件正被另一个程序打开，没有动它，结果另存为“{0}”。", "The target is open in another program and was left alone; the export is \"{0}\" instead.";
        Cancelled: "已取消，什么都没有改。", "Cancelled; nothing was changed.";
        JobPanicked: "处理时程序内部出错（{0}），项目没有受影响。", "An internal error ended the job ({0}); the project is not affected.";
        Preparing: "正在准备冲突检查", "Preparing the conflict checks";
        NothingToTrim: "片区与{0}没有重叠，无需裁剪。", "The zone does not overlap {0}; there is nothing to trim.";
        JournalFailed: "写日志失败：{0} 请换一个磁盘或腾出空间；在此之前不要关闭程序。", "The journal could not be written: {0} Free some space or use another disk, and do not close the program before.";
        NoParcels: "项目里没有地类图斑图层，不能按图斑涂选。先导入地类图斑。", "The project has no layer of land-use parcels to paint. Import one first.";
        PaintFailed: "这些图斑拼不成一块有效的范围，什么都没有改。", "These parcels could not be joined into a valid area; nothing was changed.";
        EditedMany: "批量修改 {0} 项", "Edit {0} at once";
        DeletedMany: "删除 {0} 项", "Delete {0} at once";
        NothingTakenIn: "这些图斑都已在里面了。按住 Shift 涂选可划出。", "These parcels are in it already. Paint with Shift held to let them go.";
        NothingLetGo: "这些图斑都不在里面，没有可划出的。", "None of these parcels is in it; there is nothing to let go.";
        NoFix: "这条问题没有可以一键完成的修复。按处置建议修改，或答复它。", "This issue has no quick fix. Follow its remedies, or answer it.";
        RulesFile: "本项目规则包：{0}。改后保存，结论随即更新。", "The project's rule pack is {0}. Edit and save it; the verdicts follow at once.";
        TakenBack: "已撤回：{0}", "Undone: {0}";
        CarriedOutAgain: "已重做：{0}", "Redone: {0}";
        Simulating: "正在模拟：{0}", "Simulating: {0}";
        NothingSimulated: "没有可以采纳的模拟结果。先运行一次。", "There is no simulation result to accept. Run one first.";
        OnlyWhole: "这类模拟的各项变化互为条件，不能只采纳一部分。先剔除不要的并重算，再全部采纳。", "The changes of this kind rest on each other and are accepted whole. Reject what you do not want, run again, then accept all.";
        Accepted: "已采纳为“{0}”：{1} 项措施，一步可撤销", "Accepted as \"{0}\": {1:measure|measures}, one step to undo";
        Pasted: "已贴入 {0} 个片区，{1} 个点", "Pasted {0:zone|zones} of {1:point|points}";
        PastedOther: "已贴入 {0} 个片区，{1} 个点。面积与文件所写相差 1% 以上：{2}，以坐标为准。", "Pasted {0} zones of {1} points. The areas of these differ from what the list states by more than 1 %: {2}; the coordinates count.";
        SwappedByHand: "已置换：两项措施，配对 {0}，一步可撤销", "Swapped: two measures under pair {0}, one step to undo";
        PartnersOld: "方案或数据已变：先重新运行，再选置换伙伴。", "The scheme or the data have changed: run it again, then choose a partner.";
        NoPartner: "这两块不能置换：要一块能退出的耕地和一块能垦造的林地或园地，都没有用过。", "These two can't be swapped: it takes farmland that may leave and forest or orchard that may become farmland, neither of them used.";
        ExportedCertificate: "已写出 {0}", "Wrote {0}";
        SampleName: "示例乡镇", "Practice township";
    }
}
