//! Kinds of measures, the policy tools they draw on, and the uses of the quota they earn.

use serde::{Deserialize, Serialize};

use super::terms::terms;
use crate::i18n::Language;

terms! {
    /// What is done 措施类型 (CSLX).
    MeasureKind {
        /// Former construction land becomes farmland or other agricultural land.
        Reclaim: "reclaim", "拆旧复垦", "Demolition and reclamation";
        NewConstruction: "new_construction", "建新", "New construction";
        Resettlement: "resettlement", "安置", "Resettlement";
        NewFarmland: "new_farmland", "垦造耕地", "New farmland";
        /// Orchard, pond or nursery becomes farmland again.
        RestoredFarmland: "restored_farmland", "恢复耕地", "Restored farmland";
        DryToPaddy: "dry_to_paddy", "旱改水", "Dry land to paddy";
        HighStandardFarmland: "high_standard_farmland", "高标准农田建设", "High-standard farmland";
        /// Farmland stays farmland of its class and becomes better: thicker soil, water, roads.
        QualityUpgrade: "quality_upgrade", "提质改造", "Farmland quality upgrade";
        /// Small plots become one: ridges and ditches between them go, the class stays.
        PlotMerging: "plot_merging", "田块合并", "Plot merging";
        ForestToFarmland: "forest_to_farmland", "林转耕", "Forest to farmland";
        FarmlandToForest: "farmland_to_forest", "耕转林", "Farmland to forest";
        BasicFarmlandOut: "basic_farmland_out", "永农调出", "Basic farmland out";
        BasicFarmlandIn: "basic_farmland_in", "永农调入", "Basic farmland in";
        BoundaryExtension: "boundary_extension", "开发边界扩入", "Development boundary extended";
        BoundaryRelease: "boundary_release", "开发边界划出", "Development boundary released";
        EcologicalRestoration: "ecological_restoration", "生态修复", "Ecological restoration";
        Redevelopment: "redevelopment", "低效用地再开发", "Redevelopment";
        /// Land for industry, supplied with its control figures (investment, floor area, energy, tax a mu).
        StandardLand: "standard_land", "标准地供应", "Standard land supply";
        MarketEntry: "market_entry", "集体经营性建设用地入市", "Market entry of collective land";
        Infrastructure: "infrastructure", "道路水利配套", "Roads and water works";
    }
}

terms! {
    /// Policy tool 政策工具 (ZCGJ).
    PolicyTool {
        None: "none", "无", "None";
        Linkage: "linkage", "增减挂钩", "Linkage of urban growth and rural reduction";
        CompensationBalance: "compensation_balance", "占补平衡", "Occupation–compensation balance";
        InOutBalance: "in_out_balance", "进出平衡", "In–out balance of farmland";
        ForestFarmlandSwap: "forest_farmland_swap", "林耕置换", "Forest–farmland swap";
        BasicFarmlandAdjustment: "basic_farmland_adjustment", "永农布局调整", "Layout adjustment of basic farmland";
        BoundaryOptimisation: "boundary_optimisation", "开发边界优化", "Optimisation of the development boundary";
        StockLinkage: "stock_linkage", "增存挂钩", "Linkage to idle stock";
        EfficiencyLinkage: "efficiency_linkage", "增效挂钩", "Linkage to efficiency";
        StandardLand: "standard_land", "标准地", "Standard land";
        MarketEntry: "market_entry", "集建入市", "Collective land to market";
        FieldOverlay: "field_overlay", "多田套合", "Overlay of field schemes";
    }
}

terms! {
    /// Use of the quota that a reclaimed polygon earns; a polygon has one use, so it is never spent twice.
    QuotaUse {
        Own: "own", "复垦指标自用", "Linkage quota used here";
        Surplus: "surplus", "节余流转", "Surplus transferred";
        Compensation: "compensation", "补充耕地入库", "Compensation farmland on record";
        BasicFarmlandIn: "basic_farmland_in", "用于永农调入", "Taken into basic farmland";
    }
}

/// What a measure's planned quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityUnit {
    /// 亩
    Mu,
    /// 户
    Households,
}

impl MeasureKind {
    /// DLBM that land of this kind usually becomes; `None` where the class of the land stays as it is.
    pub fn usual_class(self) -> Option<&'static str> {
        Some(match self {
            Self::Reclaim | Self::NewFarmland | Self::RestoredFarmland | Self::ForestToFarmland => "0103",
            Self::DryToPaddy => "0101",
            Self::NewConstruction | Self::Resettlement => "0702",
            Self::FarmlandToForest => "0301",
            Self::Redevelopment | Self::StandardLand => "0601",
            Self::MarketEntry => "05H1",
            Self::Infrastructure => "1006",
            Self::HighStandardFarmland
            | Self::QualityUpgrade
            | Self::PlotMerging
            | Self::BasicFarmlandOut
            | Self::BasicFarmlandIn
            | Self::BoundaryExtension
            | Self::BoundaryRelease
            | Self::EcologicalRestoration => return None,
        })
    }

    /// The policy tool that a measure of this kind usually draws on.
    pub fn usual_tool(self) -> PolicyTool {
        match self {
            Self::Reclaim | Self::NewConstruction | Self::Resettlement => PolicyTool::Linkage,
            Self::NewFarmland | Self::DryToPaddy | Self::QualityUpgrade => PolicyTool::CompensationBalance,
            Self::RestoredFarmland => PolicyTool::InOutBalance,
            Self::ForestToFarmland | Self::FarmlandToForest => PolicyTool::ForestFarmlandSwap,
            Self::BasicFarmlandOut | Self::BasicFarmlandIn => PolicyTool::BasicFarmlandAdjustment,
            Self::BoundaryExtension | Self::BoundaryRelease => PolicyTool::BoundaryOptimisation,
            Self::HighStandardFarmland => PolicyTool::FieldOverlay,
            Self::Redevelopment => PolicyTool::StockLinkage,
            Self::StandardLand => PolicyTool::StandardLand,
            Self::MarketEntry => PolicyTool::MarketEntry,
            Self::PlotMerging | Self::EcologicalRestoration | Self::Infrastructure => PolicyTool::None,
        }
    }

    /// The sign that stands on the map, so that kinds are told apart without colour: one Chinese character, or two letters.
    pub fn mark(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Reclaim => ("复", "Re"),
            Self::NewConstruction => ("建", "Nc"),
            Self::Resettlement => ("安", "Rs"),
            Self::NewFarmland => ("垦", "Nf"),
            Self::RestoredFarmland => ("恢", "Rf"),
            Self::DryToPaddy => ("水", "Dp"),
            Self::HighStandardFarmland => ("高", "Hs"),
            Self::QualityUpgrade => ("提", "Qu"),
            Self::PlotMerging => ("并", "Pm"),
            Self::ForestToFarmland => ("耕", "Ff"),
            Self::FarmlandToForest => ("林", "Fo"),
            Self::BasicFarmlandOut => ("出", "Bo"),
            Self::BasicFarmlandIn => ("入", "Bi"),
            Self::BoundaryExtension => ("扩", "Ex"),
            Self::BoundaryRelease => ("划", "El"),
            Self::EcologicalRestoration => ("生", "Ec"),
            Self::Redevelopment => ("再", "Rd"),
            Self::StandardLand => ("标", "Sl"),
            Self::MarketEntry => ("市", "Me"),
            Self::Infrastructure => ("路", "Rw"),
        };
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Whether the measure moves the line of permanent basic farmland and not the use of the land.
    pub fn moves_basic_farmland(self) -> bool {
        matches!(self, Self::BasicFarmlandOut | Self::BasicFarmlandIn)
    }

    /// Whether the measure moves the urban development boundary and not the use of the land.
    pub fn moves_boundary(self) -> bool {
        matches!(self, Self::BoundaryExtension | Self::BoundaryRelease)
    }

    pub fn quantity_unit(self) -> QuantityUnit {
        match self {
            Self::Reclaim | Self::Resettlement | Self::NewConstruction => QuantityUnit::Households,
            _ => QuantityUnit::Mu,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::land_class;

    #[test]
    fn terms_are_found_by_key_and_by_title_and_only_once_and_no_two_kinds_share_a_mark() {
        for (index, &kind) in MeasureKind::ALL.iter().enumerate() {
            assert_eq!(MeasureKind::find(kind.key()), Some(kind));
            assert_eq!(MeasureKind::find(kind.title(Language::Chinese)), Some(kind));
            assert!(MeasureKind::ALL[..index].iter().all(|other| other.key() != kind.key()));
            assert!(kind.usual_class().is_none_or(|code| land_class(code).is_some()));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
            for language in [Language::Chinese, Language::English] {
                let mark = kind.mark(language);
                assert!((1..=2).contains(&mark.chars().count()));
                assert!(MeasureKind::ALL[..index].iter().all(|other| other.mark(language) != mark), "{mark} twice");
            }
        }
        assert!(PolicyTool::find("增减挂钩") == Some(PolicyTool::Linkage) && QuotaUse::find("nothing").is_none());
    }
}
