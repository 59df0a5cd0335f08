//! What a person can ask for, as data: menus, keys, the palette, panels and tools all queue the same [`Command`]s; the window
//! or the session carries them out at the start of the next frame.

mod availability;
mod describe;
mod listed;
mod shape_verb;
mod shortcuts;
mod simulation;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::base::{LayerId, Role};
use crate::checks::FixKind;
use crate::crs::{GaussKruger, SourceCrs};
use crate::design::{
    Answer, ContiguitySetting, Document, FeatureId, LockId, LockKind, MeasureId, MeasureKind, PolicyTool, SchemeId,
    Shape, ZoneId, ZoneKind,
};
use crate::edit::actions::{LayerEdit, LockEdit, MeasureEdit, Reshape, ReviewEdit, ZoneText};
use crate::geometry::Bounds;

pub use availability::{Availability, Situation, WhyNot};
pub use describe::{DescribeText, Description};
pub use listed::{Menu, listed};
pub use shape_verb::{ShapeVerb, quoted_name};
pub use shortcuts::{Key, Shortcut};
pub use simulation::SimulationCommand;

/// Anything that can be asked for.
#[derive(Clone, Debug)]
pub enum Command {
    Project(ProjectCommand),
    Edit(EditCommand),
    Simulation(SimulationCommand),
    View(ViewCommand),
}

/// Opening, importing, exporting: what touches files.
#[derive(Clone, Debug)]
pub enum ProjectCommand {
    New {
        directory: PathBuf,
        plane: GaussKruger,
        name: String,
    },
    Open(PathBuf),
    /// A private copy of the bundled practice township.
    OpenSample,
    /// The practice township as it was at first; the copy that was practised on is kept under another name.
    FreshSample,
    Close,
    ImportBase(ImportRequest),
    ImportZones(ImportRequest),
    /// Measures of one layer; where `layer` is empty, of every table of an export.
    ImportMeasures(ImportRequest),
    ExportGeopackage(PathBuf),
    /// The review form and the plan tables as an Excel workbook.
    ExportSheets(PathBuf),
    /// Makes sure that the project has a rule pack of its own, and says where it is.
    EditRules,
    CancelJob,
}

/// Which layer of which file, and what the file does not say itself.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    pub file: PathBuf,
    pub layer: String,
    pub role: Role,
    /// Overrides what the file declares, or stands in where it declares nothing.
    pub crs: Option<SourceCrs>,
    pub encoding: Option<String>,
    pub repair: bool,
}

/// Changes of the design; each that changes something is one step of the history.
#[derive(Clone, Debug)]
pub enum EditCommand {
    Undo,
    Redo,
    /// Undo or redo until this many steps are done.
    GoToStep(usize),
    /// A line of the command line.
    Line(String),
    /// A list of boundary points, as zones.
    PastePoints(String),
    /// A file with such a list.
    ReadPoints(PathBuf),
    DrawZone(Shape),
    Reshape {
        feature: FeatureId,
        reshape: Reshape,
    },
    /// The first part keeps the zone's name.
    SplitZone {
        zone: ZoneId,
        parts: Vec<Shape>,
    },
    /// Trims the zone so that it avoids the land of a role.
    Trim {
        zone: ZoneId,
        role: Role,
    },
    DeleteZone(ZoneId),
    DrawMeasure {
        kind: MeasureKind,
        shape: Shape,
    },
    /// A zone or a measure over land-use parcels, by layer and number in the layer: whole, or what of them lies within an outline.
    PaintParcels {
        onto: PaintOnto,
        effect: PaintEffect,
        parcels: Vec<(LayerId, usize)>,
        within: Option<Shape>,
    },
    EditMeasure {
        measure: MeasureId,
        edit: MeasureEdit,
    },
    /// A lock over whole land-use parcels, by layer and number in the layer; where the first of them has such a lock already,
    /// they are taken off it.
    LockParcels {
        kind: LockKind,
        parcels: Vec<(LayerId, usize)>,
    },
    DeleteLock(LockId),
    EditLock {
        lock: LockId,
        edit: LockEdit,
    },
    DeleteMeasure(MeasureId),
    /// Gives measures that belong together a pair number of their own.
    PairMeasures(Vec<MeasureId>),
    AnswerVerdict(Answer),
    WithdrawAnswer(String),
    /// A quick fix of a verdict, by its id; without a kind the first that can be carried out.
    FixIssue {
        verdict: String,
        kind: Option<FixKind>,
    },
    /// Words of the review form that no figure says.
    WriteReview(ReviewEdit),
    DeleteSelected,
    /// One edit of many zones or measures, as one step.
    EditMany {
        features: Vec<FeatureId>,
        edit: ManyEdit,
    },
    RenameZone {
        zone: ZoneId,
        name: String,
    },
    SetZoneKind {
        zone: ZoneId,
        kind: ZoneKind,
    },
    SetZoneText {
        zone: ZoneId,
        which: ZoneText,
        text: String,
    },
    Layer {
        layer: LayerId,
        edit: LayerEdit,
    },
    AddScheme {
        name: String,
        copy: bool,
    },
    SwitchScheme(SchemeId),
    /// The scheme at a place of the list, 1 for the first after the base (Ctrl+1 … Ctrl+9).
    SwitchSchemeNumber(usize),
    RenameScheme {
        scheme: SchemeId,
        name: String,
    },
    DeleteScheme(SchemeId),
    RenameProject(String),
    /// What counts as lying together, for all schemes.
    SetContiguity(ContiguitySetting),
    /// Zones do not overlap and common vertices move together, or not.
    ToggleSharedBoundaries,
    /// A gesture in progress: previewed every frame, committed as one step, or cancelled without a trace.
    Gesture(GestureCommand),
    Select(Option<FeatureId>),
}

/// What can be done to many zones or measures at once.
#[derive(Clone, Debug, PartialEq)]
pub enum ManyEdit {
    Delete,
    /// Zones; the first keeps its name and all else.
    Merge,
    ZoneKind(ZoneKind),
    Year(Option<i32>),
    Tool(PolicyTool),
    SubProject(String),
}

/// What parcels are painted onto: one that is there, or a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaintOnto {
    Zone(Option<ZoneId>),
    Measure { kind: MeasureKind, onto: Option<MeasureId> },
}

impl PaintOnto {
    /// The selected zone; the selected measure, if it is of the kind to paint; else a new one.
    pub fn selected(selection: Option<FeatureId>, measure: Option<MeasureKind>, document: &Document) -> Self {
        match (measure, selection) {
            (None, Some(FeatureId::Zone(zone))) => Self::Zone(Some(zone)),
            (None, _) => Self::Zone(None),
            (Some(kind), Some(FeatureId::Measure(id))) => {
                let onto = document.measure(id).filter(|measure| measure.kind == kind).map(|measure| measure.id);
                Self::Measure { kind, onto }
            }
            (Some(kind), _) => Self::Measure { kind, onto: None },
        }
    }

    pub fn is_new(self) -> bool {
        matches!(self, Self::Zone(None) | Self::Measure { onto: None, .. })
    }
}

/// What painting does with parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaintEffect {
    /// Lets them go where the first of them is in already, else takes them in.
    #[default]
    AsFirst,
    TakeIn,
    LetGo,
}

/// How parcels are picked from the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PaintBy {
    #[default]
    Brush,
    Rectangle,
    Lasso,
    Polygon,
}

impl PaintBy {
    pub const ALL: [Self; 4] = [Self::Brush, Self::Rectangle, Self::Lasso, Self::Polygon];

    /// The next one, round and round.
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|by| *by == self).unwrap_or_default();
        Self::ALL[(place + 1) % Self::ALL.len()]
    }
}

/// A drag of a vertex, or of a whole zone or measure.
#[derive(Clone, Debug)]
pub enum GestureCommand {
    Begin(FeatureId),
    /// The shape as it would be if the gesture ended now, always from the shape at its beginning.
    Preview(Reshape),
    Commit,
    Cancel,
}

/// What only the window knows: nothing of it is undone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ViewCommand {
    Tool(ToolKind),
    /// How the paint tools pick parcels.
    PaintBy(PaintBy),
    /// Lines between two places on boundaries follow them, or not.
    ToggleTracing,
    /// The traced line goes round the other side.
    TraceOtherWay,
    ToggleSnapping,
    /// One step out: gesture, draft, tool, selection, in this order.
    Escape,
    FitAll,
    FitSelection,
    ZoomToLayer(LayerId),
    /// The patches of one line of the conflict card.
    ZoomToConflicts {
        zone: ZoneId,
        role: Role,
    },
    /// A place that a figure, a verdict or a table row stands for, metres.
    ZoomTo(Bounds),
    ZoomIn,
    ZoomOut,
    ToggleLeftPanel,
    ToggleRightPanel,
    /// Tables and charts below the map.
    ToggleDrawer,
    /// One page of the drawer: opened, or put away where it is open.
    Drawer(DrawerTab),
    ToggleTheme,
    ToggleLanguage,
    ToggleFullScreen,
    /// Standard land-class colours instead of quiet ones.
    ToggleFullColours,
    Palette,
    /// Edits in words.
    CommandLine,
    /// The command line, with an edit of the selected zone begun.
    Shape(ShapeVerb),
    /// What the clipboard holds, as zones.
    Paste,
    RenameSelected,
    /// The issues come to the front.
    Issues,
    /// Goes to the next open verdict, the gravest first.
    NextIssue,
    PreviousIssue,
    /// The quick fix of the verdict that the issues tab has unfolded.
    FixIssue,
    /// The simulations come to the front.
    Simulation,
    /// Runs what is set in the simulation tab.
    RunSimulation,
    /// Makes a scheme of all that the simulation proposes.
    AcceptSimulation,
    /// The map shows the land with what is proposed, or as it is.
    ToggleBefore,
    Dialog(DialogKind),
    Quit,
}

/// Dialogs that a command opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogKind {
    New,
    Open,
    Import,
    Export,
    /// The review form and the plan tables as a workbook.
    ExportSheets,
    RenameProject,
    /// An answer to the verdict that the issues tab has unfolded.
    AnswerIssue,
    /// One scheme under two rule packs.
    CompareRules,
    /// Two schemes side by side.
    CompareSchemes,
    /// Parcels of some classes, within a zone or everywhere, for painting.
    PickByClass,
    /// What counts as lying together, and how blocks depend on it.
    Contiguity,
    /// Where problem, plan and certificate of the simulation go.
    Certificate,
    Keys,
    About,
    /// Lists past messages.
    Messages,
}

/// Pages of the drawer below the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DrawerTab {
    /// The official review form.
    #[default]
    Form,
    /// Land use before and after, and the transition matrix.
    Structure,
    Ledgers,
    /// Blocks, fragmentation, the overlay book.
    Indicators,
    Charts,
    Attributes,
}

impl DrawerTab {
    pub const ALL: [Self; 6] =
        [Self::Attributes, Self::Form, Self::Structure, Self::Ledgers, Self::Indicators, Self::Charts];
}

/// Tools of the map; exactly one is in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ToolKind {
    #[default]
    Select,
    DrawZone,
    DrawMeasure,
    /// Measures of whole parcels.
    PaintParcels,
    /// Zones of whole parcels.
    PaintZone,
    /// A line that splits the selected zone.
    Split,
    /// A line that redraws part of the selected outline.
    Reshape,
    /// Locks of whole parcels for simulations.
    LockParcels,
    Identify,
    /// Distance, angle and area.
    Ruler,
}
