//! The cells of the review form: each with its words, its formula, its figure and the pieces it is made of, so that a click on
//! a cell opens both.

use super::{FormPiece, FormSide, ReviewForm};
use crate::base::LandGroup;
use crate::i18n::{Message, Text, texts};
use crate::land::{Direction, GradeSystem};
use crate::units::{hectares_from_m2, mu_from_m2};

/// A cell of one half of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SideCell {
    /// 总面积, ha
    Area,
    /// 平均质量等别
    Grade,
    /// 图斑数目
    Patches,
    /// 平均单个图斑面积, mu
    MeanPatch,
    /// 耕地面积, ha
    Farmland,
    Paddy,
    Irrigated,
    Dry,
    /// 非耕地面积, ha
    NotFarmland,
    OtherAgricultural,
    Construction,
    Unused,
    SlopeTo15,
    Slope15To25,
    SlopeAbove25,
    SlopeUnknown,
    BandTo5,
    Band5To10,
    Band10To20,
    BandAbove20,
    /// 已建高标准农田, ha
    HighStandard,
    /// 耕地提质改造, ha; asked of land moved in.
    Upgraded,
    /// 整治新增耕地, ha; asked of land moved in.
    NewFarmland,
}

/// A cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormCell {
    /// 整治区域原永久基本农田面积, ha
    RegionBasicFarmland,
    /// 调出比例, %
    OutShare,
    Side(Direction, SideCell),
    /// 增加面积, mu
    QuantityGain,
    /// 增加比例, %
    NewShare,
    /// 平均提升等别
    QualityGain,
    /// 平均单个图斑面积增加, mu
    MeanPatchGain,
    /// 集中连片度提升, %
    Concentration,
}

texts! {
    CellText {
        RegionBasicFarmland: "整治区域原永久基本农田面积（公顷）", "Basic farmland of the region before (ha)";
        RegionBasicFarmlandFormula: "Σ 整治区域内永久基本农田图斑面积（净面积；无净面积字段时为椭球面积）",
            "Σ basic farmland patches inside the region (net; ellipsoidal where the layer has no net area)";
        OutShare: "调出面积比例（%）", "Share moved out (%)";
        OutShareFormula: "整治区域内的调出面积 ÷ 整治区域原永久基本农田面积", "area moved out inside the region ÷ basic farmland of the region before";
        QuantityGain: "增加面积（亩）", "Quantity gained (mu)";
        QuantityGainFormula: "调入总面积 − 调出总面积", "area moved in − area moved out";
        NewShare: "增加比例（%）", "Gain (%)";
        NewShareFormula: "(调入总面积 − 调出总面积) ÷ 调出总面积", "(area in − area out) ÷ area out";
        QualityGain: "平均提升等别", "Grades gained";
        QualityGainFormula: "调出平均质量等别 − 调入平均质量等别（等别数小者优）", "mean grade out − mean grade in (a smaller grade is better)";
        QualityGainFormulaLarger: "调入平均质量等别 − 调出平均质量等别（分值大者优）", "mean grade in − mean grade out (a larger score is better)";
        MeanPatchGain: "平均单个图斑面积增加（亩）", "Mean patch gained (mu)";
        MeanPatchGainFormula: "调入平均单个图斑面积 − 调出平均单个图斑面积", "mean patch in − mean patch out";
        Concentration: "集中连片度提升（%）", "Concentration gained (%)";
        ConcentrationFormula: "(调入平均单个图斑面积 − 调出平均单个图斑面积) ÷ 调出平均单个图斑面积", "(mean patch in − mean patch out) ÷ mean patch out";
        Out: "调出：{0}", "Out: {0}";
        In: "调入：{0}", "In: {0}";
        Area: "总面积（公顷）", "area (ha)";
        Grade: "平均质量等别", "mean grade";
        GradeFormula: "Σ(图斑面积 × 质量等别) ÷ Σ图斑面积，不计等别未知的图斑", "Σ(patch area × grade) ÷ Σ patch area, patches of unknown grade left out";
        GradeInFormula: "Σ(图斑面积 × 整治后质量等别) ÷ Σ图斑面积，不计等别未知的图斑", "Σ(patch area × grade after consolidation) ÷ Σ patch area, patches of unknown grade left out";
        Patches: "图斑数目", "patches";
        PatchesFormula: "整治前后叠加所得图斑的个数，不融合", "number of pieces of the fold, never dissolved";
        MeanPatch: "平均单个图斑面积（亩）", "mean patch (mu)";
        MeanPatchFormula: "总面积 ÷ 图斑数目", "area ÷ patches";
        Farmland: "耕地面积（公顷）", "farmland (ha)";
        FarmlandFormula: "水田 + 水浇地 + 旱地", "paddy + irrigated + dry land";
        Paddy: "水田（公顷）", "paddy (ha)";
        Irrigated: "水浇地（公顷）", "irrigated land (ha)";
        Dry: "旱地（公顷）", "dry land (ha)";
        NotFarmland: "非耕地面积（公顷）", "not farmland (ha)";
        NotFarmlandFormula: "非耕农用地 + 建设用地 + 未利用地", "other agricultural + construction + unused";
        OtherAgricultural: "非耕农用地（公顷）", "other agricultural land (ha)";
        Construction: "建设用地（公顷）", "construction land (ha)";
        Unused: "未利用地（公顷）", "unused land (ha)";
        SlopeTo15: "坡度 ≤15°（公顷）", "slope ≤15° (ha)";
        Slope15To25: "坡度 15°–25°（公顷）", "slope 15°–25° (ha)";
        SlopeAbove25: "坡度 25°以上（公顷）", "slope above 25° (ha)";
        SlopeUnknown: "坡度未知（公顷）", "slope unknown (ha)";
        BandTo5: "连片 ≤5 亩（公顷）", "contiguous ≤5 mu (ha)";
        Band5To10: "连片 5–10 亩（公顷）", "contiguous 5–10 mu (ha)";
        Band10To20: "连片 10–20 亩（公顷）", "contiguous 10–20 mu (ha)";
        BandAbove20: "连片 20 亩以上（公顷）", "contiguous above 20 mu (ha)";
        HighStandard: "已建高标准农田（公顷）", "built high-standard farmland (ha)";
        Upgraded: "耕地提质改造（公顷）", "farmland upgraded (ha)";
        NewFarmland: "土地综合整治新增耕地（公顷）", "new farmland by consolidation (ha)";
        SumOfPatches: "Σ 图斑面积，计入：{0}", "Σ patch area of: {0}";
        BandFormula: "Σ 图斑面积，所在连片地块（调出按整治前，调入按整治后）属该档者；上限含、下限不含",
            "Σ patch area whose block (before for out, after for in) is in the band; upper limit included, lower not";
    }
}

const SIDE_CELLS: [SideCell; 23] = [
    SideCell::Area,
    SideCell::Grade,
    SideCell::Patches,
    SideCell::MeanPatch,
    SideCell::Farmland,
    SideCell::Paddy,
    SideCell::Irrigated,
    SideCell::Dry,
    SideCell::NotFarmland,
    SideCell::OtherAgricultural,
    SideCell::Construction,
    SideCell::Unused,
    SideCell::SlopeTo15,
    SideCell::Slope15To25,
    SideCell::SlopeAbove25,
    SideCell::SlopeUnknown,
    SideCell::BandTo5,
    SideCell::Band5To10,
    SideCell::Band10To20,
    SideCell::BandAbove20,
    SideCell::HighStandard,
    SideCell::Upgraded,
    SideCell::NewFarmland,
];

impl SideCell {
    /// The cells of one half, in the order of the form. The last two are asked of land moved in alone.
    pub fn of(direction: Direction) -> &'static [Self] {
        match direction {
            Direction::Out => &SIDE_CELLS[..21],
            Direction::In => &SIDE_CELLS,
        }
    }

    fn text(self) -> CellText {
        match self {
            Self::Area => CellText::Area,
            Self::Grade => CellText::Grade,
            Self::Patches => CellText::Patches,
            Self::MeanPatch => CellText::MeanPatch,
            Self::Farmland => CellText::Farmland,
            Self::Paddy => CellText::Paddy,
            Self::Irrigated => CellText::Irrigated,
            Self::Dry => CellText::Dry,
            Self::NotFarmland => CellText::NotFarmland,
            Self::OtherAgricultural => CellText::OtherAgricultural,
            Self::Construction => CellText::Construction,
            Self::Unused => CellText::Unused,
            Self::SlopeTo15 => CellText::SlopeTo15,
            Self::Slope15To25 => CellText::Slope15To25,
            Self::SlopeAbove25 => CellText::SlopeAbove25,
            Self::SlopeUnknown => CellText::SlopeUnknown,
            Self::BandTo5 => CellText::BandTo5,
            Self::Band5To10 => CellText::Band5To10,
            Self::Band10To20 => CellText::Band10To20,
            Self::BandAbove20 => CellText::BandAbove20,
            Self::HighStandard => CellText::HighStandard,
            Self::Upgraded => CellText::Upgraded,
            Self::NewFarmland => CellText::NewFarmland,
        }
    }

    fn formula(self, direction: Direction) -> Message {
        match self {
            Self::Grade if direction == Direction::In => CellText::GradeInFormula.plain(),
            Self::Grade => CellText::GradeFormula.plain(),
            Self::Patches => CellText::PatchesFormula.plain(),
            Self::MeanPatch => CellText::MeanPatchFormula.plain(),
            Self::Farmland => CellText::FarmlandFormula.plain(),
            Self::NotFarmland => CellText::NotFarmlandFormula.plain(),
            Self::BandTo5 | Self::Band5To10 | Self::Band10To20 | Self::BandAbove20 => CellText::BandFormula.plain(),
            _ => CellText::SumOfPatches.with([self.text().plain().into()]),
        }
    }

    fn value(self, side: &FormSide) -> Option<f64> {
        let classes = &side.classes;
        let area_m2 = match self {
            Self::Grade => return side.grade,
            Self::Patches => return Some(side.patches as f64),
            Self::MeanPatch => return side.mean_patch_m2().map(mu_from_m2),
            Self::Area => side.area_m2,
            Self::Farmland => classes.farmland(),
            Self::Paddy => classes.paddy,
            Self::Irrigated => classes.irrigated,
            Self::Dry => classes.dry,
            Self::NotFarmland => classes.other(),
            Self::OtherAgricultural => classes.other_agricultural,
            Self::Construction => classes.construction,
            Self::Unused => classes.unused,
            Self::SlopeTo15 => side.slopes_m2[0],
            Self::Slope15To25 => side.slopes_m2[1],
            Self::SlopeAbove25 => side.slopes_m2[2],
            Self::SlopeUnknown => side.slope_unknown_m2,
            Self::BandTo5 => side.bands_m2[0],
            Self::Band5To10 => side.bands_m2[1],
            Self::Band10To20 => side.bands_m2[2],
            Self::BandAbove20 => side.bands_m2[3],
            Self::HighStandard => side.high_standard_m2,
            Self::Upgraded => side.upgraded_m2,
            Self::NewFarmland => side.new_farmland_m2,
        };
        Some(hectares_from_m2(area_m2))
    }

    /// Whether a piece is part of the cell's figure.
    fn counts(self, form_piece: &FormPiece) -> bool {
        let piece = &form_piece.piece;
        let class = piece.class_before.as_ref();
        let is_class = |code: &str| class.starts_with(code);
        let column = || piece.slope.map(|level| level.form_column());
        match self {
            Self::Area | Self::Patches | Self::MeanPatch => true,
            Self::Grade => piece.grade.is_some(),
            Self::Farmland => group_of(class) == Group::Farmland,
            Self::Paddy => is_class("0101"),
            Self::Irrigated => is_class("0102"),
            Self::Dry => is_class("0103"),
            Self::NotFarmland => group_of(class) != Group::Farmland,
            Self::OtherAgricultural => group_of(class) == Group::OtherAgricultural,
            Self::Construction => group_of(class) == Group::Construction,
            Self::Unused => group_of(class) == Group::Unused,
            Self::SlopeTo15 => column() == Some(0),
            Self::Slope15To25 => column() == Some(1),
            Self::SlopeAbove25 => column() == Some(2),
            Self::SlopeUnknown => column().is_none(),
            Self::BandTo5 => form_piece.band == 0,
            Self::Band5To10 => form_piece.band == 1,
            Self::Band10To20 => form_piece.band == 2,
            Self::BandAbove20 => form_piece.band == 3,
            Self::HighStandard => piece.high_standard_m2 > 0.0,
            Self::Upgraded => form_piece.is_upgraded,
            Self::NewFarmland => form_piece.is_new_farmland,
        }
    }
}

impl FormCell {
    /// Every cell, in the order of the form.
    pub fn all() -> impl Iterator<Item = Self> {
        let half = |direction| SideCell::of(direction).iter().map(move |&cell| Self::Side(direction, cell));
        [Self::RegionBasicFarmland, Self::OutShare]
            .into_iter()
            .chain(half(Direction::Out))
            .chain(half(Direction::In))
            .chain([Self::QuantityGain, Self::NewShare, Self::QualityGain, Self::MeanPatchGain, Self::Concentration])
    }

    /// The words beside the cell, with its unit.
    pub fn title(self) -> Message {
        match self {
            Self::RegionBasicFarmland => CellText::RegionBasicFarmland.plain(),
            Self::OutShare => CellText::OutShare.plain(),
            Self::Side(Direction::Out, cell) => CellText::Out.with([cell.text().plain().into()]),
            Self::Side(Direction::In, cell) => CellText::In.with([cell.text().plain().into()]),
            Self::QuantityGain => CellText::QuantityGain.plain(),
            Self::NewShare => CellText::NewShare.plain(),
            Self::QualityGain => CellText::QualityGain.plain(),
            Self::MeanPatchGain => CellText::MeanPatchGain.plain(),
            Self::Concentration => CellText::Concentration.plain(),
        }
    }
}

impl ReviewForm {
    /// How a cell's figure comes about.
    pub fn formula(&self, cell: FormCell) -> Message {
        match cell {
            FormCell::RegionBasicFarmland => CellText::RegionBasicFarmlandFormula.plain(),
            FormCell::OutShare => CellText::OutShareFormula.plain(),
            FormCell::Side(direction, cell) => cell.formula(direction),
            FormCell::QuantityGain => CellText::QuantityGainFormula.plain(),
            FormCell::NewShare => CellText::NewShareFormula.plain(),
            FormCell::QualityGain => match self.grade_system {
                GradeSystem::SmallerIsBetter => CellText::QualityGainFormula.plain(),
                GradeSystem::LargerIsBetter => CellText::QualityGainFormulaLarger.plain(),
            },
            FormCell::MeanPatchGain => CellText::MeanPatchGainFormula.plain(),
            FormCell::Concentration => CellText::ConcentrationFormula.plain(),
        }
    }

    /// A cell's figure in the unit of its title; `None` where a divisor or a layer is missing.
    pub fn value(&self, cell: FormCell) -> Option<f64> {
        let percent = |share: f64| share * 100.0;
        match cell {
            FormCell::RegionBasicFarmland => self.region_basic_farmland_m2.map(hectares_from_m2),
            FormCell::OutShare => self.out_share().map(percent),
            FormCell::Side(direction, cell) => cell.value(self.side(direction)),
            FormCell::QuantityGain => Some(mu_from_m2(self.gain_m2())),
            FormCell::NewShare => self.new_share().map(percent),
            FormCell::QualityGain => self.quality_gain(),
            FormCell::MeanPatchGain => self.mean_patch_gain_m2().map(mu_from_m2),
            FormCell::Concentration => self.concentration().map(percent),
        }
    }

    /// The patches a cell's figure is made of: for a result line those of both halves; none for the region, whose patches are
    /// those of the layer.
    pub fn pieces(&self, cell: FormCell) -> Vec<&FormPiece> {
        match cell {
            FormCell::RegionBasicFarmland => Vec::new(),
            FormCell::OutShare => self.out.pieces().iter().filter(|piece| piece.inside_m2 > 0.0).collect(),
            FormCell::Side(direction, cell) => {
                self.side(direction).pieces().iter().filter(|piece| cell.counts(piece)).collect()
            }
            _ => self.out.pieces().iter().chain(self.moved_in.pieces()).collect(),
        }
    }
}

#[derive(PartialEq, Eq)]
enum Group {
    Farmland,
    OtherAgricultural,
    Construction,
    Unused,
}

fn group_of(class: &str) -> Group {
    let known = crate::base::land_class(class);
    match known.map(|class| class.group) {
        Some(LandGroup::Agricultural) if known.is_some_and(|class| class.is_cultivated()) => Group::Farmland,
        Some(LandGroup::Agricultural) => Group::OtherAgricultural,
        Some(LandGroup::Construction) => Group::Construction,
        Some(LandGroup::Unused) | None => Group::Unused,
    }
}
