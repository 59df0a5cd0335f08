//! Transition → regime: what the law calls a change of use. Derived from the groups of the class before and the class after,
//! never typed. The matrix is the project's synthesis of 自然资发〔2021〕166号 (进出平衡), 自然资发〔2024〕204号 (占补平衡), the rules
//! of 增减挂钩 and the Forest Law; which of its cells are forbidden is for rule packs to say.

use serde::{Deserialize, Serialize};

use super::ClassGroup;
use crate::i18n::{Language, Message, Text, texts};

/// Under which regime a piece of land changes its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// The group of the class stays, and so does the class; or a change inside a group that nobody regulates.
    #[default]
    Unchanged,
    /// 提质: farmland of another class, such as dry land to paddy.
    Upgrade,
    /// 转出 (进出平衡): farmland to other agricultural land, or out of use.
    FarmlandOut,
    /// 林耕置换的出: farmland to forest; counts as out like [`Self::FarmlandOut`].
    FarmlandToForest,
    /// 占用 (农转用、占补平衡): farmland to construction land.
    Occupation,
    /// 生态退耕: farmland to wetland and rivers.
    EcologicalRetreat,
    /// 转入 (进出平衡): other agricultural land to farmland.
    FarmlandIn,
    /// 林耕置换的进: forest to farmland; counts as in like [`Self::FarmlandIn`].
    ForestToFarmland,
    /// 拆旧复垦: construction land to agricultural land.
    Reclamation,
    /// 垦造: unused land to farmland, garden, grassland or ponds.
    Development,
    /// 农转用: agricultural land other than farmland to construction land.
    Conversion,
    /// 占用未利用地.
    UnusedOccupation,
    /// 低效再开发: construction land of another class.
    Redevelopment,
    /// 生态修复: construction, unused or agricultural land to wetland.
    Restoration,
    /// 造林: other land to forest.
    Afforestation,
    /// 使用林地: forest to other agricultural land.
    ForestUse,
    /// 设施农用地备案.
    Filing,
    /// 农用地内部调整: between garden, grassland, ponds.
    Rearrangement,
    /// 占用湿地、河湖: wetland and rivers to anything else.
    WetlandTaken,
}

texts! {
    RegimeText {
        Unchanged: "不变", "unchanged";
        Upgrade: "提质改造", "farmland upgraded";
        FarmlandOut: "耕地转出", "farmland out";
        FarmlandToForest: "耕地转林地", "farmland to forest";
        Occupation: "建设占用耕地", "farmland occupied";
        EcologicalRetreat: "生态退耕", "ecological retreat";
        FarmlandIn: "耕地转入", "farmland in";
        ForestToFarmland: "林地转耕地", "forest to farmland";
        Reclamation: "拆旧复垦", "reclaimed";
        Development: "垦造", "developed";
        Conversion: "农转用", "agricultural land converted";
        UnusedOccupation: "占用未利用地", "unused land occupied";
        Redevelopment: "低效再开发", "redeveloped";
        Restoration: "生态修复", "restored";
        Afforestation: "造林", "afforested";
        ForestUse: "使用林地", "forest used";
        Filing: "设施农用地备案", "facility filed";
        Rearrangement: "农用地内部调整", "agricultural land rearranged";
        WetlandTaken: "占用湿地河湖", "wetland or river taken";
    }
}

impl Regime {
    /// The regime of a change between two classes (DLBM). A class that the standard lacks counts as unused land.
    pub fn of(before: &str, after: &str) -> Self {
        if before == after {
            return Self::Unchanged;
        }
        Self::of_known(ClassGroup::of(before), ClassGroup::of(after))
    }

    /// The regime of a change of class between groups as far as they are known.
    pub(super) fn of_known(before: Option<ClassGroup>, after: Option<ClassGroup>) -> Self {
        Self::of_groups(before.unwrap_or(ClassGroup::Unused), after.unwrap_or(ClassGroup::Unused))
    }

    /// The regime of a change of class from one group to another (or within one).
    pub fn of_groups(before: ClassGroup, after: ClassGroup) -> Self {
        use ClassGroup as G;
        match (before, after) {
            (G::Farmland, G::Farmland) => Self::Upgrade,
            (G::Farmland, G::Forest) => Self::FarmlandToForest,
            (G::Farmland, G::Construction) => Self::Occupation,
            (G::Farmland, G::Wetland) => Self::EcologicalRetreat,
            (G::Farmland, _) => Self::FarmlandOut,
            (G::Wetland, G::Wetland) | (G::Unused, G::Unused) | (G::Forest, G::Forest) => Self::Unchanged,
            (G::Wetland, _) => Self::WetlandTaken,
            (G::Construction, G::Construction) => Self::Redevelopment,
            (_, G::Wetland) => Self::Restoration,
            (G::Construction, G::Unused) => Self::Restoration,
            (G::Construction, _) => Self::Reclamation,
            (G::Unused, G::Construction) => Self::UnusedOccupation,
            (_, G::Construction) => Self::Conversion,
            (G::Forest, G::Farmland) => Self::ForestToFarmland,
            (G::Forest, _) => Self::ForestUse,
            (G::Unused, G::Farmland) => Self::Development,
            (_, G::Farmland) => Self::FarmlandIn,
            (_, G::Forest) => Self::Afforestation,
            (G::OtherAgricultural, G::OtherAgricultural) => Self::Unchanged,
            (_, G::OtherAgricultural) => Self::Filing,
            (G::Unused, _) => Self::Development,
            _ => Self::Rearrangement,
        }
    }

    /// Name in files (GZLX).
    pub fn key(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Upgrade => "upgrade",
            Self::FarmlandOut => "farmland_out",
            Self::FarmlandToForest => "farmland_to_forest",
            Self::Occupation => "occupation",
            Self::EcologicalRetreat => "ecological_retreat",
            Self::FarmlandIn => "farmland_in",
            Self::ForestToFarmland => "forest_to_farmland",
            Self::Reclamation => "reclamation",
            Self::Development => "development",
            Self::Conversion => "conversion",
            Self::UnusedOccupation => "unused_occupation",
            Self::Redevelopment => "redevelopment",
            Self::Restoration => "restoration",
            Self::Afforestation => "afforestation",
            Self::ForestUse => "forest_use",
            Self::Filing => "filing",
            Self::Rearrangement => "rearrangement",
            Self::WetlandTaken => "wetland_taken",
        }
    }

    /// Farmland that leaves under the in–out balance (OUT_F).
    pub fn is_farmland_out(self) -> bool {
        matches!(self, Self::FarmlandOut | Self::FarmlandToForest)
    }

    /// Farmland that comes in under the in–out balance (IN_F).
    pub fn is_farmland_in(self) -> bool {
        matches!(self, Self::FarmlandIn | Self::ForestToFarmland)
    }

    pub fn title(self, language: Language) -> String {
        self.message().say(language)
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::Unchanged => RegimeText::Unchanged,
            Self::Upgrade => RegimeText::Upgrade,
            Self::FarmlandOut => RegimeText::FarmlandOut,
            Self::FarmlandToForest => RegimeText::FarmlandToForest,
            Self::Occupation => RegimeText::Occupation,
            Self::EcologicalRetreat => RegimeText::EcologicalRetreat,
            Self::FarmlandIn => RegimeText::FarmlandIn,
            Self::ForestToFarmland => RegimeText::ForestToFarmland,
            Self::Reclamation => RegimeText::Reclamation,
            Self::Development => RegimeText::Development,
            Self::Conversion => RegimeText::Conversion,
            Self::UnusedOccupation => RegimeText::UnusedOccupation,
            Self::Redevelopment => RegimeText::Redevelopment,
            Self::Restoration => RegimeText::Restoration,
            Self::Afforestation => RegimeText::Afforestation,
            Self::ForestUse => RegimeText::ForestUse,
            Self::Filing => RegimeText::Filing,
            Self::Rearrangement => RegimeText::Rearrangement,
            Self::WetlandTaken => RegimeText::WetlandTaken,
        }
        .plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regime_follows_from_the_classes() {
        let cases = [
            ("0103", "0101", Regime::Upgrade),
            ("0101", "0201", Regime::FarmlandOut),
            ("0103", "0301", Regime::FarmlandToForest),
            ("0101", "1202", Regime::FarmlandOut),
            ("0101", "0702", Regime::Occupation),
            ("0103", "1106", Regime::EcologicalRetreat),
            ("0201", "0103", Regime::FarmlandIn),
            ("1104", "0101", Regime::FarmlandIn),
            ("0301", "0103", Regime::ForestToFarmland),
            ("0702", "0103", Regime::Reclamation),
            ("0702", "0301", Regime::Reclamation),
            ("1204", "0103", Regime::Development),
            ("0404", "0702", Regime::Conversion),
            ("1206", "0702", Regime::UnusedOccupation),
            ("0702", "0601", Regime::Redevelopment),
            ("1101", "0101", Regime::WetlandTaken),
            ("0201", "0301", Regime::Afforestation),
            ("0101", "0101", Regime::Unchanged),
        ];
        for (before, after, regime) in cases {
            assert_eq!(Regime::of(before, after), regime, "{before} to {after}");
        }
        assert_eq!(serde_json::to_value(Regime::UnusedOccupation).unwrap(), Regime::UnusedOccupation.key());
    }
}
