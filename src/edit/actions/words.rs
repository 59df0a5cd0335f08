//! Names of the steps, as the history lists them.

use crate::i18n::texts;

texts! {
    StepText {
        DrawZone: "绘制“{0}”", "Draw \"{0}\"";
        ImportZones: "导入 {0} 个片区", "Import {0:zone|zones}";
        DeleteZone: "删除片区", "Delete zone";
        RenameZone: "改名为“{0}”", "Rename to \"{0}\"";
        MoveVertex: "移动顶点", "Move vertex";
        InsertVertex: "插入顶点", "Insert vertex";
        DeleteVertex: "删除顶点", "Delete vertex";
        MoveZone: "平移片区", "Move zone";
        TrimZone: "裁去{0}", "Trim off {0}";
        SplitZone: "分割为 {0} 个片区", "Split into {0:zone|zones}";
        MergeZones: "合并 {0} 个片区", "Merge {0:zone|zones}";
        CopyZone: "复制为“{0}”", "Copy as \"{0}\"";
        CutHole: "挖孔", "Cut a hole";
        FillHoles: "填补孔洞", "Fill holes";
        RedrawOutline: "重画一段边界", "Redraw part of the outline";
        BreakOutline: "截断一段边界", "Break the outline";
        RotateZone: "旋转片区", "Rotate zone";
        OffsetZone: "平行偏移边界", "Offset the outline";
        SimplifyZone: "简化边界", "Simplify the outline";
        ClipZone: "裁剪为{0}内的部分", "Clip to {0}";
        PaintZone: "并入整块{0}", "Take in whole features of {0}";
        UnpaintZone: "移出整块{0}", "Take out whole features of {0}";
        SetGoal: "填写整治目标", "Set the goal";
        SetNote: "填写备注", "Set the note";
        MakeRegion: "设为整治区域", "Make it a region";
        MakeUnit: "设为整治单元", "Make it a unit";
        AddMeasure: "新增措施“{0}”", "Add measure \"{0}\"";
        AddMeasures: "新增 {0} 项措施", "Add {0:measure|measures}";
        DeleteMeasure: "删除措施“{0}”", "Delete measure \"{0}\"";
        EditMeasure: "修改措施“{0}”", "Edit measure \"{0}\"";
        ReshapeMeasure: "调整措施范围", "Reshape measure";
        MoveMeasure: "调整措施次序", "Reorder measures";
        PairMeasures: "结成配对 {0}", "Make pair {0}";
        AddLock: "新增锁定“{0}”", "Add lock \"{0}\"";
        DeleteLock: "删除锁定", "Delete lock";
        SetLockKind: "锁定设为“{0}”", "Make the lock \"{0}\"";
        SetLockNote: "填写锁定理由", "Write the lock's reason";
        ReshapeLock: "调整锁定范围", "Reshape lock";
        AcceptSimulation: "采纳模拟“{0}”为“{1}”", "Accept simulation \"{0}\" as \"{1}\"";
        Waive: "豁免一条问题", "Waive an issue";
        Approve: "登记批准文件", "Record an approval";
        Acknowledge: "知悉一条问题", "Acknowledge an issue";
        Withdraw: "撤回答复", "Withdraw an answer";
        WriteTownships: "填写所含乡镇", "Write the townships";
        WritePlan: "填写是否编制调整方案", "Say whether a plan was prepared";
        WriteGradeGain: "填写计划提升等别", "Write the planned gain in grades";
        WriteEcology: "填写生态有改善", "Say whether the ecology improves";
        WriteOpinion: "填写其他审查意见", "Write the reviewer's opinion";
        WriteReviewer: "填写审查人员", "Name the reviewer";
        AddScheme: "新建“{0}”", "New scheme \"{0}\"";
        DeleteScheme: "删除方案", "Delete scheme";
        RenameScheme: "方案改名为“{0}”", "Rename scheme to \"{0}\"";
        SwitchScheme: "切换方案", "Switch scheme";
        ShowLayer: "显示图层", "Show layer";
        HideLayer: "隐藏图层", "Hide layer";
        LayerOpacity: "调整图层不透明度", "Set layer opacity";
        MoveLayer: "调整图层顺序", "Reorder layers";
        AddLayer: "导入图层“{0}”", "Import layer \"{0}\"";
        RemoveLayer: "移除图层", "Remove layer";
        ShareBoundaries: "片区共边：不许重叠", "Zones share boundaries";
        FreeBoundaries: "片区不再共边", "Zones no longer share boundaries";
        AlignZone: "与邻区对齐", "Align to neighbours";
        SetContiguity: "连片间隔设为 {0} m", "Set the contiguity gap to {0} m";
        RenameProject: "项目改名为“{0}”", "Rename project to \"{0}\"";
    }
}
