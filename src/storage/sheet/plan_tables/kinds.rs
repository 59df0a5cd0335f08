//! 耕地坡度和质量结构表: farmland by slope level and by grade, before and after.

use super::words::{table, total};
use crate::assessment::Assessment;
use crate::indicators::BeforeAfter;
use crate::land::GradeSystem;
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::{CellValue, Column, TableSheet};

/// Slope levels of TD/T 1055-2019, then what nothing says.
const SLOPES: [&str; 6] =
    ["1 级（≤2°）", "2 级（2°–6°）", "3 级（6°–15°）", "4 级（15°–25°）", "5 级（>25°）", "坡度不详"];

pub(super) fn farmland_kinds(assessment: &Assessment) -> TableSheet {
    let structure = &assessment.farmland;
    let all = structure.slopes.iter().fold(BeforeAfter::default(), |sum, area| BeforeAfter {
        before_m2: sum.before_m2 + area.before_m2,
        after_m2: sum.after_m2 + area.after_m2,
    });
    let share = |part: f64, whole: f64| CellValue::share((whole > 0.0).then(|| part / whole), 2);
    let line = |kind: &str, name: String, area: &BeforeAfter| -> Vec<CellValue> {
        vec![
            kind.into(),
            name.into(),
            hectares(area.before_m2),
            share(area.before_m2, all.before_m2),
            hectares(area.after_m2),
            share(area.after_m2, all.after_m2),
            hectares(area.change_m2()),
            mu(area.change_m2()),
        ]
    };
    let mut rows = Vec::new();
    if all != BeforeAfter::default() {
        rows.extend(SLOPES.iter().zip(&structure.slopes).map(|(name, area)| line("坡度", (*name).to_owned(), area)));
        let system = assessment.land.base().grade_system();
        rows.extend(structure.grades.iter().map(|share| {
            let name = match (share.grade, system) {
                (None, _) => "等别不详".to_owned(),
                (Some(grade), GradeSystem::SmallerIsBetter) => format!("{grade} 等"),
                (Some(score), GradeSystem::LargerIsBetter) => format!("{score}–{} 分", score + 9),
            };
            line("质量", name, &share.area)
        }));
    }
    let columns = vec![
        Column::new("结构", 9.0),
        Column::new("级别", 18.0),
        Column::new("整治前（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("整治后（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("增减（公顷）", 14.0),
        Column::new("增减（亩）", 14.0),
    ];
    let sums = [
        (2, hectares(all.before_m2)),
        (4, hectares(all.after_m2)),
        (6, hectares(all.change_m2())),
        (7, mu(all.change_m2())),
    ];
    let means = structure.mean_grade.map(|mean| mean.map_or_else(|| "—".to_owned(), |mean| format!("{mean:.2}")));
    let scale = structure.scale.as_ref().map_or("无", |scale| scale.name.as_str());
    let better = match structure.scale.as_ref().map(|scale| scale.system) {
        Some(GradeSystem::LargerIsBetter) => "分值大者优",
        _ => "1 等最优",
    };
    TableSheet {
        total: total(columns.len(), sums),
        remarks: vec![
            "耕地毛面积；坡度取坡度图，坡度图没有的取耕地坡度级别；合计为坡度一栏的合计，与质量一栏的合计相等。"
                .to_owned(),
            format!("质量等别字段：{scale}（{better}）；平均等别 {} → {}，不计等别不详的耕地。", means[0], means[1]),
        ],
        ..table("耕地坡度质量结构", "整治前后耕地坡度和质量结构表", columns, rows)
    }
}
