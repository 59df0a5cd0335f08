//! Blocks of farmland by size, and how broken up they are, before and after.

use egui::Ui;

use super::table::{Cell, Column, Tone, table_ui};
use crate::i18n::{Text, count, fixed, signed, texts};
use crate::indicators::{BlockSizes, Fragmentation};
use crate::ui::Desk;

texts! {
    BlockText {
        Size: "连片规模", "Block size";
        CountBefore: "整治前（块）", "Before (no.)";
        AreaBefore: "整治前（亩）", "Before (mu)";
        CountAfter: "整治后（块）", "After (no.)";
        AreaAfter: "整治后（亩）", "After (mu)";
        Change: "增减（亩）", "Change (mu)";
        Above: "{0} 亩以上", "above {0} mu";
        UpTo: "{0} 亩以下", "up to {0} mu";
        Between: "{0}–{1} 亩", "{0}–{1} mu";
        AtLeast: "≥{0} 亩", "≥{0} mu";
        Hundred: "≥{0} 亩（百亩方）", "≥{0} mu (hundred-mu field)";
        Thousand: "≥{0} 亩（千亩方）", "≥{0} mu (thousand-mu field)";
        TenThousand: "≥{0} 亩（万亩方）", "≥{0} mu (ten-thousand-mu field)";
        All: "全部耕地", "All farmland";
        BandSays: "上限含、下限不含", "upper limit included, lower not";
        Metric: "指标", "Metric";
        Before: "整治前", "Before";
        After: "整治后", "After";
        Difference: "增减", "Change";
        Patches: "连片块数 NP", "Number of patches NP";
        PatchesSays: "连片地块的个数", "number of blocks";
        Density: "块密度 PD（块/100 公顷）", "Patch density PD (per 100 ha)";
        DensitySays: "100 × 块数 ÷ 整治区域面积", "100 × patches ÷ area of the region";
        Mean: "平均块面积 MPS（公顷）", "Mean patch size MPS (ha)";
        MeanSays: "耕地面积 ÷ 块数", "farmland ÷ patches";
        Largest: "最大块指数 LPI（%）", "Largest patch index LPI (%)";
        LargestSays: "100 × 最大一块 ÷ 整治区域面积", "100 × largest patch ÷ area of the region";
        Weighted: "面积加权平均块 AWMPS（公顷）", "Area-weighted mean AWMPS (ha)";
        WeightedSays: "Σ块面积² ÷ Σ块面积：任取一点耕地，它所在块的平均大小", "Σ a² ÷ Σ a: the patch in which a random spot of farmland lies";
        Mesh: "有效网格 MESH（公顷）", "Effective mesh size MESH (ha)";
        MeshSays: "Σ块面积² ÷ 整治区域面积（Jaeger 2000）", "Σ a² ÷ area of the region (Jaeger 2000)";
        Division: "分离度 DIVISION", "Division";
        DivisionSays: "1 − Σ(块面积 ÷ 区域面积)²：任取两点不在同一块的概率", "1 − Σ (a ÷ region)²: chance that two random spots lie in different patches";
        Split: "分割指数 SPLIT", "Splitting index SPLIT";
        SplitSays: "区域面积² ÷ Σ块面积²", "region² ÷ Σ a²";
        Edge: "边缘密度 ED（m/公顷）", "Edge density ED (m/ha)";
        EdgeSays: "Σ块周长 ÷ 区域面积", "Σ outline ÷ area of the region";
        Shape: "景观形状指数 LSI", "Landscape shape index LSI";
        ShapeSays: "Σ块周长 ÷ (2√(π × 耕地面积))，单个圆为 1", "Σ outline ÷ (2 √(π × farmland)); 1 for one circle";
        MeanShape: "面积加权形状 SHAPE_AM", "Area-weighted shape SHAPE_AM";
        MeanShapeSays: "块周长 ÷ (2√(π × 块面积)) 按面积加权，圆为 1", "outline ÷ (2 √(π a)) weighted by area; 1 for circles";
        Joined: "共边聚合度 JOIN（%）", "Joined share JOIN (%)";
        JoinedSays: "2 × Σ相接边长 ÷ Σ图斑周长", "2 × Σ shared or facing edge ÷ Σ perimeter of parcels";
        Cohesion: "聚合度 COHESION，10 m 格（%）", "Cohesion, cells of 10 m (%)";
        CohesionSays: "FRAGSTATS 公式，按 10 m 栅格换算", "the formula of FRAGSTATS in cells of 10 m";
    }
}

/// Number and area of blocks, mu.
type Tally = (usize, f64);

pub(super) fn sizes_table_ui(ui: &mut Ui, desk: &Desk, before: &BlockSizes, after: &BlockSizes) {
    let say = |text: BlockText| desk.say(text);
    let columns = [
        Column::text(say(BlockText::Size), 152.0).saying(say(BlockText::BandSays)),
        Column::figure(say(BlockText::CountBefore), 104.0),
        Column::figure(say(BlockText::AreaBefore), 108.0),
        Column::figure(say(BlockText::CountAfter), 104.0),
        Column::figure(say(BlockText::AreaAfter), 108.0),
        Column::figure(say(BlockText::Change), 96.0),
    ];
    let bands = before.bands.iter().zip(&after.bands).map(|(before, after)| {
        let name = band_name(desk, before.above_mu, before.up_to_mu);
        (name, (before.count, before.area_mu), (after.count, after.area_mu), Tone::Plain)
    });
    let all =
        (say(BlockText::All).to_owned(), (before.count, before.area_mu), (after.count, after.area_mu), Tone::Strong);
    let large = before.at_least.iter().zip(&after.at_least).map(|(before, after)| {
        let name = large_name(desk, before.mu);
        (name, (before.count, before.area_mu), (after.count, after.area_mu), Tone::Plain)
    });
    let rows: Vec<(String, Tally, Tally, Tone)> = bands.chain([all]).chain(large).collect();
    table_ui(ui, "block sizes", &columns, rows.len(), |row, column| {
        let (name, before, after, tone) = &rows[row];
        let text = match column {
            0 => name.clone(),
            1 => count(before.0),
            2 => fixed(before.1, 2),
            3 => count(after.0),
            4 => fixed(after.1, 2),
            _ => signed(after.1 - before.1, 2),
        };
        Cell::new(text).toned(*tone)
    });
}

/// The words of a band of block sizes.
pub(super) fn band_name(desk: &Desk, above_mu: f64, up_to_mu: Option<f64>) -> String {
    let mu = |mu: f64| fixed(mu, 0).into();
    desk.tell(&match up_to_mu {
        None => BlockText::Above.with([mu(above_mu)]),
        Some(up_to) if above_mu == 0.0 => BlockText::UpTo.with([mu(up_to)]),
        Some(up_to) => BlockText::Between.with([mu(above_mu), mu(up_to)]),
    })
}

fn large_name(desk: &Desk, mu: f64) -> String {
    let text = match mu as u32 {
        100 => BlockText::Hundred,
        1_000 => BlockText::Thousand,
        10_000 => BlockText::TenThousand,
        _ => BlockText::AtLeast,
    };
    desk.tell(&text.with([fixed(mu, 0).into()]))
}

/// A metric: its name, its definition, how it is read, its decimals.
type Metric = (BlockText, BlockText, fn(&Fragmentation) -> Option<f64>, u32);

const METRICS: [Metric; 13] = [
    (BlockText::Patches, BlockText::PatchesSays, |of| Some(of.patches as f64), 0),
    (BlockText::Density, BlockText::DensitySays, |of| of.patch_density_per_100ha, 3),
    (BlockText::Mean, BlockText::MeanSays, |of| of.mean_patch_size_ha, 3),
    (BlockText::Largest, BlockText::LargestSays, |of| of.largest_patch_index_percent, 3),
    (BlockText::Weighted, BlockText::WeightedSays, |of| of.area_weighted_mean_patch_size_ha, 3),
    (BlockText::Mesh, BlockText::MeshSays, |of| of.effective_mesh_size_ha, 3),
    (BlockText::Division, BlockText::DivisionSays, |of| of.division, 5),
    (BlockText::Split, BlockText::SplitSays, |of| of.splitting_index, 2),
    (BlockText::Edge, BlockText::EdgeSays, |of| of.edge_density_m_per_ha, 2),
    (BlockText::Shape, BlockText::ShapeSays, |of| of.landscape_shape_index, 3),
    (BlockText::MeanShape, BlockText::MeanShapeSays, |of| of.area_weighted_shape, 3),
    (BlockText::Joined, BlockText::JoinedSays, |of| of.joined_share.map(|share| share * 100.0), 2),
    (BlockText::Cohesion, BlockText::CohesionSays, |of| of.cohesion_10m_percent, 3),
];

pub(super) fn fragmentation_table_ui(ui: &mut Ui, desk: &Desk, before: &Fragmentation, after: &Fragmentation) {
    let columns = [
        Column::text(desk.say(BlockText::Metric), 260.0),
        Column::figure(desk.say(BlockText::Before), 112.0),
        Column::figure(desk.say(BlockText::After), 112.0),
        Column::figure(desk.say(BlockText::Difference), 112.0),
    ];
    table_ui(ui, "fragmentation", &columns, METRICS.len(), |row, column| {
        let (name, says, of, decimals) = METRICS[row];
        let figure = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| fixed(value, decimals));
        let text = match column {
            0 => desk.say(name).to_owned(),
            1 => figure(of(before)),
            2 => figure(of(after)),
            _ => match (of(before), of(after)) {
                (Some(before), Some(after)) => signed(after - before, decimals),
                _ => "—".to_owned(),
            },
        };
        Cell::new(text).saying(desk.say(says))
    });
}
