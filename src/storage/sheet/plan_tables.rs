//! The tables of an implementation plan 实施方案附表, from the same assessment as the map: land use before and after, basic farmland
//! out and in, linkage, balances, forest and farmland, sub-projects, investment.

use std::collections::{BTreeMap, BTreeSet};

use super::area_cells::{hectares, mu};
use super::review_figures::parcel_bsm;
use super::{CellValue, Column, Paper, TableSheet};
use crate::assessment::Assessment;
use crate::base::{LandGroup, land_class};
use crate::design::Measure;
use crate::i18n::Language;
use crate::indicators::{FormSide, StructureRow};
use crate::land::{Piece, Regime};

/// Bands of contiguity in the words of the form.
const BANDS: [&str; 4] = ["5 亩及以下", "5–10 亩", "10–20 亩", "20 亩以上"];
const UNVERIFIED: &str = "投资为方案填报数，未经核实。";

/// Every table that has rows, in the order of the annex.
pub fn plan_tables(assessment: &Assessment, caption: &str) -> Vec<TableSheet> {
    let form = &assessment.form;
    let tables = [
        structure(assessment),
        basic_farmland(assessment, &form.out, "永农调出清单", "永久基本农田调出地块清单"),
        basic_farmland(assessment, &form.moved_in, "永农调入清单", "永久基本农田调入地块清单"),
        plots(assessment, true),
        plots(assessment, false),
        linkage(assessment),
        balances(assessment),
        forest(assessment),
        sub_projects(assessment),
        investment(assessment),
    ];
    let with_rows = tables.into_iter().filter(|table| !table.rows.is_empty());
    with_rows.map(|table| TableSheet { caption: caption.to_owned(), ..table }).collect()
}

fn table(name: &str, title: &str, columns: Vec<Column>, rows: Vec<Vec<CellValue>>) -> TableSheet {
    TableSheet {
        name: name.to_owned(),
        title: title.to_owned(),
        caption: String::new(),
        paper: Paper::A4Landscape,
        columns,
        rows,
        total: Vec::new(),
        remarks: Vec::new(),
    }
}

/// 整治前后土地利用结构对比表
fn structure(assessment: &Assessment) -> TableSheet {
    let structure = &assessment.structure;
    let line = |name: String, row: &StructureRow| -> Vec<CellValue> {
        vec![
            name.into(),
            hectares(row.before_m2),
            CellValue::share(row.share_before, 2),
            hectares(row.after_m2),
            CellValue::share(row.share_after, 2),
            hectares(row.change_m2()),
            mu(row.change_m2()),
        ]
    };
    let mut rows = Vec::new();
    for level1 in &structure.level1 {
        rows.push(line(level1.name.clone(), level1));
        for class in &structure.classes {
            let known = land_class(&class.name);
            if known.map_or("—", |known| known.level1.as_str()) == level1.name {
                let name = known.map_or("", |known| known.name_zh.as_str());
                rows.push(line(format!("　{} {name}", class.name), class));
            }
        }
    }
    for (name, group) in ["农用地合计", "建设用地合计", "未利用地合计"].into_iter().zip(&structure.groups)
    {
        rows.push(line(name.to_owned(), group));
    }
    let columns = vec![
        Column::new("地类", 30.0),
        Column::new("整治前（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("整治后（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("增减（公顷）", 14.0),
        Column::new("增减（亩）", 14.0),
    ];
    let total = line("合计".to_owned(), &structure.total);
    TableSheet { total, ..table("土地利用结构", "整治前后土地利用结构对比表", columns, rows) }
}

/// 永久基本农田调出、调入地块清单
fn basic_farmland(assessment: &Assessment, side: &FormSide, name: &str, title: &str) -> TableSheet {
    let land = &assessment.land;
    let parcels = &land.base().parcels;
    let rows = side.pieces().iter().enumerate().map(|(number, form_piece)| {
        let piece = &form_piece.piece;
        let patches = land.base().basic_farmland.as_ref();
        let patch = piece.patch.zip(patches).map_or("", |(patch, patches)| patches.number(patch));
        let reason = land.measure(piece.measure).map_or("", |measure| measure.reason.as_str());
        let is_built = piece.high_standard_m2 > 0.0;
        vec![
            (number + 1).into(),
            if patch.is_empty() { parcel_bsm(land, piece.piece.parcel).into() } else { patch.into() },
            parcels.village(piece.piece.parcel).name.as_str().into(),
            class_words(&piece.class_before).into(),
            mu(piece.gross_m2),
            mu(piece.area_m2),
            CellValue::number(piece.grade, 1),
            piece.slope.map_or_else(|| "—".into(), |level| usize::from(level.level()).into()),
            BANDS.get(form_piece.band).copied().unwrap_or_default().into(),
            if is_built { "是" } else { "否" }.into(),
            reason.into(),
        ]
    });
    let gross: f64 = side.pieces().iter().map(|piece| piece.piece.gross_m2).sum();
    let columns = vec![
        Column::new("序号", 6.0),
        Column::new("图斑号", 21.0),
        Column::new("村", 12.0),
        Column::new("地类", 14.0),
        Column::new("毛面积（亩）", 12.0),
        Column::new("净面积（亩）", 12.0),
        Column::new("等别", 7.0),
        Column::new("坡度级", 8.0),
        Column::new("连片档", 12.0),
        Column::new("高标农田", 9.0),
        Column::new("理由", 26.0),
    ];
    let mut total: Vec<CellValue> = vec!["合计".into(), side.patches.into(), CellValue::Empty, CellValue::Empty];
    total.extend([mu(gross), mu(side.area_m2), CellValue::number(side.grade, 2)]);
    total.extend((0..4).map(|_| CellValue::Empty));
    TableSheet { total, ..table(name, title, columns, rows.collect()) }
}

/// 拆旧地块表、建新地块表
fn plots(assessment: &Assessment, demolished: bool) -> TableSheet {
    let land = &assessment.land;
    let mut sums = [0.0; 3];
    let mut rows = Vec::new();
    for piece in land.changed_pieces().filter(|piece| gives_back(piece, demolished)) {
        let Some(measure) = piece.deciding.and_then(|id| land.measure(id)) else { continue };
        let class = if demolished { &piece.class_after } else { &piece.class_before };
        let farmland_m2 = if class.starts_with("01") { piece.area_m2 } else { 0.0 };
        let other_m2 = piece.area_m2 - farmland_m2;
        for (sum, part) in sums.iter_mut().zip([piece.area_m2, farmland_m2, other_m2]) {
            *sum += part;
        }
        rows.push(vec![
            (rows.len() + 1).into(),
            parcel_bsm(land, piece.id.parcel).into(),
            land.base().parcels.village(piece.id.parcel).name.as_str().into(),
            label(measure).into(),
            class_words(&piece.class_before).into(),
            class_words(&piece.class_after).into(),
            mu(piece.area_m2),
            mu(farmland_m2),
            mu(other_m2),
            CellValue::number(measure.quantity, 0),
            year(measure),
            measure.quota_use.map_or("", |quota_use| quota_use.title(Language::Chinese)).into(),
            measure.pair.map_or(CellValue::Empty, |pair| (pair as usize).into()),
        ]);
    }
    let (area, farmland, other) = if demolished {
        ("拆旧面积（亩）", "复垦耕地（亩）", "复垦其他（亩）")
    } else {
        ("建新面积（亩）", "占耕地（亩）", "占其他（亩）")
    };
    let columns = vec![
        Column::new("序号", 6.0),
        Column::new("图斑号", 21.0),
        Column::new("村", 12.0),
        Column::new("措施", 20.0),
        Column::new("现状地类", 16.0),
        Column::new("整治后地类", 16.0),
        Column::new(area, 12.0),
        Column::new(farmland, 12.0),
        Column::new(other, 12.0),
        Column::new("措施户数", 9.0),
        Column::new("年度", 8.0),
        Column::new("指标用途", 16.0),
        Column::new("配对", 7.0),
    ];
    let mut total: Vec<CellValue> = vec!["合计".into()];
    total.extend((0..5).map(|_| CellValue::Empty));
    total.extend(sums.map(mu));
    total.extend((0..4).map(|_| CellValue::Empty));
    let (name, title) = if demolished {
        ("拆旧地块表", "城乡建设用地增减挂钩拆旧地块表")
    } else {
        ("建新地块表", "城乡建设用地增减挂钩建新地块表")
    };
    TableSheet { total, paper: Paper::A3Landscape, ..table(name, title, columns, rows) }
}

/// Construction land that becomes other land, or the other way round.
fn gives_back(piece: &Piece, demolished: bool) -> bool {
    let builds = |class: &str| land_class(class).is_some_and(|class| class.group == LandGroup::Construction);
    let (before, after) = (builds(&piece.class_before), builds(&piece.class_after));
    if demolished { before && !after } else { !before && after }
}

/// 增减挂钩平衡表
fn linkage(assessment: &Assessment) -> TableSheet {
    let mut sums = [0.0; 4];
    let rows = assessment.pairs.iter().map(|pair| {
        let figures = [pair.reclaimed_m2, pair.built_m2, pair.reclaimed_m2 - pair.built_m2, pair.advance_m2()];
        for (sum, part) in sums.iter_mut().zip(figures) {
            *sum += part;
        }
        let mut row: Vec<CellValue> = vec![
            pair.pair.map_or_else(|| "未配对".into(), |pair| (pair as usize).into()),
            pair.demolition.len().into(),
            pair.construction.len().into(),
        ];
        row.extend(figures.map(hectares));
        row.extend([mu(figures[2]), if pair.is_unpaired() { "缺拆旧" } else { "" }.into()]);
        row
    });
    let rows: Vec<Vec<CellValue>> = rows.collect();
    let columns = vec![
        Column::new("配对号", 10.0),
        Column::new("拆旧措施", 10.0),
        Column::new("建新措施", 10.0),
        Column::new("拆旧复垦面积（公顷）", 16.0),
        Column::new("建新面积（公顷）", 16.0),
        Column::new("结余面积（公顷）", 16.0),
        Column::new("预支面积（公顷）", 16.0),
        Column::new("结余面积（亩）", 14.0),
        Column::new("说明", 12.0),
    ];
    let mut total: Vec<CellValue> = vec!["合计".into(), CellValue::Empty, CellValue::Empty];
    total.extend(sums.map(hectares));
    total.extend([mu(sums[2]), CellValue::Empty]);
    TableSheet { total, ..table("增减挂钩平衡表", "城乡建设用地增减挂钩平衡表", columns, rows) }
}

/// 占补平衡、进出平衡、林地平衡, by year.
fn balances(assessment: &Assessment) -> TableSheet {
    let mut rows: Vec<Vec<CellValue>> = Vec::new();
    for ledger in &assessment.ledgers.ledgers {
        if ledger.entries.is_empty() {
            continue;
        }
        let title = ledger.kind.message().say(Language::Chinese);
        let line = |year: CellValue, debit_m2: f64, credit_m2: f64| -> Vec<CellValue> {
            let balance_m2 = credit_m2 - debit_m2;
            vec![title.as_str().into(), year, mu(debit_m2), mu(credit_m2), mu(balance_m2), hectares(balance_m2)]
        };
        for (year, sum) in ledger.by_year() {
            let year = year.map_or_else(|| "未定".to_owned(), |year| year.to_string());
            rows.push(line(year.into(), sum.debit_m2, sum.credit_m2));
        }
        rows.push(line("合计".into(), ledger.total.debit_m2, ledger.total.credit_m2));
    }
    let columns = vec![
        Column::new("台账", 18.0),
        Column::new("年度", 10.0),
        Column::new("占用、转出（亩）", 18.0),
        Column::new("补充、转入（亩）", 18.0),
        Column::new("差额（亩）", 16.0),
        Column::new("差额（公顷）", 16.0),
    ];
    let remarks = vec![
        "占补、进出为净面积（毛面积 × (1 − 扣除系数)），增减挂钩、林地为毛面积。".to_owned(),
        "合计含留用和可计入占补的进出结余；各年度之和与合计之差即为这些。".to_owned(),
    ];
    TableSheet { remarks, ..table("平衡表", "指标平衡表", columns, rows) }
}

/// 林耕置换配对表
fn forest(assessment: &Assessment) -> TableSheet {
    let land = &assessment.land;
    let parcels = &land.base().parcels;
    let swapped = land.changed_pieces().filter_map(|piece| {
        let direction = match piece.regime {
            Regime::ForestToFarmland => "林地下山（林转耕）",
            Regime::FarmlandToForest => "耕地上山（耕转林）",
            _ => return None,
        };
        let measure = land.measure(piece.deciding?)?;
        Some((measure.pair, direction, piece, measure))
    });
    let mut pieces: Vec<_> = swapped.collect();
    pieces.sort_by_key(|(pair, direction, piece, _)| (*pair, *direction, piece.id));
    let rows = pieces.into_iter().map(|(pair, direction, piece, measure)| {
        vec![
            pair.map_or(CellValue::Empty, |pair| (pair as usize).into()),
            direction.into(),
            parcel_bsm(land, piece.id.parcel).into(),
            parcels.village(piece.id.parcel).name.as_str().into(),
            class_words(&piece.class_before).into(),
            class_words(&piece.class_after).into(),
            parcels.slope(piece.id.parcel).map_or_else(|| "—".into(), |level| usize::from(level.level()).into()),
            mu(piece.area_m2),
            measure.reason.as_str().into(),
        ]
    });
    let columns = vec![
        Column::new("配对号", 8.0),
        Column::new("方向", 20.0),
        Column::new("图斑号", 21.0),
        Column::new("村", 12.0),
        Column::new("现状地类", 16.0),
        Column::new("整治后地类", 16.0),
        Column::new("坡度级", 8.0),
        Column::new("面积（亩）", 12.0),
        Column::new("理由", 26.0),
    ];
    table("林耕置换", "林耕置换配对表", columns, rows.collect())
}

/// 子项目汇总表
fn sub_projects(assessment: &Assessment) -> TableSheet {
    let mut projects: BTreeMap<&str, Vec<&Measure>> = BTreeMap::new();
    for measure in assessment.land.measures() {
        projects.entry(measure.sub_project.as_str()).or_default().push(measure);
    }
    let rows = projects.into_iter().enumerate().map(|(number, (name, measures))| {
        let mut kinds: Vec<&str> = Vec::new();
        for measure in &measures {
            let title = measure.kind.title(Language::Chinese);
            if !kinds.contains(&title) {
                kinds.push(title);
            }
        }
        let years: BTreeSet<i32> = measures.iter().filter_map(|measure| measure.year).collect();
        let period = match (years.first(), years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            _ => String::new(),
        };
        let area_m2 = measures.iter().map(|measure| area_of(assessment, measure)).sum();
        vec![
            (number + 1).into(),
            if name.is_empty() { "未归入子项目" } else { name }.into(),
            kinds.join("、").into(),
            measures.len().into(),
            mu(area_m2),
            ten_thousand_yuan(measures.iter().filter_map(|measure| measure.cost_fen).sum()),
            period.into(),
        ]
    });
    let columns = vec![
        Column::new("编号", 7.0),
        Column::new("名称", 24.0),
        Column::new("工程内容", 52.0),
        Column::new("措施数", 8.0),
        Column::new("面积（亩）", 13.0),
        Column::new("投资（万元）", 14.0),
        Column::new("实施年度", 14.0),
    ];
    let remarks = vec!["面积为各措施图形面积之和，措施相互重叠处重复计算。".to_owned(), UNVERIFIED.to_owned()];
    TableSheet { remarks, ..table("子项目汇总表", "子项目汇总表", columns, rows.collect()) }
}

/// 投资估算表, by kind of measure and year.
fn investment(assessment: &Assessment) -> TableSheet {
    let mut sums = BTreeMap::new();
    for measure in assessment.land.measures() {
        if let Some(cost_fen) = measure.cost_fen {
            *sums.entry((measure.kind, measure.year)).or_insert(0i64) += cost_fen;
        }
    }
    let whole_fen: i64 = sums.values().sum();
    let rows = sums.into_iter().enumerate().map(|(number, ((kind, year), cost_fen))| {
        vec![
            (number + 1).into(),
            kind.title(Language::Chinese).into(),
            year.map_or_else(|| "未定".to_owned(), |year| year.to_string()).into(),
            ten_thousand_yuan(cost_fen),
            CellValue::share((whole_fen > 0).then(|| cost_fen as f64 / whole_fen as f64), 2),
        ]
    });
    let columns = vec![
        Column::new("序号", 7.0),
        Column::new("工程类型", 30.0),
        Column::new("年度", 12.0),
        Column::new("投资（万元）", 18.0),
        Column::new("占比", 12.0),
    ];
    let total = vec!["合计".into(), CellValue::Empty, CellValue::Empty, ten_thousand_yuan(whole_fen), CellValue::Empty];
    TableSheet {
        total,
        remarks: vec![UNVERIFIED.to_owned()],
        ..table("投资估算表", "投资估算表", columns, rows.collect())
    }
}

/// Land of a measure as it was drawn, m².
fn area_of(assessment: &Assessment, measure: &Measure) -> f64 {
    let plane = &assessment.land.base().plane;
    let polygons = measure.shape.0.iter();
    polygons
        .map(|polygon| {
            let ring_m2 = |line: &geo::LineString<f64>| {
                let points: Vec<[f64; 2]> = line.coords().map(|point| [point.x, point.y]).collect();
                plane.ring_m2(&points).abs()
            };
            ring_m2(polygon.exterior()) - polygon.interiors().iter().map(ring_m2).sum::<f64>()
        })
        .sum()
}

fn ten_thousand_yuan(fen: i64) -> CellValue {
    CellValue::number(Some(fen as f64 / 1e6), 2)
}

fn year(measure: &Measure) -> CellValue {
    measure.year.map_or(CellValue::Empty, |year| year.to_string().into())
}

fn label(measure: &Measure) -> &str {
    if measure.name.is_empty() { measure.kind.title(Language::Chinese) } else { &measure.name }
}

fn class_words(code: &str) -> String {
    land_class(code).map_or_else(|| code.to_owned(), |class| format!("{code} {}", class.name_zh))
}
