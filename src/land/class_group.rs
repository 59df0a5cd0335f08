//! Land classes as the conversion rules group them: which way land may change depends on the group that it leaves and the
//! group that it joins, seldom on the class itself.

use serde::{Deserialize, Serialize};

use crate::base::{LandGroup, land_class};
use crate::i18n::{Message, Text, texts};

/// Where a land class stands in the table of conversions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassGroup {
    /// 耕地 01.
    Farmland,
    /// 种植园用地 02.
    Garden,
    /// 林地 03, wetland forests left out.
    Forest,
    /// 草地 04, marsh meadow left out.
    Grassland,
    /// 坑塘水面 1104, 沟渠 1107, 水库 1103.
    PondDitch,
    /// 设施农用地 1202, 农村道路 1006, 田坎 1203.
    OtherAgricultural,
    /// 建设用地.
    Construction,
    /// 湿地 00, 河流 1101, 湖泊 1102, 冰川 1110.
    Wetland,
    /// Other unused land 其他未利用地.
    Unused,
}

texts! {
    ClassGroupText {
        Farmland: "耕地", "farmland";
        Garden: "园地", "garden land";
        Forest: "林地", "forest";
        Grassland: "草地", "grassland";
        PondDitch: "坑塘沟渠", "ponds and ditches";
        OtherAgricultural: "设施农用地、农村道路等", "facility agriculture and farm roads";
        Construction: "建设用地", "construction land";
        Wetland: "湿地和河湖", "wetland, rivers and lakes";
        Unused: "其他未利用地", "other unused land";
    }
}

/// Classes of the virtual first-level class 00 湿地, with rivers, lakes and ice.
const WETLAND: [&str; 12] =
    ["0303", "0304", "0306", "0402", "0603", "1101", "1102", "1105", "1106", "1108", "1110", "00"];

impl ClassGroup {
    /// The group of a DLBM; `None` for a code that the standard lacks and whose first digits say nothing.
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim();
        let digits = code.get(..4).unwrap_or(code);
        if WETLAND.contains(&digits) {
            return Some(Self::Wetland);
        }
        match digits {
            "1103" | "1104" | "1107" => return Some(Self::PondDitch),
            "1006" | "1202" | "1203" => return Some(Self::OtherAgricultural),
            _ => {}
        }
        match digits.get(..2)? {
            "01" => Some(Self::Farmland),
            "02" => Some(Self::Garden),
            "03" => Some(Self::Forest),
            "04" => Some(Self::Grassland),
            "05" | "06" | "07" | "08" | "09" | "10" => Some(Self::Construction),
            _ => match land_class(code)?.group {
                LandGroup::Construction => Some(Self::Construction),
                LandGroup::Agricultural => Some(Self::OtherAgricultural),
                LandGroup::Unused => Some(Self::Unused),
            },
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::Farmland => ClassGroupText::Farmland,
            Self::Garden => ClassGroupText::Garden,
            Self::Forest => ClassGroupText::Forest,
            Self::Grassland => ClassGroupText::Grassland,
            Self::PondDitch => ClassGroupText::PondDitch,
            Self::OtherAgricultural => ClassGroupText::OtherAgricultural,
            Self::Construction => ClassGroupText::Construction,
            Self::Wetland => ClassGroupText::Wetland,
            Self::Unused => ClassGroupText::Unused,
        }
        .plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::land_classes;

    #[test]
    fn every_class_of_the_standard_has_a_group() {
        for class in land_classes() {
            assert!(ClassGroup::of(&class.code).is_some(), "{}", class.code);
        }
    }

    #[test]
    fn wetland_and_farm_roads_are_told_from_their_first_two_digits() {
        let groups = ["0101", "0304", "1006", "1003", "1101", "1104A", "1109", "1202", "0301K", "1206", "9999"];
        let found: Vec<Option<ClassGroup>> = groups.into_iter().map(ClassGroup::of).collect();
        let expected = [
            Some(ClassGroup::Farmland),
            Some(ClassGroup::Wetland),
            Some(ClassGroup::OtherAgricultural),
            Some(ClassGroup::Construction),
            Some(ClassGroup::Wetland),
            Some(ClassGroup::PondDitch),
            Some(ClassGroup::Construction),
            Some(ClassGroup::OtherAgricultural),
            Some(ClassGroup::Forest),
            Some(ClassGroup::Unused),
            None,
        ];
        assert_eq!(found, expected);
    }
}
