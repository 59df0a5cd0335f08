//! What a command is called and what it does, in one sentence: menus, tooltips and the palette read it here.

use super::{
    Command, DialogKind, DrawerTab, EditCommand, ProjectCommand, ShapeVerb, SimulationCommand, ToolKind, ViewCommand,
};
use crate::i18n::{Text, texts};

/// A command in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    pub name: DescribeText,
    pub sentence: DescribeText,
}

texts! {
    /// Names of commands, and what each does.
    DescribeText {
        New: "新建项目…", "New project…";
        NewSays: "选文件夹和坐标系，建一个空项目", "Choose a folder and a plane for an empty project";
        Open: "打开项目…", "Open project…";
        OpenSays: "打开一个 .tianfang 项目文件夹", "Open a .tianfang project folder";
        OpenSample: "打开示例乡镇", "Open the practice township";
        OpenSampleSays: "打开虚构练习乡镇的私有副本，可随意修改", "Open a private copy of a fictional township to practise on";
        FreshSample: "重取示例乡镇", "Fresh practice township";
        FreshSampleSays: "重新取一份原样的示例乡镇；练习过的那份改名保留", "Take the practice township as it was at first; the one practised on is kept under another name";
        RenameProject: "项目改名…", "Rename project…";
        RenameProjectSays: "修改项目的名称，导出的文件和表格用它；文件夹不改名", "Change the project's name, which exports and sheets bear; its folder keeps its own";
        Import: "导入数据…", "Import data…";
        ImportSays: "导入 GeoPackage、Shapefile 或 GeoJSON 图层", "Import a layer from GeoPackage, Shapefile or GeoJSON";
        Export: "导出 GeoPackage…", "Export GeoPackage…";
        ExportSays: "把当前方案写成县里能直接打开的 GeoPackage，并回读核验", "Write the current scheme as a GeoPackage for the county, read back and verified";
        ExportSheets: "导出表格（Excel）…", "Export sheets (Excel)…";
        ExportSheetsSays: "把审查情况汇总表、计算说明和各附表写成 Excel 工作簿", "Write the review form, its calculations and the plan tables as an Excel workbook";
        Close: "关闭项目", "Close project";
        CloseSays: "回到开始页；一切都已写入日志", "Back to the start page; everything is already written";
        Quit: "退出", "Quit";
        QuitSays: "退出田方；一切都已写入日志", "Leave Tianfang; everything is already written";
        Undo: "撤销", "Undo";
        UndoSays: "撤回上一步，步数不限", "Take the last step back, without limit";
        Redo: "重做", "Redo";
        RedoSays: "重做撤回的一步", "Carry out the undone step again";
        Delete: "删除所选", "Delete selection";
        DeleteSays: "删除选中的片区或措施", "Delete the selected zone or measure";
        FitAll: "显示全部", "Show everything";
        FitAllSays: "缩放到所有图层的范围", "Zoom to the extent of all layers";
        FitSelection: "显示所选", "Show selection";
        FitSelectionSays: "缩放到选中的片区或措施", "Zoom to the selected zone or measure";
        ZoomIn: "放大", "Zoom in";
        ZoomInSays: "地图放大一级", "Zoom the map in by one level";
        ZoomOut: "缩小", "Zoom out";
        ZoomOutSays: "地图缩小一级", "Zoom the map out by one level";
        LeftPanel: "图层面板", "Layers panel";
        LeftPanelSays: "显示或收起左侧图层面板", "Show or hide the layers on the left";
        RightPanel: "片区面板", "Zone panel";
        RightPanelSays: "显示或收起右侧面板", "Show or hide the panel on the right";
        FullColours: "标准地类颜色", "Standard land-class colours";
        FullColoursSays: "地类填色在淡色与标准色之间切换", "Switch land classes between quiet and standard colours";
        Theme: "浅色 / 深色", "Light / dark";
        ThemeSays: "切换浅色与深色界面", "Switch between the light and the dark window";
        Language: "English / 中文", "中文 / English";
        LanguageSays: "界面改用英文", "界面改用中文";
        FullScreen: "全屏", "Full screen";
        FullScreenSays: "进入或退出全屏", "Enter or leave full screen";
        Split: "分割片区", "Split zone";
        SplitSays: "画一条线把选中的片区分开，两端可以在外面", "Draw a line across the selected zone; both ends may lie outside";
        Reshape: "重画边界", "Redraw outline";
        ReshapeSays: "画一条线替换选中图形的一段边界", "Draw a line that replaces part of the selected outline";
        SplitArea: "按面积分割…", "Split off an area…";
        SplitAreaSays: "沿一个方位角从选中的片区分出指定的面积", "Cut a given area off the selected zone, along a bearing";
        Merge: "与其他片区合并…", "Merge with others…";
        MergeSays: "选中的片区与其他片区合成一个", "Join the selected zone with others into one";
        Offset: "平行偏移…", "Offset…";
        OffsetSays: "选中的片区整条边界外扩若干米，负数内缩", "Move the whole outline of the selected zone out by so many metres, in where negative";
        Rotate: "旋转…", "Rotate…";
        RotateSays: "选中的片区绕内点顺时针旋转若干度", "Turn the selected zone clockwise about a point inside it";
        Align: "与邻区对齐…", "Align to neighbours…";
        AlignSays: "补上与邻区之间的窄缝，让出重叠", "Close narrow gaps to the zones beside, give overlaps up";
        Simplify: "简化边界…", "Simplify…";
        SimplifySays: "按容差减少选中的片区的顶点", "Take vertices out of the selected zone, within a tolerance";
        Copy: "复制片区…", "Copy zone…";
        CopySays: "另起名称复制选中的片区", "Copy the selected zone under another name";
        Paste: "粘贴坐标为片区", "Paste coordinates as zones";
        PasteSays: "剪贴板里的坐标列表或界址点文本变成片区", "A list of coordinates or boundary points on the clipboard becomes zones";
        CommandLine: "命令行", "Command line";
        CommandLineSays: "用命令画片区、分割、合并、偏移……，和 CAD 一样", "Draw, split, merge, offset … in words, as in a CAD program";
        Palette: "命令…", "Commands…";
        PaletteSays: "按名称查找任何命令", "Find any command by its name";
        Select: "选择", "Select";
        SelectSays: "点选片区或措施；拖动顶点、边上的圆点或整体", "Click a zone or measure; drag its vertices, its midpoints or all of it";
        Draw: "绘制片区", "Draw zone";
        DrawSays: "逐点单击，回车完成", "Click point by point, Enter to finish";
        DrawMeasure: "绘制措施", "Draw measure";
        DrawMeasureSays: "选好措施类型，逐点单击，回车完成", "Choose a kind, click point by point, Enter to finish";
        PaintParcels: "按图斑涂选措施", "Paint parcels";
        PaintParcelsSays: "刷选、框选、套索或多边形圈选图斑，划入措施；再按一次换选法", "Brush, box, lasso or outline parcels into a measure; the key again for the next way";
        PaintZone: "按图斑涂选片区", "Paint zone";
        PaintZoneSays: "刷选、框选、套索或多边形圈选图斑，合成片区；再按一次换选法", "Brush, box, lasso or outline parcels into a zone; the key again for the next way";
        PickByClass: "按地类选图斑…", "Parcels by class…";
        PickByClassSays: "某个片区内或全部范围内某些地类的图斑，一次划入或划出", "All parcels of some classes within a zone or everywhere, taken in or let go at once";
        Ruler: "量测", "Ruler";
        RulerSays: "量距离、夹角和面积，不写入设计", "Measure distance, angle and area; nothing goes into the design";
        Tracing: "描迹", "Tracing";
        TracingSays: "绘制时沿已有边界走，跨图层；O 换另一边", "Lines follow the boundaries that are shown, across layers; O goes the other way round";
        TraceOtherWay: "描迹换另一边", "Trace the other way";
        TraceOtherWaySays: "描迹在两条路之间切换：较短的，或绕另一边", "Switch the traced line between the shorter way and the other side";
        SharedBoundaries: "片区共边", "Shared boundaries";
        SharedBoundariesSays: "片区之间不许重叠；移动公共顶点，两边一起动", "Zones do not overlap; a common vertex moves in both";
        Snapping: "吸附", "Snapping";
        SnappingSays: "顶点吸附到图层的端点、交点、中点、垂足和边；绘制时按住 Shift 暂停", "Vertices take hold of vertices, crossings, middles, feet and edges; hold Shift to suspend it";
        Identify: "查看属性", "Identify";
        IdentifySays: "单击地图，看该处所有图层的属性", "Click the map to see what every layer says there";
        Rename: "重命名片区", "Rename zone";
        RenameSays: "修改选中片区的名称", "Change the name of the selected zone";
        Issues: "问题清单", "Issues";
        IssuesSays: "列出规则对当前方案的结论", "List what the rules say of the current scheme";
        NextIssue: "下一个问题", "Next issue";
        NextIssueSays: "转到下一个待处理的问题并定位，最严重的在先", "Go to the next open issue, the gravest first";
        PreviousIssue: "上一个问题", "Previous issue";
        PreviousIssueSays: "转到上一个待处理的问题并定位", "Go to the previous open issue";
        FixIssue: "修复问题", "Fix issue";
        FixIssueSays: "对展开的问题执行一键修复，一步可撤销", "Carry out the quick fix of the unfolded issue, one step to undo";
        AnswerIssue: "答复问题…", "Answer issue…";
        AnswerIssueSays: "豁免、登记批准或知悉展开的问题", "Waive or acknowledge the unfolded issue, or record an approval";
        CompareSchemes: "对比方案…", "Compare schemes…";
        CompareSchemesSays: "两个方案的关键指标、土地和结论差异并排", "Key figures, land and verdicts of two schemes side by side";
        CompareRules: "对比规则包…", "Compare rule packs…";
        CompareRulesSays: "同一方案在两个规则包下的结论，差异在前", "The same scheme under two rule packs, differences first";
        EditRules: "编辑本项目规则包", "Edit the project's rule pack";
        EditRulesSays: "在项目文件夹中备好 rules.ron；用文本编辑器修改，保存即生效", "Put rules.ron into the project's folder; edit it as text, saving takes effect at once";
        Contiguity: "连片判定…", "Contiguity…";
        ContiguitySays: "设定隔多远还算连成一片，看连片规模随间隔怎样变化", "Set how far apart fields still lie together, and see how blocks depend on it";
        Simulation: "模拟", "Simulation";
        SimulationSays: "在现有数据上推演：哪些图斑调整后连片最多", "What-ifs on the data: which parcels to change for the largest blocks";
        RunSimulation: "运行模拟", "Run the simulation";
        RunSimulationSays: "按“模拟”页的设置运行；同样的设置得到同样的结果", "Run what is set in the simulation tab; the same settings give the same result";
        PauseSimulation: "暂停或继续模拟", "Pause or resume the simulation";
        PauseSimulationSays: "让正在运行的模拟停在原处，再按一次继续", "Hold the running simulation where it is; again to go on";
        StopSimulation: "停止模拟", "Stop the simulation";
        StopSimulationSays: "停止运行，保留目前最好的方案和上界", "End the run and keep the best plan and bound so far";
        AcceptSimulation: "全部采纳为新方案", "Accept all as a new scheme";
        AcceptSimulationSays: "把模拟结果作为措施写入一个新方案，一步可撤销", "Put what the simulation proposes into a new scheme, one step to undo";
        DiscardSimulation: "放弃模拟结果", "Discard the result";
        DiscardSimulationSays: "清除地图上的模拟结果；方案不受影响", "Clear the simulation's result from the map; no scheme is touched";
        ExportCertificate: "导出证书…", "Export certificate…";
        ExportCertificateSays: "写出问题、方案与证书三个文件，任何人不用本程序也能核验上界", "Write problem, plan and certificate as files: anybody can check the bound without this program";
        ToggleBefore: "整治前 / 整治后", "Before / after";
        ToggleBeforeSays: "地图在模拟前后的连片之间切换", "Show the blocks on the map before and after the simulation";
        LockParcels: "锁定图斑", "Lock parcels";
        LockParcelsSays: "点击或拖过图斑：必须调整、不得调整或一并调整，所有模拟都遵守", "Click or drag over parcels that must change, must not, or change together; every simulation obeys";
        Drawer: "表格与图表", "Tables and charts";
        DrawerSays: "打开或收起地图下方的表格抽屉", "Open or close the drawer below the map";
        ReviewForm: "永基调整审查表", "Review form";
        ReviewFormSays: "《永久基本农田布局调整事项审查情况汇总表》，随图更新", "The county's review form of basic farmland, filled as you draw";
        Structure: "用地结构与转移矩阵", "Land-use structure and transitions";
        StructureSays: "整治前后各地类面积，以及由什么变成什么", "Land classes before and after, and what becomes what";
        Ledgers: "指标台账", "Ledgers";
        LedgersSays: "增减挂钩、占补平衡、进出平衡、林地平衡与拆旧建新配对", "Linkage, compensation, in–out and forest balances, and linkage pairs";
        Indicators: "连片与套合指标", "Block and overlay indicators";
        IndicatorsSays: "连片规模、破碎度、多田套合，整治前后", "Field blocks, fragmentation and field overlay, before and after";
        Charts: "图表", "Charts";
        ChartsSays: "连片规模与台账结余的图表", "Charts of field blocks and of the ledgers' balances";
        Attributes: "属性表", "Attribute table";
        AttributesSays: "片区和措施的属性表：排序、筛选、批量修改、合计", "Zones and measures as a table: sort, filter, edit many, totals";
        Keys: "快捷键", "Keys";
        KeysSays: "列出所有快捷键", "List all keys";
        Messages: "消息记录", "Messages";
        MessagesSays: "查看本次运行以来的消息", "See the messages since the start";
        About: "关于田方", "About Tianfang";
        AboutSays: "版本、许可与数据说明", "Version, licences and notes on data";
        Other: "命令", "Command";
        OtherSays: "由面板或工具发出的命令", "A command of a panel or a tool";
    }
}

impl Command {
    pub fn describe(&self) -> Description {
        use DescribeText as T;
        let (name, sentence) = match self {
            Self::View(ViewCommand::Dialog(dialog)) => match dialog {
                DialogKind::New => (T::New, T::NewSays),
                DialogKind::Open => (T::Open, T::OpenSays),
                DialogKind::Import => (T::Import, T::ImportSays),
                DialogKind::Export => (T::Export, T::ExportSays),
                DialogKind::ExportSheets => (T::ExportSheets, T::ExportSheetsSays),
                DialogKind::RenameProject => (T::RenameProject, T::RenameProjectSays),
                DialogKind::AnswerIssue => (T::AnswerIssue, T::AnswerIssueSays),
                DialogKind::CompareSchemes => (T::CompareSchemes, T::CompareSchemesSays),
                DialogKind::CompareRules => (T::CompareRules, T::CompareRulesSays),
                DialogKind::Certificate => (T::ExportCertificate, T::ExportCertificateSays),
                DialogKind::PickByClass => (T::PickByClass, T::PickByClassSays),
                DialogKind::Contiguity => (T::Contiguity, T::ContiguitySays),
                DialogKind::Keys => (T::Keys, T::KeysSays),
                DialogKind::Messages => (T::Messages, T::MessagesSays),
                DialogKind::About => (T::About, T::AboutSays),
            },
            Self::View(ViewCommand::Tool(tool)) => match tool {
                ToolKind::Select => (T::Select, T::SelectSays),
                ToolKind::DrawZone => (T::Draw, T::DrawSays),
                ToolKind::DrawMeasure => (T::DrawMeasure, T::DrawMeasureSays),
                ToolKind::PaintParcels => (T::PaintParcels, T::PaintParcelsSays),
                ToolKind::PaintZone => (T::PaintZone, T::PaintZoneSays),
                ToolKind::Split => (T::Split, T::SplitSays),
                ToolKind::Reshape => (T::Reshape, T::ReshapeSays),
                ToolKind::LockParcels => (T::LockParcels, T::LockParcelsSays),
                ToolKind::Ruler => (T::Ruler, T::RulerSays),
                ToolKind::Identify => (T::Identify, T::IdentifySays),
            },
            Self::View(ViewCommand::Drawer(tab)) => match tab {
                DrawerTab::Attributes => (T::Attributes, T::AttributesSays),
                DrawerTab::Form => (T::ReviewForm, T::ReviewFormSays),
                DrawerTab::Structure => (T::Structure, T::StructureSays),
                DrawerTab::Ledgers => (T::Ledgers, T::LedgersSays),
                DrawerTab::Indicators => (T::Indicators, T::IndicatorsSays),
                DrawerTab::Charts => (T::Charts, T::ChartsSays),
            },
            Self::View(ViewCommand::Simulation) => (T::Simulation, T::SimulationSays),
            Self::View(ViewCommand::RunSimulation) => (T::RunSimulation, T::RunSimulationSays),
            Self::View(ViewCommand::AcceptSimulation) => (T::AcceptSimulation, T::AcceptSimulationSays),
            Self::View(ViewCommand::ToggleBefore) => (T::ToggleBefore, T::ToggleBeforeSays),
            Self::Simulation(SimulationCommand::Pause) => (T::PauseSimulation, T::PauseSimulationSays),
            Self::Simulation(SimulationCommand::Stop) => (T::StopSimulation, T::StopSimulationSays),
            Self::Simulation(SimulationCommand::Discard) => (T::DiscardSimulation, T::DiscardSimulationSays),
            Self::View(ViewCommand::ToggleDrawer) => (T::Drawer, T::DrawerSays),
            Self::View(ViewCommand::ToggleTracing) => (T::Tracing, T::TracingSays),
            Self::View(ViewCommand::TraceOtherWay) => (T::TraceOtherWay, T::TraceOtherWaySays),
            Self::View(ViewCommand::ToggleSnapping) => (T::Snapping, T::SnappingSays),
            Self::View(ViewCommand::FitAll) => (T::FitAll, T::FitAllSays),
            Self::View(ViewCommand::FitSelection) => (T::FitSelection, T::FitSelectionSays),
            Self::View(ViewCommand::ZoomIn) => (T::ZoomIn, T::ZoomInSays),
            Self::View(ViewCommand::ZoomOut) => (T::ZoomOut, T::ZoomOutSays),
            Self::View(ViewCommand::ToggleLeftPanel) => (T::LeftPanel, T::LeftPanelSays),
            Self::View(ViewCommand::ToggleRightPanel) => (T::RightPanel, T::RightPanelSays),
            Self::View(ViewCommand::ToggleTheme) => (T::Theme, T::ThemeSays),
            Self::View(ViewCommand::ToggleLanguage) => (T::Language, T::LanguageSays),
            Self::View(ViewCommand::ToggleFullScreen) => (T::FullScreen, T::FullScreenSays),
            Self::View(ViewCommand::ToggleFullColours) => (T::FullColours, T::FullColoursSays),
            Self::View(ViewCommand::Paste) => (T::Paste, T::PasteSays),
            Self::View(ViewCommand::CommandLine) => (T::CommandLine, T::CommandLineSays),
            Self::View(ViewCommand::Shape(verb)) => match verb {
                ShapeVerb::SplitArea => (T::SplitArea, T::SplitAreaSays),
                ShapeVerb::Merge => (T::Merge, T::MergeSays),
                ShapeVerb::Offset => (T::Offset, T::OffsetSays),
                ShapeVerb::Rotate => (T::Rotate, T::RotateSays),
                ShapeVerb::Align => (T::Align, T::AlignSays),
                ShapeVerb::Simplify => (T::Simplify, T::SimplifySays),
                ShapeVerb::Copy => (T::Copy, T::CopySays),
            },
            Self::View(ViewCommand::Palette) => (T::Palette, T::PaletteSays),
            Self::View(ViewCommand::RenameSelected) => (T::Rename, T::RenameSays),
            Self::View(ViewCommand::Issues) => (T::Issues, T::IssuesSays),
            Self::View(ViewCommand::NextIssue) => (T::NextIssue, T::NextIssueSays),
            Self::View(ViewCommand::PreviousIssue) => (T::PreviousIssue, T::PreviousIssueSays),
            Self::View(ViewCommand::FixIssue) => (T::FixIssue, T::FixIssueSays),
            Self::Project(ProjectCommand::EditRules) => (T::EditRules, T::EditRulesSays),
            Self::View(ViewCommand::Quit) => (T::Quit, T::QuitSays),
            Self::Project(ProjectCommand::OpenSample) => (T::OpenSample, T::OpenSampleSays),
            Self::Project(ProjectCommand::FreshSample) => (T::FreshSample, T::FreshSampleSays),
            Self::Project(ProjectCommand::Close) => (T::Close, T::CloseSays),
            Self::Edit(EditCommand::Undo) => (T::Undo, T::UndoSays),
            Self::Edit(EditCommand::Redo) => (T::Redo, T::RedoSays),
            Self::Edit(EditCommand::ToggleSharedBoundaries) => (T::SharedBoundaries, T::SharedBoundariesSays),
            Self::Edit(EditCommand::DeleteSelected) => (T::Delete, T::DeleteSays),
            Self::Project(_) | Self::Edit(_) | Self::Simulation(_) | Self::View(_) => (T::Other, T::OtherSays),
        };
        Description { name, sentence }
    }

    /// Whether the name or the sentence, in either language, holds what was typed.
    pub fn matches(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let description = self.describe();
        [description.name, description.sentence]
            .iter()
            .any(|text| text.zh().to_lowercase().contains(&typed) || text.en().to_lowercase().contains(&typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::listed;

    #[test]
    fn every_listed_command_has_a_name_of_its_own() {
        let mut names: Vec<DescribeText> = listed().iter().map(|(_, command)| command.describe().name).collect();
        let all = names.len();
        assert!(!names.contains(&DescribeText::Other));
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_command_is_found_in_either_language() {
        let undo = Command::Edit(EditCommand::Undo);
        assert!(undo.matches("撤") && undo.matches("undo") && !undo.matches("export"));
    }
}
