//! 增减挂钩拆旧地块表 (T5), 建新地块表 (T6): the plots that the linkage ledger books, so that their sums are its credit and debit.
//! What is built or given back under another policy tool is no plot of linkage.

use super::words::{class_words, field, label, pair, table, total, village, year};
use crate::assessment::Assessment;
use crate::base::{LandGroup, land_class};
use crate::design::Measure;
use crate::geometry::overlay::{Clipper, EdgeIndex};
use crate::i18n::Language;
use crate::indicators::LedgerKind;
use crate::land::{ClassGroup, Piece};
use crate::storage::sheet::area_cells::mu;
use crate::storage::sheet::review_figures::parcel_bsm;
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

/// Land outside the boundary up to here is rounding, m².
const DUST_M2: f64 = 0.001;

pub(super) fn demolished_plots(assessment: &Assessment) -> TableSheet {
    let mut sums = [0.0; 4];
    let mut rows = Vec::new();
    for (piece, measure) in plots(assessment, (true, false)) {
        let parts = parts_of(piece, &piece.class_after);
        add(&mut sums, [piece.area_m2, parts.farmland_m2, parts.other_agricultural_m2, parts.rest_m2()]);
        rows.push(vec![
            (rows.len() + 1).into(),
            parcel_bsm(&assessment.land, piece.id.parcel).into(),
            village(assessment, piece.id.parcel),
            field(assessment, piece.id.parcel, "QSDWMC"),
            label(measure).into(),
            class_words(&piece.class_before).into(),
            class_words(&piece.class_after).into(),
            mu(piece.area_m2),
            mu(parts.farmland_m2),
            mu(parts.other_agricultural_m2),
            mu(parts.rest_m2()),
            CellValue::number(measure.quantity, 0),
            CellValue::number(piece.grade_after, 1),
            year(measure),
            measure.quota_use.map_or("", |quota_use| quota_use.title(Language::Chinese)).into(),
            pair(measure),
        ]);
    }
    let columns = vec![
        Column::new("序号", 6.0),
        Column::new("地块号", 21.0),
        Column::new("村", 12.0),
        Column::new("权属", 16.0),
        Column::new("措施", 18.0),
        Column::new("现状地类", 15.0),
        Column::new("整治后地类", 15.0),
        Column::new("拆旧面积（亩）", 12.0),
        Column::new("复垦耕地（亩）", 12.0),
        Column::new("复垦其他农用地（亩）", 12.0),
        Column::new("恢复为其他（亩）", 12.0),
        Column::new("措施户数", 9.0),
        Column::new("复垦后等别", 9.0),
        Column::new("完成时限（年）", 9.0),
        Column::new("指标用途", 15.0),
        Column::new("配对", 7.0),
    ];
    TableSheet {
        total: total(columns.len(), (7..).zip(sums.map(mu))),
        paper: Paper::A3Landscape,
        remarks: vec![
            "权属取地类图斑的权属单位名称，图层没有的由申报单位填写；人口由申报单位填写。".to_owned(),
            "只列计入增减挂钩台账的地块，面积为毛面积，合计等于台账的复垦面积。".to_owned(),
        ],
        ..table("拆旧地块表", "城乡建设用地增减挂钩拆旧地块表", columns, rows)
    }
}

pub(super) fn built_plots(assessment: &Assessment) -> TableSheet {
    let base = assessment.land.base();
    let mut clipper = Clipper::new();
    let mut sums = [0.0; 4];
    let mut rows = Vec::new();
    for (piece, measure) in plots(assessment, (false, true)) {
        let parts = parts_of(piece, &piece.class_before);
        let agricultural_m2 = parts.farmland_m2 + parts.other_agricultural_m2;
        let paddy_m2 = if piece.class_before.starts_with("0101") { piece.area_m2 } else { 0.0 };
        add(&mut sums, [piece.area_m2, agricultural_m2, parts.farmland_m2, paddy_m2]);
        let shape = EdgeIndex::from_multi_polygon(&assessment.land.shape(piece.id.parcel, &piece.extent));
        let in_boundary = match &base.development_boundary {
            Some(boundary) => {
                let shared_m2 = boundary.land.shared_m2(&shape, &mut clipper);
                if shared_m2 <= DUST_M2 {
                    "否"
                } else if shared_m2 < piece.area_m2 - DUST_M2 {
                    "部分"
                } else {
                    "是"
                }
            }
            None => "",
        };
        rows.push(vec![
            (rows.len() + 1).into(),
            parcel_bsm(&assessment.land, piece.id.parcel).into(),
            village(assessment, piece.id.parcel),
            label(measure).into(),
            class_words(&piece.class_before).into(),
            mu(piece.area_m2),
            mu(agricultural_m2),
            mu(parts.farmland_m2),
            mu(paddy_m2),
            CellValue::number(base.grade_of_parcel(piece.id.parcel), 1),
            class_words(&piece.class_after).into(),
            in_boundary.into(),
            CellValue::Empty,
            year(measure),
            pair(measure),
        ]);
    }
    let columns = vec![
        Column::new("序号", 6.0),
        Column::new("地块号", 21.0),
        Column::new("位置（村）", 12.0),
        Column::new("措施", 18.0),
        Column::new("现状地类", 15.0),
        Column::new("面积（亩）", 12.0),
        Column::new("占农用地（亩）", 12.0),
        Column::new("占耕地（亩）", 12.0),
        Column::new("占水田（亩）", 12.0),
        Column::new("占用耕地等别", 9.0),
        Column::new("用途", 15.0),
        Column::new("城镇开发边界内", 10.0),
        Column::new("村庄建设边界内", 10.0),
        Column::new("年度", 8.0),
        Column::new("配对", 7.0),
    ];
    TableSheet {
        total: total(columns.len(), (5..).zip(sums.map(mu))),
        paper: Paper::A3Landscape,
        remarks: vec![
            "用途为整治后地类；村庄建设边界内外由编制单位按村庄规划填写，判定见规则 ZJG-05。".to_owned(),
            "只列计入增减挂钩台账的地块，面积为毛面积，合计等于台账的建新面积。".to_owned(),
        ],
        ..table("建新地块表", "城乡建设用地增减挂钩建新地块表", columns, rows)
    }
}

/// The pieces that the linkage ledger books, with their measures: those that are construction land before and after as asked.
fn plots(assessment: &Assessment, construction: (bool, bool)) -> Vec<(&Piece, &Measure)> {
    let land = &assessment.land;
    let entries = assessment.ledgers.ledger(LedgerKind::Linkage).map_or(&[][..], |ledger| &ledger.entries);
    let mut plots: Vec<(&Piece, &Measure)> = entries
        .iter()
        .flat_map(|entry| {
            let measure = land.measure(entry.measure).map(AsRef::as_ref);
            entry.pieces.iter().filter_map(move |&id| Some((land.piece(id)?, measure?)))
        })
        .filter(|(piece, _)| piece.is_of(ClassGroup::Construction) == construction)
        .collect();
    plots.sort_by_key(|(piece, _)| piece.id);
    plots
}

/// What of a plot was, or becomes, of which great class, m².
struct Parts {
    whole_m2: f64,
    farmland_m2: f64,
    other_agricultural_m2: f64,
}

impl Parts {
    fn rest_m2(&self) -> f64 {
        self.whole_m2 - self.farmland_m2 - self.other_agricultural_m2
    }
}

fn parts_of(piece: &Piece, class: &str) -> Parts {
    let is_farmland = class.starts_with("01");
    let is_agricultural = land_class(class).is_some_and(|class| class.group == LandGroup::Agricultural);
    let when = |holds: bool| if holds { piece.area_m2 } else { 0.0 };
    Parts {
        whole_m2: piece.area_m2,
        farmland_m2: when(is_farmland),
        other_agricultural_m2: when(is_agricultural && !is_farmland),
    }
}

fn add(sums: &mut [f64; 4], parts: [f64; 4]) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += part;
    }
}
