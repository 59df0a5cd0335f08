//! What a base layer means. Names of layers and fields by which each role is recognised follow TD/T 1057-2020, the delivery
//! conventions of the three control lines and what counties really send.

use serde::{Deserialize, Serialize};

use crate::i18n::{Language, Message};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident: $key:literal, $zh:literal, $en:literal, names [$($name:literal),*], fields [$(($field:literal, $score:literal)),*];)*) => {
        /// Meaning of a base layer; decides which judgements it takes part in and how it is drawn.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($(#[$doc])* $role),* }

        impl Role {
            /// Every role, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$role),*];

            /// Name on the command line and in files: `permanent_basic_farmland`.
            pub fn key(self) -> &'static str { match self { $(Self::$role => $key),* } }

            /// 永久基本农田
            pub fn title_zh(self) -> &'static str { match self { $(Self::$role => $zh),* } }

            /// Permanent basic farmland
            pub fn title_en(self) -> &'static str { match self { $(Self::$role => $en),* } }

            /// Layer names seen for this role; a name that begins with one of them is recognised too.
            pub fn layer_names(self) -> &'static [&'static str] { match self { $(Self::$role => &[$($name),*]),* } }

            /// Fields that speak for this role, with their weight.
            pub fn field_scores(self) -> &'static [(&'static str, u32)] { match self { $(Self::$role => &[$(($field, $score)),*]),* } }
        }
    };
}

roles! {
    /// 地类图斑
    LandUse: "land_use", "地类图斑", "Land-use parcels",
        names ["DLTB", "地类图斑", "JQDLTB"],
        fields [("DLBM", 30), ("地类编码", 30), ("QSDWDM", 13), ("ZLDWDM", 12), ("BSM", 20), ("TBMJ", 10), ("TBDLMJ", 10), ("KCXS", 5)];
    /// 永久基本农田
    PermanentBasicFarmland: "permanent_basic_farmland", "永久基本农田", "Permanent basic farmland",
        names ["YJJBNTBHTB", "YJJBNTTB", "YJJBNT", "JBNTTB", "JBNTBHTB", "永久基本农田", "基本农田"],
        fields [("YJJBNTTBBH", 60), ("YJJBNTMJ", 40), ("YJJBNTTBMJ", 30), ("JBNTMJ", 40), ("JBNTTBBH", 40), ("WDGD", 10)];
    /// 生态保护红线
    EcologicalRedLine: "ecological_red_line", "生态保护红线", "Ecological red line",
        names ["STBHHX", "生态保护红线", "陆域生态保护红线", "STHX"],
        fields [("HXLX", 40), ("HXBM", 30), ("HXMC", 30), ("LHLX", 40), ("LHDM", 15), ("ZRBHDFQ", 25)];
    /// 城镇开发边界
    UrbanDevelopmentBoundary: "urban_development_boundary", "城镇开发边界", "Urban development boundary",
        names ["CZKFBJ", "CZKFBJGX", "KFBJ", "城镇开发边界"],
        fields [("GHFQDM", 40), ("GHFQMC", 40)];
    /// 村级调查区
    Village: "village", "村界", "Villages",
        names ["CJDCQ", "CJXZQ", "CUN", "村级调查区", "村界", "行政村"],
        fields [("ZLDWDM", 15), ("ZLDWMC", 15), ("DCMJ", 15), ("CJDCQMC", 40)];
    /// 行政区（乡镇）
    Township: "township", "乡镇界", "Township",
        names ["XZQ", "XZJX", "XIANGZHEN", "行政区", "乡镇界"],
        fields [("XZQDM", 15), ("XZQMC", 15), ("DCMJ", 15), ("JSMJ", 10)];
    /// 高标准农田
    HighStandardFarmland: "high_standard_farmland", "高标准农田", "High-standard farmland",
        names ["GBZNT", "GBZJBNT", "高标准农田"],
        fields [("XMMC", 10), ("GBZNTMJ", 40), ("JCND", 10)];
    /// 粮食生产功能区
    GrainProductionZone: "grain_production_zone", "粮食生产功能区", "Grain production zone",
        names ["LSSCGNQ", "LSGNQ", "粮食生产功能区", "粮功区"],
        fields [("GNQMC", 30), ("GNQBH", 30)];
    /// 永久基本农田储备区
    ReserveFarmland: "reserve_farmland", "永久基本农田储备区", "Reserve of permanent basic farmland",
        names ["YJJBNTCBQ", "CBQ", "永久基本农田储备区"],
        fields [("CBQBH", 40), ("CBQMJ", 40)];
    /// 耕地保护目标
    FarmlandTarget: "farmland_target", "耕地保护目标", "Farmland protection target",
        names ["GDBHMB", "耕地保护目标"],
        fields [("GDBHMBMJ", 40)];
    /// 坡度图
    Slope: "slope", "坡度图", "Slope classes",
        names ["PDT", "坡度图"],
        fields [("PDJB", 40), ("BZPDJB", 40), ("坡度级别", 40)];
    /// 耕地质量等别
    QualityGrade: "quality_grade", "耕地质量等别", "Farmland quality grades",
        names ["GDZLDB", "GDDB", "耕地等别"],
        fields [("GJLYD", 30), ("GJZRD", 30)];
    /// 自然保护地
    NatureReserve: "nature_reserve", "自然保护地", "Nature reserve",
        names ["ZRBHD", "ZRBHQ", "自然保护地"],
        fields [("ZRBHDMC", 20), ("BHDMC", 20)];
    /// 生态公益林
    PublicWelfareForest: "public_welfare_forest", "生态公益林", "Public-welfare forest",
        names ["GYL", "STGYL", "公益林", "生态公益林"],
        fields [("GYLDJ", 30), ("SLLB", 20), ("LIN_BAN", 15), ("XIAO_BAN", 15)];
    /// 河道管理范围
    RiverManagement: "river_management", "河道管理范围", "River management area",
        names ["HDGLFW", "河道管理范围"],
        fields [("HDMC", 20), ("GLFW", 30)];
    /// 城镇村等用地
    SettlementLand: "settlement_land", "城镇村等用地", "Land of towns and villages",
        names ["CZCDYD", "城镇村等用地"],
        fields [("CZCLX", 40), ("CZCDM", 20), ("CZCMC", 20), ("CZCMJ", 20)];
    /// 批准未建设土地
    ApprovedUnbuilt: "approved_unbuilt", "批准未建设土地", "Approved, not yet built",
        names ["PZWJSTD", "批准未建设"],
        fields [("PZWH", 20), ("PZMJ", 25)];
    /// 地质灾害
    GeologicalHazard: "geological_hazard", "地质灾害", "Geological hazards",
        names ["DZZH", "DZZHD", "地质灾害"],
        fields [("ZHLX", 30), ("ZHDMC", 30)];
    /// 天然林保护范围
    NaturalForest: "natural_forest", "天然林", "Natural forest",
        names ["TRL", "TRLBH", "天然林"],
        fields [("TRLLX", 30), ("TRLBHLX", 30)];
    /// 饮用水水源保护区
    WaterSource: "water_source", "饮用水水源保护区", "Protection area of drinking water",
        names ["YYSSYBHQ", "YYSSYD", "SYBHQ", "SYDBHQ", "饮用水水源", "水源保护区"],
        fields [("SYDMC", 30), ("SYBHQJB", 30)];
    /// 生态退耕范围
    FarmlandRetirement: "farmland_retirement", "生态退耕", "Farmland to be retired",
        names ["STTG", "TGHL", "生态退耕", "退耕还林"],
        fields [("TGND", 30), ("TGLX", 30)];
    /// 污染严格管控类耕地
    PollutedFarmland: "polluted_farmland", "污染严格管控耕地", "Polluted farmland under strict control",
        names ["YGGKGD", "WRGKGD", "严格管控", "污染严格管控"],
        fields [("WRLB", 30), ("GKLB", 30)];
    /// 规划用途（村庄规划、国土空间规划）
    PlannedLandUse: "planned_land_use", "规划用途", "Planned land use",
        names ["YDYHGHFQ", "GHFQ", "TDGHDL", "ZXCQGHYDYH", "规划用地"],
        fields [("YDYHFLDM", 40), ("YDYHFLMC", 30), ("GHDLBM", 40)];
    /// 参考图层
    Reference: "reference", "参考图层", "Reference",
        names [],
        fields [];
}

impl Role {
    /// The role of a key such as `land_use`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.key() == key)
    }

    pub fn title(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.title_zh(),
            Language::English => self.title_en(),
        }
    }

    /// The title as an argument of a message.
    pub fn message(self) -> Message {
        Message::new(self.title_zh(), self.title_en(), Vec::new())
    }

    /// How high on the map a new layer of this role is drawn: parcels lie below all else, then areas, the control lines above
    /// them, borders and references on top.
    pub fn drawing_height(self) -> u8 {
        match self {
            Self::LandUse => 0,
            _ if self.is_control_line() => 2,
            Self::Village | Self::Township => 3,
            Self::Reference => 4,
            _ => 1,
        }
    }

    /// Whether a zone's overlap with this layer is a conflict that the card lists (the three control lines).
    pub fn is_control_line(self) -> bool {
        matches!(self, Self::PermanentBasicFarmland | Self::EcologicalRedLine | Self::UrbanDevelopmentBoundary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_lead_back() {
        for &role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
            let json = serde_json::to_string(&role).unwrap();
            assert_eq!(json.trim_matches('"'), role.key());
        }
        assert_eq!(Role::from_key("nothing"), None);
    }
}
