//! What the map says.

use crate::i18n::texts;

texts! {
    CanvasText {
        Map: "地图", "Map";
        SelectHint: "点击选中片区或措施；拖动空白处平移，滚轮缩放", "Click a zone or measure to select it; drag the map to pan, wheel to zoom";
        SelectedHint: "拖动方点移动顶点，拖动圆点插入顶点，在内部拖动可整体移动，Ctrl 拖动旋转；右键更多",
            "Drag a square to move a vertex, a round point to insert one, inside to move it, with Ctrl to turn it; right click for more";
        VertexHint: "拖动移动这个顶点，Del 删除；Shift 不吸附", "Drag to move this vertex, Del deletes it; Shift does not snap";
        DraggingVertex: "拖动顶点：松开提交，Esc 取消，Shift 不吸附", "Moving a vertex: release to commit, Esc cancels, Shift does not snap";
        DraggingZone: "整体移动：松开提交，Esc 取消", "Moving: release to commit, Esc cancels";
        Panning: "平移地图", "Panning the map";
        DrawFirst: "点击放置第一个顶点", "Click to place the first vertex";
        DrawMore: "点击放置顶点，Backspace 撤回一点，Esc 取消", "Click to place vertices, Backspace takes one back, Esc cancels";
        DrawCanFinish: "点击放置顶点，Enter 或双击完成，Backspace 撤回一点", "Click to place vertices, Enter or double click finishes, Backspace takes one back";
        DrawEscAgain: "已画 {0} 个顶点。再按一次 Esc 放弃，或继续画", "{0} vertices are drawn. Press Esc again to give them up, or go on";
        DrawTooFew: "至少要 3 个顶点才能完成", "A zone needs at least 3 vertices";
        DrawCrossing: "边界自相交（已用红色标出），不能完成。按 Backspace 撤回到交叉之前", "The boundary crosses itself (in red) and can't be finished. Press Backspace to go back before the crossing";
        DrawFlat: "顶点都在一条直线上，围不出面积。再放一个顶点", "The vertices lie on one line and enclose nothing. Place another vertex";
        SplitNothing: "先选中要分割的片区，再画分割线", "Select the zone to split first, then draw the line";
        SplitFirst: "画一条穿过片区的线：从边界外点起，到边界外为止", "Draw a line across the zone, from outside to outside";
        SplitAreaHint: "移动指针选哪一侧，单击分出；面积在左上角设定", "Move to the side to cut off, click to split; the area is set at the top left";
        Turned: "旋转 {0}°", "Turned {0}°";
        Turning: "旋转：松开提交，Esc 取消，Shift 每 15° 一档", "Turning: release to commit, Esc cancels, Shift turns by 15°";
        ReshapeNothing: "先选中要重画边界的片区或措施", "Select the zone or measure to redraw first";
        ReshapeFirst: "重画一段边界：从边界上画起，画回到边界；在里面画一圈则挖孔", "From the outline back to the outline redraws that part; a ring within cuts a hole";
        ReshapeMissed: "这条线没有两次碰到同一条边界（已圈出）：从边界画起、画回到边界；要挖孔就点回起点", "The line does not meet one outline twice (circled): start and end it on the outline, or end on its first point to cut a hole";
        LineMore: "点击加点，Enter 或双击完成，Backspace 撤回一点，Esc 取消", "Click to add points, Enter or double click finishes, Backspace takes one back, Esc cancels";
        SplitAreas: "分成 {0}", "Parts of {0}";
        ReshapeArea: "改后 {0}", "Then {0}";
        DrawingMeasure: "{0}：{1}", "{0}: {1}";
        PaintsZone: "片区", "zone";
        PaintNew: "新的{0}：{1}", "A new {0}: {1}";
        PaintOnto: "划入所选（{0}）：{1}。Enter 结束，之后另起一个", "Onto the selected {0}: {1}. Enter ends, the next begins another";
        PaintBrush: "点击或按住拖过图斑划入，再来一次划出；Shift 只划出", "click or drag across parcels to take them in, again to let them go; Shift lets go";
        PaintRectangle: "拖出方框，内点在框里的图斑划入；Shift 划出", "drag a box: parcels with their interior point inside are taken in; Shift lets go";
        PaintLasso: "按住画圈，内点在圈里的图斑划入；Shift 划出", "drag around parcels: those with their interior point inside are taken in; Shift lets go";
        PaintPolygon: "逐点圈画，Enter 完成，内点在圈里的图斑划入；按住 Shift 完成则划出", "click an outline, Enter finishes: parcels with their interior point inside are taken in; with Shift they are let go";
        PaintCount: "{0} 个图斑", "{0:parcel|parcels}";
        PaintAtRelease: "图斑较多，松开后计算", "Many parcels: counted on release";
        PaintNoParcels: "没有地类图斑图层，不能按图斑涂选。先导入地类图斑，或改用绘制", "There is no layer of land-use parcels to paint. Import one, or draw the measure";
        LockHint: "锁定（{0}）：点击图斑或按住拖过多块；再点一次解除", "Lock ({0}): click a parcel or drag across several; again to let go";
        LockTogether: "锁定（{0}）：逐块点击要一并调整的图斑，Enter 完成；或按住拖过", "Lock ({0}): click the parcels that belong together, Enter finishes; or drag across them";
        LockGathered: "锁定（{0}）：已选 {1} 块，Enter 完成，Esc 放弃", "Lock ({0}): {1} parcels so far, Enter finishes, Esc gives up";
        Locked: "锁定 {0}：{1}", "Lock {0}: {1}";
        ProposalHint: "悬停看变化的理由；点击任一图斑，右侧说明它为什么变、为什么不变", "Point at a change for its reason; click any parcel to read on the right why it changes or why not";
        ReadOnly: "项目以只读方式打开，不能修改", "The project is open read-only and can't be changed";
        IdentifyHint: "点击地图，列出该处各图层的要素", "Click the map to list what every layer has there";
        SnapVertex: "吸附：{0} 端点", "Snapped to a vertex of {0}";
        SnapCrossing: "吸附：{0} 的交点", "Snapped to a crossing of {0}";
        SnapMiddle: "吸附：{0} 边的中点", "Snapped to the middle of an edge of {0}";
        SnapFoot: "吸附：{0} 边的垂足", "Snapped at right angles to an edge of {0}";
        SnapEdge: "吸附：{0} 边", "Snapped to an edge of {0}";
        TraceShortest: "描迹：沿边界 {0} 点，O 换另一边", "Tracing {0} points, O goes the other way round";
        TraceOther: "描迹：绕另一边 {0} 点，O 换回来", "Tracing the other way, {0} points, O goes back";
        TraceSearching: "描迹：正在找路", "Tracing: looking for the way";
        TraceNone: "描迹：两点之间没有相连的边界，按直线", "Tracing: no boundary joins these places, a straight line instead";
        RulerFirst: "量测：点击第一点", "Ruler: click the first point";
        RulerMore: "量测：继续点击，Enter 或双击结束，Backspace 撤回一点", "Ruler: click on, Enter or double click ends, Backspace takes one back";
        RulerEnded: "{0}。点击另量，Esc 清除", "{0}. Click to measure again, Esc clears";
        RulerAngle: "夹角 {0}°", "Angle {0}°";
        RulerLength: "全长 {0}", "Length {0}";
        EdgeLine: "边长 {0} • 方位 {1}°", "Edge {0} • bearing {1}°";
        AreaLine: "面积 {0} • {1}", "Area {0} • {1}";
        Covers: "压占{0} {1}", "Covers {0}: {1}";
        MovedLine: "移动 {0} • 方位 {1}°", "Moved {0} • bearing {1}°";
        PairBalance: "配对 {0}：拆旧减建新 {1} 亩", "Pair {0}: given back less built {1} mu";
        MenuDeleteVertex: "删除顶点", "Delete vertex";
        MenuInsertVertex: "在此插入顶点", "Insert a vertex here";
        MenuFit: "缩放到所选", "Zoom to the selection";
        MenuRename: "改名…", "Rename…";
        MenuDeleteZone: "删除片区", "Delete zone";
        MenuSelect: "选中“{0}”", "Select \"{0}\"";
        MenuDeleteMeasure: "删除措施", "Delete measure";
        MenuDrawMeasure: "画整治措施", "Draw a measure";
        MenuDrawZone: "画片区", "Draw a zone";
        MenuIdentify: "查看此处要素", "What is here";
        MenuFitAll: "显示全部", "Show everything";
        MenuFinish: "完成", "Finish";
        MenuTakeBack: "撤回一点", "Take one vertex back";
        MenuGiveUp: "放弃", "Give up";
    }
}
