//! The official form 《全域土地综合整治所涉永久基本农田布局调整事项审查情况汇总表》: every figure of it, from the pieces of the fold.
//!
//! 调出比例 = out, as far as it lies in the region, ÷ basic farmland of the region before; 新增永基比例 = (in − out) ÷ out; 平均单个图斑面积 = area ÷ patches;
//! 集中连片度 = (mean patch in − mean patch out) ÷ mean patch out. Bands (0,5], (5,10], (10,20], (20,∞) mu; slopes ≤15°, (15°,25°]
//! and above. A patch is one piece of the fold, never dissolved. It takes the band of the block it lies in (before for out, after
//! for in), or of its own connected land, so bands sum to the total. A quotient without a divisor is unknown, never 0.

use super::band_of_mu;
use super::baseline::{WeightedMean, is_farmland};
use super::connected::connected_area_m2;
use crate::design::MeasureKind;
use crate::geometry::overlay::Clipper;
use crate::land::{AreaBasis, BasicFarmlandPiece, Direction, GradeSystem, Land, Region};
use crate::units::{hectares_from_m2, mu_from_m2};

/// Area by present class (现状地类), on the form's basis, m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FormClasses {
    pub paddy: f64,
    pub irrigated: f64,
    pub dry: f64,
    pub other_agricultural: f64,
    pub construction: f64,
    pub unused: f64,
}

impl FormClasses {
    /// 耕地面积
    pub fn farmland(&self) -> f64 {
        self.paddy + self.irrigated + self.dry
    }

    /// 非耕地面积
    pub fn other(&self) -> f64 {
        self.other_agricultural + self.construction + self.unused
    }
}

/// One half of the form: 调出 or 调入. Areas on the form's basis, m².
#[derive(Clone, Debug, PartialEq)]
pub struct FormSide {
    pub area_m2: f64,
    /// Part of `area_m2` that lies in the region.
    pub inside_m2: f64,
    pub patches: usize,
    /// Area-weighted over pieces whose grade is known; in: after consolidation.
    pub grade: Option<f64>,
    /// Area whose grade nothing says.
    pub grade_unknown_m2: f64,
    pub classes: FormClasses,
    /// ≤15°, (15°, 25°], >25°.
    pub slopes_m2: [f64; 3],
    pub slope_unknown_m2: f64,
    /// ≤5, 5–10, 10–20, >20 mu.
    pub bands_m2: [f64; 4],
    /// In built high-standard farmland.
    pub high_standard_m2: f64,
    /// 提质改造: farmland that becomes a better class (dry land, irrigated land, paddy) or of a better grade, or that a measure of
    /// the two kinds that upgrade lies on (旱改水, 高标准农田建设).
    pub upgraded_m2: f64,
    /// 整治新增耕地: land that becomes farmland.
    pub new_farmland_m2: f64,
    pub(super) pieces: Vec<FormPiece>,
}

/// What a piece puts on the form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormPiece {
    pub piece: BasicFarmlandPiece,
    /// 0 for ≤5 mu to 3 for >20 mu.
    pub band: usize,
    /// What the band was read from, m².
    pub contiguous_m2: f64,
    /// Part of the piece's area that lies in the region, on the form's basis, m².
    pub inside_m2: f64,
    pub is_upgraded: bool,
    pub is_new_farmland: bool,
}

/// The form.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewForm {
    pub area_basis: AreaBasis,
    /// Which way the grades of the base count.
    pub grade_system: GradeSystem,
    /// 整治区域原永久基本农田面积; `None` without the layer.
    pub region_basic_farmland_m2: Option<f64>,
    pub out: FormSide,
    pub moved_in: FormSide,
}

impl ReviewForm {
    /// The form of a scheme. `block_m2` says how large the farmland block is that a piece lies in: of the blocks before for land
    /// moved out, after for land moved in; `None` where it lies in none.
    pub fn of(land: &Land, region: &Region, block_m2: impl Fn(&BasicFarmlandPiece) -> Option<f64>) -> Self {
        let side = |direction| {
            let pieces = land.basic_farmland(direction).cloned().collect();
            FormSide::of(land, region, pieces, &block_m2)
        };
        Self {
            area_basis: land.base().basis(),
            grade_system: land.base().grade_system(),
            region_basic_farmland_m2: region.basic_farmland_m2,
            out: side(Direction::Out),
            moved_in: side(Direction::In),
        }
    }

    pub fn side(&self, direction: Direction) -> &FormSide {
        match direction {
            Direction::Out => &self.out,
            Direction::In => &self.moved_in,
        }
    }

    /// 是否涉及永久基本农田布局调整
    pub fn is_involved(&self) -> bool {
        self.out.patches + self.moved_in.patches > 0
    }

    /// 调出比例
    pub fn out_share(&self) -> Option<f64> {
        quotient(self.out.inside_m2, self.region_basic_farmland_m2?)
    }

    /// 数量增加, m²
    pub fn gain_m2(&self) -> f64 {
        self.moved_in.area_m2 - self.out.area_m2
    }

    /// 新增永基比例
    pub fn new_share(&self) -> Option<f64> {
        quotient(self.gain_m2(), self.out.area_m2)
    }

    /// 平均提升等别: positive is better, whichever way the grade system counts.
    pub fn quality_gain(&self) -> Option<f64> {
        Some(self.grade_system.gain(self.out.grade?, self.moved_in.grade?))
    }

    /// 平均单个图斑面积增加, m²
    pub fn mean_patch_gain_m2(&self) -> Option<f64> {
        Some(self.moved_in.mean_patch_m2()? - self.out.mean_patch_m2()?)
    }

    /// 集中连片度
    pub fn concentration(&self) -> Option<f64> {
        quotient(self.mean_patch_gain_m2()?, self.out.mean_patch_m2()?)
    }

    /// By how much classes, slopes or bands of either side miss its area at worst, m²: the form's self-check.
    pub fn residual_m2(&self) -> f64 {
        self.out.residual_m2().max(self.moved_in.residual_m2())
    }
}

impl FormSide {
    fn of(
        land: &Land,
        region: &Region,
        pieces: Vec<BasicFarmlandPiece>,
        block_m2: &impl Fn(&BasicFarmlandPiece) -> Option<f64>,
    ) -> Self {
        let mut side = Self {
            area_m2: 0.0,
            inside_m2: 0.0,
            patches: pieces.len(),
            grade: None,
            grade_unknown_m2: 0.0,
            classes: FormClasses::default(),
            slopes_m2: [0.0; 3],
            slope_unknown_m2: 0.0,
            bands_m2: [0.0; 4],
            high_standard_m2: 0.0,
            upgraded_m2: 0.0,
            new_farmland_m2: 0.0,
            pieces: Vec::with_capacity(pieces.len()),
        };
        let blocks: Vec<Option<f64>> = pieces.iter().map(block_m2).collect();
        let contiguous = connected_area_m2(land, &pieces, &blocks);
        let mut grade = WeightedMean::default();
        let mut clipper = Clipper::new();
        for (piece, contiguous_m2) in pieces.into_iter().zip(contiguous) {
            grade.add(piece.grade, piece.area_m2);
            let place = (piece.piece.parcel, &piece.extent, piece.gross_m2);
            let inside_share = region.shared_m2(land.base(), place, &mut clipper) / piece.gross_m2;
            side.add(land, piece, contiguous_m2, inside_share);
        }
        side.grade = grade.mean();
        side
    }

    fn add(&mut self, land: &Land, piece: BasicFarmlandPiece, contiguous_m2: f64, inside_share: f64) {
        let area = piece.area_m2;
        let inside_m2 = area * inside_share;
        self.area_m2 += area;
        self.inside_m2 += inside_m2;
        if piece.grade.is_none() {
            self.grade_unknown_m2 += area;
        }
        *self.classes.column_mut(&piece.class_before) += area;
        match piece.slope {
            Some(level) => self.slopes_m2[level.form_column()] += area,
            None => self.slope_unknown_m2 += area,
        }
        let band = band_of_mu(mu_from_m2(contiguous_m2));
        self.bands_m2[band] += area;
        self.high_standard_m2 += piece.high_standard_m2;
        let (is_upgraded, is_new_farmland) = improvement(land, &piece);
        if is_upgraded {
            self.upgraded_m2 += area;
        }
        if is_new_farmland {
            self.new_farmland_m2 += area;
        }
        self.pieces.push(FormPiece { piece, band, contiguous_m2, inside_m2, is_upgraded, is_new_farmland });
    }

    /// 平均单个图斑面积, m²
    pub fn mean_patch_m2(&self) -> Option<f64> {
        quotient(self.area_m2, self.patches as f64)
    }

    /// The patches, by parcel.
    pub fn pieces(&self) -> &[FormPiece] {
        &self.pieces
    }

    pub fn area_ha(&self) -> f64 {
        hectares_from_m2(self.area_m2)
    }

    /// What lies outside the region, on the form's basis, m².
    pub fn outside_m2(&self) -> f64 {
        self.area_m2 - self.inside_m2
    }

    fn residual_m2(&self) -> f64 {
        let bands: f64 = self.bands_m2.iter().sum();
        let slopes = self.slopes_m2.iter().sum::<f64>() + self.slope_unknown_m2;
        let classes = self.classes.farmland() + self.classes.other();
        [bands, slopes, classes].map(|sum| (sum - self.area_m2).abs()).into_iter().fold(0.0, f64::max)
    }
}

impl FormClasses {
    fn column_mut(&mut self, class: &str) -> &mut f64 {
        use crate::base::{LandGroup, land_class};
        match class.get(..4) {
            Some("0101") => &mut self.paddy,
            Some("0102") => &mut self.irrigated,
            Some("0103") => &mut self.dry,
            _ => match land_class(class).map(|class| class.group) {
                Some(LandGroup::Agricultural) => &mut self.other_agricultural,
                Some(LandGroup::Construction) => &mut self.construction,
                Some(LandGroup::Unused) | None => &mut self.unused,
            },
        }
    }
}

/// Whether the farmland of a piece is improved, and whether consolidation makes it farmland.
fn improvement(land: &Land, piece: &BasicFarmlandPiece) -> (bool, bool) {
    let (was, is) = (is_farmland(&piece.class_before), is_farmland(&piece.class_after));
    let fold = land.piece(piece.piece);
    use MeasureKind::{DryToPaddy, HighStandardFarmland, QualityUpgrade};
    let raises = |kind: MeasureKind| matches!(kind, DryToPaddy | HighStandardFarmland | QualityUpgrade);
    let measures = fold.map_or(&[][..], |fold| &fold.measures);
    let is_raised = measures.iter().filter_map(|&id| land.measure(id)).any(|measure| raises(measure.kind));
    let system = land.base().grade_system();
    let grades = land.base().grade_of_parcel(piece.piece.parcel).zip(fold.and_then(|fold| fold.grade_after));
    let gains_grade = grades.is_some_and(|(before, after)| system.gain(before, after) > 0.0);
    let gains_class = rank(&piece.class_after) > rank(&piece.class_before);
    (was && is && (is_raised || gains_class || gains_grade), !was && is)
}

/// How good a class of farmland is: 旱地, 水浇地, 水田.
fn rank(class: &str) -> u8 {
    match class.get(..4) {
        Some("0101") => 3,
        Some("0102") => 2,
        Some("0103") => 1,
        _ => 0,
    }
}

/// `None` for a divisor of nothing.
fn quotient(dividend: f64, divisor: f64) -> Option<f64> {
    (divisor > 0.0).then(|| dividend / divisor)
}
