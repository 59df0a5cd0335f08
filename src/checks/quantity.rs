//! The figures of a scheme that rules may name: one vocabulary for packs, indicators and reports, so that a rule never
//! computes a figure that a table computes otherwise. Which area is meant (gross or net) is the indicator's to say; here
//! stand only name, unit and meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::i18n::{Language, Message, Text, texts};

/// What a figure measures; sums and differences are taken within one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Square metres.
    Area,
    /// A share of one: 0.05 is five in a hundred. Also multiples, such as the expansion of the boundary.
    Ratio,
    /// Degrees of slope.
    Slope,
    /// A grade of quality; whether a small one is good is the scale's to say.
    Grade,
    /// Metres.
    Length,
    /// A number of things.
    Count,
    /// Months.
    Months,
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident: $key:literal, $dimension:ident, $zh:literal, $en:literal;)*) => {
        /// A figure of a scheme. Its key carries its unit: `_m2`, `_degrees`, `_share`, `_grade`, `_months`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Quantity { $(#[doc = $en] $(#[$doc])* #[serde(rename = $key)] $name),* }

        impl Quantity {
            /// Every quantity, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Name in packs and files; never renamed.
            pub fn key(self) -> &'static str { match self { $(Self::$name => $key),* } }

            pub fn dimension(self) -> Dimension { match self { $(Self::$name => Dimension::$dimension),* } }

            pub fn title(self, language: Language) -> &'static str {
                match language {
                    Language::Chinese => match self { $(Self::$name => $zh),* },
                    Language::English => match self { $(Self::$name => $en),* },
                }
            }

            /// The title as an argument of a message.
            pub fn message(self) -> Message {
                match self { $(Self::$name => Message::new($zh, $en, Vec::new())),* }
            }
        }
    };
}

quantities! {
    FarmlandBefore: "farmland_before_m2", Area, "整治前耕地", "Farmland before";
    FarmlandAfter: "farmland_after_m2", Area, "整治后耕地", "Farmland after";
    PaddyBefore: "paddy_before_m2", Area, "整治前水田", "Paddy before";
    PaddyAfter: "paddy_after_m2", Area, "整治后水田", "Paddy after";
    /// OUT_F of the ledger.
    FarmlandOut: "farmland_out_m2", Area, "耕地转为其他农用地（转出）", "Farmland turned to other agricultural land (out)";
    /// IN_F of the ledger, as far as it is in stable use: nothing else repairs what leaves.
    FarmlandIn: "farmland_in_m2", Area, "其他农用地转为稳定利用耕地（转入）", "Other agricultural land turned to farmland in stable use (in)";
    /// OCC_F of the ledger.
    FarmlandOccupied: "farmland_occupied_m2", Area, "建设占用耕地", "Farmland taken by construction";
    PaddyOccupied: "paddy_occupied_m2", Area, "建设占用水田", "Paddy taken by construction";
    /// RECLAIM_F of the ledger.
    FarmlandReclaimed: "farmland_reclaimed_m2", Area, "建设用地复垦为耕地", "Construction land reclaimed as farmland";
    /// DEV_F of the ledger.
    FarmlandDeveloped: "farmland_developed_m2", Area, "未利用地垦造耕地", "Unused land developed into farmland";
    NewFarmland: "new_farmland_m2", Area, "新增耕地", "New farmland";
    /// Gross, inside the region.
    RegionFarmlandBefore: "region_farmland_before_m2", Area, "整治区域整治前耕地", "Farmland of the region before";
    /// Gross, inside the region.
    RegionNewFarmland: "region_new_farmland_m2", Area, "整治区域新增耕地", "New farmland in the region";
    /// Credit of the compensation ledger: reclaimed and developed farmland whose quota backs it, and what stable farmland came in
    /// beyond what left.
    Supplement: "supplement_m2", Area, "补充耕地", "Supplementary farmland";
    /// Debit of the compensation ledger: farmland built on that linkage does not make up for.
    CompensationOccupied: "compensation_occupied_m2", Area, "占补平衡占用耕地", "Farmland taken that compensation makes up for";
    CompensationPaddyOccupied: "compensation_paddy_occupied_m2", Area, "占补平衡占用水田", "Paddy taken that compensation makes up for";
    PaddySupplement: "paddy_supplement_m2", Area, "补充水田", "Supplementary paddy";
    OccupiedGrade: "occupied_farmland_grade", Grade, "占用耕地平均质量等别", "Mean grade of the farmland taken";
    SupplementGrade: "supplement_grade", Grade, "补充耕地平均质量等别", "Mean grade of the supplementary farmland";
    /// Positive is better, whichever way the grades count.
    SupplementQualityGain: "quality_gain_supplement_grade", Grade, "补充耕地比占用耕地提升的等别", "Grades that the supplementary farmland is better than what is taken";
    FarmlandTarget: "farmland_target_m2", Area, "耕地保有量目标", "Farmland to be kept";
    FarmlandSlopeBefore: "farmland_slope_before_degrees", Slope, "整治前耕地平均坡度", "Mean farmland slope before";
    FarmlandSlopeAfter: "farmland_slope_after_degrees", Slope, "整治后耕地平均坡度", "Mean farmland slope after";
    ContiguityBefore: "contiguity_before_share", Ratio, "整治前耕地连片度", "Farmland contiguity before";
    ContiguityAfter: "contiguity_after_share", Ratio, "整治后耕地连片度", "Farmland contiguity after";
    BlocksOver100MuBefore: "blocks_over_100_mu_before_m2", Area, "整治前百亩方面积", "Land in blocks of 100 mu and more before";
    BlocksOver100MuAfter: "blocks_over_100_mu_after_m2", Area, "整治后百亩方面积", "Land in blocks of 100 mu and more after";
    OverlayRateBefore: "overlay_rate_before_share", Ratio, "整治前多田套合率", "Overlay rate of protected fields before";
    OverlayRateAfter: "overlay_rate_after_share", Ratio, "整治后多田套合率", "Overlay rate of protected fields after";

    /// Of the region, net of ridges where the layer says so.
    BasicFarmlandBefore: "basic_farmland_before_m2", Area, "整治区域原永久基本农田", "Basic farmland of the region before";
    BasicFarmlandTownship: "basic_farmland_township_m2", Area, "所涉乡镇永久基本农田", "Basic farmland of the townships concerned";
    BasicFarmlandOut: "basic_farmland_out_m2", Area, "永久基本农田调出", "Basic farmland moved out";
    BasicFarmlandIn: "basic_farmland_in_m2", Area, "永久基本农田调入", "Basic farmland moved in";
    /// Nothing once the review form says that the ecology improves, and why.
    BasicFarmlandUnstated: "basic_farmland_ecology_unstated_m2", Area, "未说明生态改善的永久基本农田调整", "Basic farmland moved without a word on ecology";
    OutMeanPatch: "out_mean_patch_m2", Area, "调出平均单个图斑面积", "Mean patch moved out";
    InMeanPatch: "in_mean_patch_m2", Area, "调入平均单个图斑面积", "Mean patch moved in";
    /// Inside the region.
    RegionBasicFarmlandOut: "region_basic_farmland_out_m2", Area, "整治区域内永久基本农田调出", "Basic farmland moved out inside the region";
    /// In the scale of the base.
    OutGrade: "out_grade", Grade, "调出平均质量等别", "Mean grade moved out";
    /// In the scale of the base; after consolidation.
    InGrade: "in_grade", Grade, "调入平均质量等别", "Mean grade moved in";
    /// Positive is better, whichever way the grades count.
    BasicFarmlandQualityGain: "quality_gain_basic_farmland_grade", Grade, "调入比调出提升的等别", "Grades that what moves in is better than what moves out";
    /// On the form's basis; nothing where nothing moves.
    BasicFarmlandWorse: "basic_farmland_worse_in_pairs_m2", Area, "同一配对中等别更低或坡度更陡的调入", "Moved in that is poorer or steeper than what its pair moves out";

    ConstructionBefore: "construction_before_m2", Area, "整治前建设用地", "Construction land before";
    ConstructionAfter: "construction_after_m2", Area, "整治后建设用地", "Construction land after";
    /// Under whatever policy tool.
    ReclaimedTotal: "reclaimed_total_m2", Area, "拆旧复垦总面积", "Construction land reclaimed in all";
    /// Under whatever policy tool.
    NewBuild: "new_build_m2", Area, "建新（含安置）面积", "Newly built on, resettlement included";
    /// Credit of the linkage ledger.
    LinkageReclaimed: "linkage_reclaimed_m2", Area, "增减挂钩拆旧复垦面积", "Reclaimed under linkage";
    /// Debit of the linkage ledger, the reserve left out.
    LinkageBuilt: "linkage_built_m2", Area, "增减挂钩建新面积", "Newly built on under linkage";
    /// Gross, as the linkage ledger counts.
    LinkageFarmlandReclaimed: "linkage_farmland_reclaimed_m2", Area, "增减挂钩复垦耕地", "Farmland reclaimed under linkage";
    /// Gross, as the linkage ledger counts.
    NewBuildFarmland: "new_build_farmland_m2", Area, "增减挂钩建新占用耕地", "Farmland built on under linkage";
    NewBuildGrade: "new_build_farmland_grade", Grade, "建新占用耕地平均质量等别", "Mean grade of the farmland newly built on";
    ReclaimedGrade: "reclaimed_farmland_grade", Grade, "复垦耕地平均质量等别", "Mean grade of the farmland reclaimed";
    /// Positive is better, whichever way the grades count.
    LinkageQualityGain: "quality_gain_linkage_grade", Grade, "复垦耕地比建新占用耕地提升的等别", "Grades that the farmland reclaimed is better than what is built on";
    LocalReserve: "local_reserve_m2", Area, "复垦指标本地留用", "Reclaimed area kept for the village";
    LinkageMonths: "linkage_months", Months, "周转指标最长未归还时间", "Longest time that a linkage quota is not returned";

    ForestBefore: "forest_before_m2", Area, "整治前林地", "Forest before";
    ForestAfter: "forest_after_m2", Area, "整治后林地", "Forest after";
    FarmlandToForestSlope: "farmland_to_forest_slope_degrees", Slope, "耕转林地块平均坡度", "Mean slope of farmland turned to forest";
    ForestToFarmlandSlope: "forest_to_farmland_slope_degrees", Slope, "林转耕地块平均坡度", "Mean slope of forest turned to farmland";
    WaterBefore: "water_before_m2", Area, "整治前水域", "Water surface before";
    WaterAfter: "water_after_m2", Area, "整治后水域", "Water surface after";

    BoundaryBefore: "boundary_before_m2", Area, "调整前城镇开发边界", "Urban development boundary before";
    BoundaryAfter: "boundary_after_m2", Area, "调整后城镇开发边界", "Urban development boundary after";
    MultiplierBefore: "boundary_multiplier_before_ratio", Ratio, "调整前扩展倍数", "Expansion multiple before";
    MultiplierAfter: "boundary_multiplier_after_ratio", Ratio, "调整后扩展倍数", "Expansion multiple after";
    ElasticUsed: "elastic_zone_used_m2", Area, "使用弹性发展区", "Elastic development zone used";
    ConcentratedReleased: "concentrated_zone_released_m2", Area, "集中建设区等量退出", "Concentrated construction zone released";
}

/// The figures of one scheme in the units of their keys. One that is missing is unknown, which is not zero.
pub type Quantities = BTreeMap<Quantity, f64>;

texts! {
    MissingText {
        Missing: "{0}（{1}）", "{0} ({1})";
        Target: "需要“耕地保护目标”图层", "needs the layer of the farmland protection target";
        BasicFarmland: "需要“永久基本农田”图层", "needs the layer of permanent basic farmland";
        Moved: "方案没有调出、调入的地块，或图斑没有质量等别", "the scheme moves nothing that way, or no patch has a grade";
        Pairs: "调出、调入措施没有相同的配对编号，或图斑没有质量等别和坡度", "no pair number stands on both a measure out and one in, or the patches state neither grade nor slope";
        Grades: "没有这样的耕地，或耕地、措施没有填质量等别", "there is no such farmland, or neither parcels nor measures state a grade";
        Slope: "没有这样的耕地，或没有坡度图、耕地坡度级别", "there is no such farmland, or no slope layer and no slope level";
        SwapSlope: "没有林耕置换，或置换地块没有坡度", "no forest and farmland change places, or what does has no slope";
        Contiguity: "整治区域内没有耕地", "the region holds no farmland";
        Overlay: "需要永久基本农田与高标准农田或粮食生产功能区图层", "needs the layers of basic farmland and of high-standard farmland or grain production zones";
        Months: "需要同一配对的拆旧、建新措施都填年度，且拆旧不少于建新", "needs years on the demolition and the new construction of every pair, and no less demolition than construction";
        Boundary: "需要“城镇开发边界”图层", "needs the layer of the urban development boundary";
        Multiplier: "需要城镇开发边界和 2020 年基期的地类图斑（城镇村属性码 201、202），当前图层没有", "needs the development boundary and a land-use layer of the base year 2020 with CZCSXM 201 and 202, which is not loaded";
        Zones: "需要城镇开发边界图层的规划分区名称（集中建设区、弹性发展区）", "needs the zones (concentrated, elastic) in the layer of the development boundary";
    }
}

impl Quantity {
    /// What it is and what it would take to know it: said of a rule that can't be judged for want of it. A quantity that every
    /// scheme has says its title alone.
    pub fn missing_message(self) -> Message {
        let why = match self {
            Self::FarmlandTarget => MissingText::Target,
            Self::BasicFarmlandBefore | Self::BasicFarmlandTownship => MissingText::BasicFarmland,
            Self::OutMeanPatch
            | Self::InMeanPatch
            | Self::OutGrade
            | Self::InGrade
            | Self::BasicFarmlandQualityGain => MissingText::Moved,
            Self::BasicFarmlandWorse => MissingText::Pairs,
            Self::OccupiedGrade
            | Self::SupplementGrade
            | Self::SupplementQualityGain
            | Self::NewBuildGrade
            | Self::ReclaimedGrade
            | Self::LinkageQualityGain => MissingText::Grades,
            Self::FarmlandSlopeBefore | Self::FarmlandSlopeAfter => MissingText::Slope,
            Self::FarmlandToForestSlope | Self::ForestToFarmlandSlope => MissingText::SwapSlope,
            Self::ContiguityBefore | Self::ContiguityAfter => MissingText::Contiguity,
            Self::OverlayRateBefore | Self::OverlayRateAfter => MissingText::Overlay,
            Self::LinkageMonths => MissingText::Months,
            Self::BoundaryBefore | Self::BoundaryAfter => MissingText::Boundary,
            Self::MultiplierBefore | Self::MultiplierAfter => MissingText::Multiplier,
            Self::ElasticUsed | Self::ConcentratedReleased => MissingText::Zones,
            _ => return self.message(),
        };
        MissingText::Missing.with([self.message().into(), why.plain().into()])
    }

    /// The quantity of a key such as `farmland_after_m2`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|quantity| quantity.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_lead_back_and_end_in_their_unit() {
        for &quantity in Quantity::ALL {
            assert_eq!(Quantity::from_key(quantity.key()), Some(quantity));
            let endings: &[&str] = match quantity.dimension() {
                Dimension::Area => &["_m2"],
                Dimension::Ratio => &["_share", "_ratio"],
                Dimension::Slope => &["_degrees"],
                Dimension::Grade => &["_grade"],
                Dimension::Length => &["_m"],
                Dimension::Count => &["_count"],
                Dimension::Months => &["_months"],
            };
            assert!(endings.iter().any(|ending| quantity.key().ends_with(ending)), "{}", quantity.key());
        }
    }
}
