//! The rows of the form 《全域土地综合整治所涉永久基本农田布局调整事项审查情况汇总表》 and how each figure is made: what the form and
//! the sheet of calculations both show.

use super::CellValue;
use super::area_cells::{hectares, mu};
use super::review_model::{ReviewFigures, ReviewSide};
use crate::indicators::{FormCell, SideCell};
use crate::land::{Direction, GradeSystem};
use crate::units::{mu_from_m2, round_half_away};

/// A line of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    pub section: &'static str,
    pub item: &'static str,
    /// Empty where the item has no parts.
    pub part: &'static str,
    pub value: RowValue,
    pub unit: &'static str,
    pub formula: &'static str,
    /// The cell of the form that it shows; `None` for what people fill in.
    pub cell: Option<FormCell>,
    /// Patches that the figure is made of.
    pub sources: Vec<String>,
}

/// What stands in the line.
#[derive(Clone, Debug, PartialEq)]
pub enum RowValue {
    /// In hectares, with mu beside it.
    Area(f64),
    /// Over both columns.
    Single(CellValue),
}

impl RowValue {
    /// As the cells of hectares and mu; the second is `None` where the first takes both.
    pub fn cells(&self) -> (CellValue, Option<CellValue>) {
        match self {
            Self::Area(area_m2) => (hectares(*area_m2), Some(mu(*area_m2))),
            Self::Single(value) => (value.clone(), None),
        }
    }
}

const BASIC: &str = "基本信息";
const OUT: &str = "调出情况";
const IN: &str = "调入情况";
const RESULT: &str = "审查结果";
const UPGRADED: &str = "调入图斑中地类提升（旱地、水浇地、水田）、等别提高，或列入旱改水、高标准农田建设的耕地面积";
const GAIN: &str = "调出平均质量等别 − 调入平均质量等别（1 等最优，正值为提升）";
const GAIN_OF_SCORES: &str = "调入平均质量评分 − 调出平均质量评分（分值大者优，正值为提升）";

/// All lines, in the order of the form.
pub fn review_rows(figures: &ReviewFigures) -> Vec<ReviewRow> {
    let mut rows = basic_rows(figures);
    let share = figures.region_basic_farmland_m2.and_then(|whole| ratio(figures.out.inside_m2, whole));
    rows.extend(side_rows(Direction::Out, &figures.out, Some(share)));
    rows.extend(side_rows(Direction::In, &figures.taken_in, None));
    let taken_in = |cell| FormCell::Side(Direction::In, cell);
    rows.push(area(IN, "是否实施耕地提质改造", "", figures.upgraded_m2, UPGRADED).of(taken_in(SideCell::Upgraded)));
    let new_farmland =
        area(IN, "是否实施土地综合整治形成新增耕地", "", figures.new_farmland_m2, "调入图斑中由非耕地整治为耕地的面积");
    rows.push(new_farmland.of(taken_in(SideCell::NewFarmland)));
    rows.extend(result_rows(figures));
    for row in &mut rows {
        row.sources = row.cell.and_then(|cell| figures.sources.get(&cell)).cloned().unwrap_or_default();
    }
    rows
}

fn basic_rows(figures: &ReviewFigures) -> Vec<ReviewRow> {
    let moves = figures.out.patches + figures.taken_in.patches > 0;
    let gain = figures.notes.planned_grade_gain.or_else(|| grade_gain(figures));
    let plan = figures.notes.plan_prepared.map_or(CellValue::Empty, yes_no);
    let region = match figures.region_basic_farmland_m2 {
        Some(area_m2) => RowValue::Area(area_m2),
        None => RowValue::Single(CellValue::number(None, 2)),
    };
    vec![
        single(BASIC, "整治项目名称", figures.project.as_str().into(), "", "项目名称"),
        single(BASIC, "所含乡镇名称", figures.townships.as_str().into(), "", "填写；未填写时取行政区图层 XZQMC"),
        single(BASIC, "是否涉及永久基本农田布局调整", yes_no(moves), "", "有调出或调入图斑为“是”"),
        single(BASIC, "是否编制永久基本农田布局调整方案", plan, "", "由申报单位填写"),
        ReviewRow {
            section: BASIC,
            item: "整治区域原永久基本农田总面积",
            part: "",
            value: region,
            unit: "公顷、亩",
            formula: "∑（永农图斑净面积 × 区域内面积 ÷ 图斑面积）；区域为整治区域，未划定时为各片区之并",
            cell: Some(FormCell::RegionBasicFarmland),
            sources: Vec::new(),
        },
        single(BASIC, "计划提升耕地质量等别", CellValue::number(gain, 2), "等", gain_formula(figures))
            .of(FormCell::QualityGain),
    ]
}

fn side_rows(direction: Direction, side: &ReviewSide, share: Option<Option<f64>>) -> Vec<ReviewRow> {
    use SideCell as S;
    let section = if direction == Direction::Out { OUT } else { IN };
    let cell = |cell| FormCell::Side(direction, cell);
    let of = |item, part, of: S, area_m2, formula| area(section, item, part, area_m2, formula).of(cell(of));
    let classes = &side.classes;
    let mut rows = vec![of("总面积", "", S::Area, side.area_m2, "∑ 图斑面积")];
    if let Some(share) = share {
        let value = CellValue::share(share, 2);
        let formula = "整治区域内的调出面积 ÷ 整治区域原永久基本农田总面积";
        rows.push(single(section, "调出面积比例", value, "%", formula).of(FormCell::OutShare));
    }
    let grade = CellValue::number(side.grade, 2);
    let mean = match side.mean_patch_m2() {
        Some(mean_m2) => RowValue::Area(mean_m2),
        None => RowValue::Single(CellValue::number(None, 2)),
    };
    let mean_row = of("平均单个图斑面积", "", S::MeanPatch, 0.0, "总面积 ÷ 图斑数目");
    rows.extend([
        single(section, "平均质量等别", grade, "等", "∑（等别 × 面积）÷ ∑ 面积；无等别的图斑不计").of(cell(S::Grade)),
        single(section, "图斑数目", side.patches.into(), "个", "图斑计数（不合并）").of(cell(S::Patches)),
        ReviewRow { value: mean, ..mean_row },
        of("现状地类", "耕地面积", S::Farmland, classes.farmland_m2(), "水田 + 水浇地 + 旱地"),
        of("现状地类", "其中：水田", S::Paddy, classes.paddy_m2, "地类编码 0101"),
        of("现状地类", "其中：水浇地", S::Irrigated, classes.irrigated_m2, "地类编码 0102"),
        of("现状地类", "其中：旱地", S::Dry, classes.dry_m2, "地类编码 0103"),
        of("现状地类", "非耕地面积", S::NotFarmland, classes.other_m2(), "非耕农用地 + 建设用地 + 未利用地"),
        of(
            "现状地类",
            "其中：非耕农用地",
            S::OtherAgricultural,
            classes.other_agricultural_m2,
            "三大类为农用地且非耕地",
        ),
        of("现状地类", "其中：建设用地", S::Construction, classes.construction_m2, "三大类为建设用地"),
        of("现状地类", "其中：未利用地", S::Unused, classes.unused_m2, "三大类为未利用地"),
        of("坡度", "15° 及以下", S::SlopeTo15, side.slope_m2[0], "坡度级别 1–3 级"),
        of("坡度", "15° 至 25°（含 25°）", S::Slope15To25, side.slope_m2[1], "坡度级别 4 级"),
        of("坡度", "25° 以上", S::SlopeAbove25, side.slope_m2[2], "坡度级别 5 级"),
    ]);
    if side.slope_unknown_m2 > 0.0 {
        rows.push(of("坡度", "坡度不详", S::SlopeUnknown, side.slope_unknown_m2, "图斑和坡度图均无坡度级别"));
    }
    rows.extend([
        of("连片程度", "5 亩及以下", S::BandTo5, side.bands_m2[0], "所在连片地块面积 ≤ 5 亩"),
        of("连片程度", "5 至 10 亩（含 10 亩）", S::Band5To10, side.bands_m2[1], "所在连片地块面积 > 5 亩且 ≤ 10 亩"),
        of(
            "连片程度",
            "10 至 20 亩（含 20 亩）",
            S::Band10To20,
            side.bands_m2[2],
            "所在连片地块面积 > 10 亩且 ≤ 20 亩",
        ),
        of("连片程度", "20 亩以上", S::BandAbove20, side.bands_m2[3], "所在连片地块面积 > 20 亩"),
        of("是否含已建高标准农田", "", S::HighStandard, side.high_standard_m2, "图斑面积 × 与已建高标准农田重叠的比例"),
    ]);
    rows
}

fn result_rows(figures: &ReviewFigures) -> Vec<ReviewRow> {
    let (out, taken_in) = (&figures.out, &figures.taken_in);
    let gained_m2 = taken_in.area_m2 - out.area_m2;
    let means = out.mean_patch_m2().zip(taken_in.mean_patch_m2());
    let number = |value: Option<f64>| CellValue::number(value, 2);
    let notes = &figures.notes;
    let written = |text: &str| if text.is_empty() { CellValue::Empty } else { text.into() };
    vec![
        part(RESULT, "数量有增加", "增加面积", number(Some(mu_from_m2(gained_m2))), "亩", "调入总面积 − 调出总面积")
            .of(FormCell::QuantityGain),
        part(
            RESULT,
            "数量有增加",
            "增加比例",
            CellValue::share(ratio(gained_m2, out.area_m2), 2),
            "%",
            "（调入总面积 − 调出总面积）÷ 调出总面积",
        )
        .of(FormCell::NewShare),
        part(RESULT, "质量有提升", "平均提升等别", number(grade_gain(figures)), "等", gain_formula(figures))
            .of(FormCell::QualityGain),
        part(
            RESULT,
            "生态有改善",
            "是否改善",
            notes.ecology_improves.map_or(CellValue::Empty, yes_no),
            "",
            "由审查人员填写",
        ),
        part(RESULT, "生态有改善", "理由", written(&notes.ecology_reason), "", "由审查人员填写"),
        part(
            RESULT,
            "布局有优化",
            "平均单个图斑面积增加",
            number(means.map(|(out, taken_in)| mu_from_m2(taken_in - out))),
            "亩",
            "调入平均单个图斑面积 − 调出平均单个图斑面积",
        )
        .of(FormCell::MeanPatchGain),
        part(
            RESULT,
            "布局有优化",
            "集中连片度提升",
            CellValue::share(means.and_then(|(out, taken_in)| ratio(taken_in - out, out)), 2),
            "%",
            "（调入平均单个图斑面积 − 调出平均单个图斑面积）÷ 调出平均单个图斑面积",
        )
        .of(FormCell::Concentration),
        part(RESULT, "其他审查意见", "", written(&notes.opinion), "", "由审查人员填写"),
        part(RESULT, "审查人员", "", written(&notes.reviewer), "", "由审查人员填写"),
    ]
}

fn yes_no(yes: bool) -> CellValue {
    CellValue::from(if yes { "是" } else { "否" })
}

/// By how many grades what comes in is better than what goes out.
fn grade_gain(figures: &ReviewFigures) -> Option<f64> {
    Some(round_half_away(figures.grades.gain(figures.out.grade?, figures.taken_in.grade?), 6))
}

/// How that is reckoned.
fn gain_formula(figures: &ReviewFigures) -> &'static str {
    match figures.grades {
        GradeSystem::SmallerIsBetter => GAIN,
        GradeSystem::LargerIsBetter => GAIN_OF_SCORES,
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn area(
    section: &'static str,
    item: &'static str,
    part: &'static str,
    area_m2: f64,
    formula: &'static str,
) -> ReviewRow {
    let value = RowValue::Area(area_m2);
    ReviewRow { section, item, part, value, unit: "公顷、亩", formula, cell: None, sources: Vec::new() }
}

fn single(
    section: &'static str,
    item: &'static str,
    value: CellValue,
    unit: &'static str,
    formula: &'static str,
) -> ReviewRow {
    part(section, item, "", value, unit, formula)
}

fn part(
    section: &'static str,
    item: &'static str,
    part: &'static str,
    value: CellValue,
    unit: &'static str,
    formula: &'static str,
) -> ReviewRow {
    let value = RowValue::Single(value);
    ReviewRow { section, item, part, value, unit, formula, cell: None, sources: Vec::new() }
}

impl ReviewRow {
    /// The row of a cell of the form.
    fn of(self, cell: FormCell) -> Self {
        Self { cell: Some(cell), ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::design::ReviewNotes;

    fn row<'a>(rows: &'a [ReviewRow], section: &str, item: &str, part: &str) -> &'a ReviewRow {
        rows.iter().find(|row| (row.section, row.item, row.part) == (section, item, part)).unwrap()
    }

    #[test]
    fn the_results_follow_from_the_two_sides() {
        let side = |area_m2, patches, grade| ReviewSide {
            area_m2,
            inside_m2: area_m2 * 0.75,
            patches,
            grade: Some(grade),
            ..ReviewSide::default()
        };
        let figures = ReviewFigures {
            region_basic_farmland_m2: Some(100_000.0),
            out: side(4_000.0, 4, 8.0),
            taken_in: side(6_000.0, 2, 6.5),
            ..ReviewFigures::default()
        };
        let rows = review_rows(&figures);
        let value = |section, item, part| row(&rows, section, item, part).value.clone();
        assert_eq!(value(OUT, "调出面积比例", ""), RowValue::Single(CellValue::Share { value: 0.03, decimals: 2 }));
        assert_eq!(
            value(RESULT, "数量有增加", "增加比例"),
            RowValue::Single(CellValue::Share { value: 0.5, decimals: 2 })
        );
        assert_eq!(
            value(RESULT, "质量有提升", "平均提升等别"),
            RowValue::Single(CellValue::Number { value: 1.5, decimals: 2 })
        );
        assert_eq!(
            value(RESULT, "布局有优化", "集中连片度提升"),
            RowValue::Single(CellValue::Share { value: 2.0, decimals: 2 })
        );
        assert_eq!(value(OUT, "平均单个图斑面积", ""), RowValue::Area(1_000.0));
    }

    #[test]
    fn what_people_wrote_stands_in_the_form_and_a_planned_gain_before_the_computed_one() {
        let notes = ReviewNotes {
            plan_prepared: Some(true),
            planned_grade_gain: Some(0.5),
            ecology_improves: Some(false),
            ecology_reason: "占用水面".into(),
            opinion: "补充说明后同意".into(),
            reviewer: "王工".into(),
            ..ReviewNotes::default()
        };
        let rows = review_rows(&ReviewFigures { notes, ..ReviewFigures::default() });
        let value = |section, item, part| row(&rows, section, item, part).value.clone();
        let plan = value(BASIC, "是否编制永久基本农田布局调整方案", "");
        let gain = value(BASIC, "计划提升耕地质量等别", "");
        assert_eq!(plan, RowValue::Single("是".into()));
        assert_eq!(gain, RowValue::Single(CellValue::number(Some(0.5), 2)));
        let written = [
            ("生态有改善", "是否改善", "否"),
            ("生态有改善", "理由", "占用水面"),
            ("其他审查意见", "", "补充说明后同意"),
            ("审查人员", "", "王工"),
        ];
        for (item, part, text) in written {
            assert_eq!(value(RESULT, item, part), RowValue::Single(text.into()));
        }
    }

    #[test]
    fn a_row_names_the_patches_of_its_own_cell_and_a_score_counts_the_other_way() {
        let cell = |cell| FormCell::Side(Direction::Out, cell);
        let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let side = |grade| ReviewSide { area_m2: 1.0, patches: 1, grade: Some(grade), ..ReviewSide::default() };
        let figures = ReviewFigures {
            grades: GradeSystem::LargerIsBetter,
            out: side(60.0),
            taken_in: side(72.0),
            sources: BTreeMap::from([
                (cell(SideCell::Area), named(&["J1", "J2"])),
                (cell(SideCell::Paddy), named(&["J2"])),
            ]),
            ..ReviewFigures::default()
        };
        let rows = review_rows(&figures);
        assert_eq!(row(&rows, OUT, "总面积", "").sources, ["J1", "J2"]);
        assert_eq!(row(&rows, OUT, "现状地类", "其中：水田").sources, ["J2"]);
        assert!(row(&rows, OUT, "现状地类", "其中：旱地").sources.is_empty());
        let gain = row(&rows, RESULT, "质量有提升", "平均提升等别");
        assert_eq!(gain.value, RowValue::Single(CellValue::Number { value: 12.0, decimals: 2 }));
        assert_eq!(gain.formula, GAIN_OF_SCORES);
    }

    #[test]
    fn a_missing_divisor_is_a_dash() {
        let rows = review_rows(&ReviewFigures::default());
        for (item, part) in [("数量有增加", "增加比例"), ("布局有优化", "集中连片度提升")] {
            assert_eq!(row(&rows, RESULT, item, part).value, RowValue::Single(CellValue::Text("—".into())));
        }
        assert_eq!(row(&rows, BASIC, "是否涉及永久基本农田布局调整", "").value, RowValue::Single("否".into()));
    }
}
