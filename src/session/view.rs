//! What the window shows, as plain data: remembered between runs, never part of the design.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use super::Highlight;
use crate::base::LayerId;
use crate::command::{DrawerTab, PaintBy, ToolKind};
use crate::design::{LockKind, MeasureKind};
use crate::geometry::Point;
use crate::i18n::{Language, Message};
use crate::theme::GRAB_REACH;

/// Which set of colours and sizes the window uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// State of the window that panels and map share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    pub language: Language,
    pub theme: Theme,
    pub left_panel: bool,
    pub right_panel: bool,
    /// Whether tables and charts are open below the map, which page of them, and how high, points.
    pub drawer_open: bool,
    pub drawer_tab: DrawerTab,
    pub drawer_height: f32,
    /// Zones and measures are on the map; what is selected is there in any case. Both are, whenever the program starts.
    #[serde(skip, default = "shown")]
    pub zones_shown: bool,
    #[serde(skip, default = "shown")]
    pub measures_shown: bool,
    /// Land classes in the standard's own colours instead of quiet ones.
    pub full_colours: bool,
    /// Folder of the last export.
    pub export_folder: Option<PathBuf>,
    #[serde(skip)]
    pub tool: ToolKind,
    /// What the next measure that is drawn or painted will be.
    pub measure_kind: MeasureKind,
    /// How parcels are picked for painting, and whether parcels on the edge are cut there rather than taken whole.
    pub paint_by: PaintBy,
    pub paint_clips: bool,
    /// Painting lets parcels go.
    #[serde(skip)]
    pub paint_lets_go: bool,
    /// Lines between two places on boundaries follow them.
    #[serde(skip)]
    pub tracing: bool,
    pub snap: SnapSetting,
    /// How the split tool divides.
    #[serde(skip)]
    pub split_by: SplitBy,
    /// What the next lock that is painted asks for.
    #[serde(skip)]
    pub lock_kind: LockKind,
    /// What the map and the simulation tab tell each other.
    #[serde(skip)]
    pub simulation: SimulationView,
    /// What the command line begins with when it is opened for a purpose.
    #[serde(skip)]
    pub line_begun: Option<String>,
    /// Where the pointer is on the map, metres.
    #[serde(skip)]
    pub pointer: Option<Point>,
    /// Scale of the map: 5000 for 1:5,000.
    #[serde(skip)]
    pub scale_denominator: f64,
    /// What the tool in hand expects next; the status bar says it.
    #[serde(skip)]
    pub hint: Option<Message>,
    /// The figure, verdict or table cell whose patches are outlined on the map until Escape.
    #[serde(skip)]
    pub highlight: Option<Highlight>,
    /// Those patches as they are now; [`Outliner`](super::Outliner) keeps them so.
    #[serde(skip)]
    pub highlighted: Vec<Arc<MultiPolygon<f64>>>,
    /// What a fix under the pointer or the keyboard would leave of a shape: drawn for this frame only.
    #[serde(skip)]
    pub previewed: Option<Arc<MultiPolygon<f64>>>,
    /// The verdict that the issues tab has unfolded.
    #[serde(skip)]
    pub issue: Option<String>,
    /// Who answered a verdict last: proposed for the next answer.
    pub answering_person: String,
    /// What the identify tool found where it was last clicked.
    #[serde(skip)]
    pub identified: Option<(Point, Vec<IdentifyHit>)>,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            language: Language::Chinese,
            theme: Theme::Light,
            left_panel: true,
            right_panel: true,
            drawer_open: false,
            drawer_tab: DrawerTab::Form,
            drawer_height: 260.0,
            zones_shown: true,
            measures_shown: true,
            full_colours: false,
            export_folder: None,
            tool: ToolKind::Select,
            measure_kind: MeasureKind::Reclaim,
            paint_by: PaintBy::Brush,
            paint_clips: false,
            paint_lets_go: false,
            tracing: false,
            snap: SnapSetting::default(),
            split_by: SplitBy::Line,
            lock_kind: LockKind::Must,
            simulation: SimulationView::default(),
            line_begun: None,
            pointer: None,
            scale_denominator: 10_000.0,
            hint: None,
            highlight: None,
            highlighted: Vec::new(),
            previewed: None,
            issue: None,
            answering_person: String::new(),
            identified: None,
        }
    }
}

/// How a zone is split by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum SplitBy {
    /// By a line that is drawn.
    #[default]
    Line,
    /// So many mu, cut off on the side of the pointer.
    Mu(f64),
    /// A share of the zone, percent, cut off on the side of the pointer.
    Percent(f64),
}

/// What vertices take hold of, and from how far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SnapSetting {
    pub on: bool,
    /// Points of the screen.
    pub reach: f32,
    /// Zones and measures hold vertices too.
    pub design: bool,
    /// Layers that are shown and yet hold nothing; of the project that is open.
    #[serde(skip)]
    pub skipped: BTreeSet<LayerId>,
}

impl SnapSetting {
    /// Points of the screen that the reach may have.
    pub const REACHES: std::ops::RangeInclusive<f32> = 3.0..=30.0;
}

impl Default for SnapSetting {
    fn default() -> Self {
        Self { on: true, reach: GRAB_REACH, design: true, skipped: BTreeSet::new() }
    }
}

fn shown() -> bool {
    true
}

/// The simulation tab and the map, side by side. Changes are named by their places in the proposal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SimulationView {
    /// The tab is in front: the map shows what is proposed.
    pub shown: bool,
    /// The map shows the blocks as they are without the changes.
    pub before: bool,
    /// The change under the pointer, on the map and in the list; each of the two looks at the other's.
    pub hovered_on_map: Option<usize>,
    pub hovered_in_list: Option<usize>,
    /// Changes that are marked to be accepted or rejected.
    pub marked: BTreeSet<usize>,
    /// The parcel that was clicked on the map.
    pub asked: Option<usize>,
    /// Parcels pointed at in a list beside it: partners, sides of a pair.
    pub pointed: Vec<usize>,
}

/// A base feature under a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentifyHit {
    pub layer: LayerId,
    pub feature: usize,
}
