//! The commands, and how each is written.

use crate::base::Role;
use crate::design::ZoneKind;
use crate::edit::actions::ZoneText;
use crate::geometry::Point;

/// One line, understood. Zones go by their names.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptCommand {
    Zone {
        name: String,
        ring: Vec<Point>,
    },
    Hole {
        name: String,
        ring: Vec<Point>,
    },
    FillHole {
        name: String,
    },
    Split {
        name: String,
        line: Vec<Point>,
    },
    SplitArea {
        name: String,
        area_m2: f64,
        bearing: f64,
    },
    /// The first keeps its name.
    Merge {
        names: Vec<String>,
    },
    Reshape {
        name: String,
        line: Vec<Point>,
    },
    Break {
        name: String,
        from: Point,
        to: Point,
    },
    /// Vertices are counted from 1, over all rings in their order.
    Vertex {
        name: String,
        index: usize,
        to: Point,
    },
    /// After the vertex.
    Insert {
        name: String,
        index: usize,
        at: Point,
    },
    Remove {
        name: String,
        index: usize,
    },
    Move {
        name: String,
        by: Point,
    },
    /// Clockwise, degrees.
    Rotate {
        name: String,
        degrees: f64,
    },
    Offset {
        name: String,
        metres: f64,
    },
    Align {
        name: String,
        metres: f64,
    },
    Simplify {
        name: String,
        metres: f64,
    },
    Clip {
        name: String,
        side: Side,
        role: Role,
    },
    Paint {
        name: String,
        role: Role,
        numbers: Vec<String>,
    },
    Unpaint {
        name: String,
        role: Role,
        numbers: Vec<String>,
    },
    Copy {
        name: String,
        to: String,
    },
    Rename {
        name: String,
        to: String,
    },
    Delete {
        name: String,
    },
    SetText {
        name: String,
        which: ZoneText,
        text: String,
    },
    SetKind {
        name: String,
        kind: ZoneKind,
    },
    Undo {
        steps: usize,
    },
    Redo {
        steps: usize,
    },
    Area {
        name: String,
    },
    Conflicts {
        name: String,
    },
}

impl ScriptCommand {
    /// The zone that is there to be looked at afterwards.
    pub fn zone(&self) -> Option<&str> {
        match self {
            Self::Copy { to, .. } | Self::Rename { to, .. } => Some(to),
            Self::Merge { names } => names.first().map(String::as_str),
            Self::Delete { .. } | Self::Undo { .. } | Self::Redo { .. } => None,
            Self::Zone { name, .. }
            | Self::Hole { name, .. }
            | Self::FillHole { name }
            | Self::Split { name, .. }
            | Self::SplitArea { name, .. }
            | Self::Reshape { name, .. }
            | Self::Break { name, .. }
            | Self::Vertex { name, .. }
            | Self::Insert { name, .. }
            | Self::Remove { name, .. }
            | Self::Move { name, .. }
            | Self::Rotate { name, .. }
            | Self::Offset { name, .. }
            | Self::Align { name, .. }
            | Self::Simplify { name, .. }
            | Self::Clip { name, .. }
            | Self::Paint { name, .. }
            | Self::Unpaint { name, .. }
            | Self::SetText { name, .. }
            | Self::SetKind { name, .. }
            | Self::Area { name }
            | Self::Conflicts { name } => Some(name),
        }
    }
}

/// Which side of a role's land stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Inside,
    Outside,
}

/// How a command is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    pub word: &'static str,
    /// What CAD programs call it.
    pub short: &'static str,
    pub usage: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

macro_rules! syntax {
    ($($word:literal, $short:literal, $usage:literal, $zh:literal, $en:literal;)*) => {
        /// Every command, in the order in which they are listed to people.
        pub const SYNTAX: &[Syntax] = &[$(Syntax { word: $word, short: $short, usage: $usage, zh: $zh, en: $en }),*];
    };
}

syntax! {
    "zone", "pl", "zone NAME x,y x,y x,y …", "画片区", "draw a zone";
    "hole", "wk", "hole NAME x,y x,y x,y …", "挖孔", "cut a hole";
    "fill-hole", "tk", "fill-hole NAME", "填补全部孔洞", "fill all holes";
    "split", "fg", "split NAME x,y x,y …", "用线分割", "split by a line";
    "split-area", "fgmj", "split-area NAME 120mu 35deg", "分出指定面积，分割线取该方位角", "cut off an area along a bearing";
    "merge", "hb", "merge NAME NAME …", "合并，保留第一个名称", "merge; the first name stays";
    "reshape", "xj", "reshape NAME x,y x,y …", "用线重画一段边界", "redraw part of the outline";
    "break", "br", "break NAME x,y x,y", "截断两点之间的边界", "outline straight between two points";
    "vertex", "v", "vertex NAME INDEX x,y", "移动顶点（从 1 数起）", "move a vertex, counted from 1";
    "insert", "i", "insert NAME INDEX x,y", "在该顶点之后插入", "insert after a vertex";
    "remove", "r", "remove NAME INDEX", "删除顶点", "remove a vertex";
    "move", "m", "move NAME @dx,dy", "平移", "move";
    "rotate", "ro", "rotate NAME 30deg", "绕内点顺时针旋转", "turn clockwise about the interior point";
    "offset", "o", "offset NAME 5m", "平行偏移，负数向内", "offset the outline, inward where negative";
    "align", "dq", "align NAME 5m", "与邻区对齐：补窄缝、去重叠", "close narrow gaps to the zones beside, give overlaps up";
    "simplify", "jh", "simplify NAME 0.5m", "简化边界", "thin the outline out";
    "clip", "cj", "clip NAME inside|outside ROLE", "留下某类图层以内或以外的部分", "keep what lies inside or outside a role";
    "trim", "tr", "trim NAME ROLE", "裁去某类图层的部分", "trim a role off";
    "paint", "tx", "paint NAME ROLE BSM,BSM,…", "并入整块图斑", "take in whole features";
    "unpaint", "qx", "unpaint NAME ROLE BSM,BSM,…", "移出整块图斑", "take out whole features";
    "copy", "co", "copy NAME NEW", "复制", "copy";
    "rename", "ren", "rename NAME NEW", "改名", "rename";
    "delete", "e", "delete NAME", "删除", "delete";
    "set", "sx", "set NAME goal|note|kind VALUE", "填写整治目标、备注，或设为 region、unit", "set goal, note, or kind (region, unit)";
    "undo", "u", "undo [N]", "撤销", "undo";
    "redo", "re", "redo [N]", "重做", "redo";
    "area", "mj", "area NAME", "面积", "area";
    "conflicts", "ct", "conflicts NAME", "冲突", "conflicts";
}

impl Syntax {
    /// The command that a first word means, whatever its case.
    pub fn find(word: &str) -> Option<&'static Self> {
        SYNTAX.iter().find(|syntax| syntax.word.eq_ignore_ascii_case(word) || syntax.short.eq_ignore_ascii_case(word))
    }
}
