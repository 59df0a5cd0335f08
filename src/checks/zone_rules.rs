//! The rules that hold without a rule pack: a drawn zone against the three control lines (ZON-01 to ZON-03). Their basis is
//! stated as far as it is known, and marked as not verified against the text of the document.

use super::Severity;
use crate::base::Role;
use crate::i18n::{Text, texts};

/// Overlap below this in sum opens no verdict, m²: what production tools count as touching.
pub const OVERLAP_TOLERANCE_M2: f64 = 1.0;

/// One rule over a zone.
#[derive(Clone, Copy, Debug)]
pub struct ZoneRule {
    /// Stable identity: `ZON-01`.
    pub id: &'static str,
    /// The layer that the zone is held against.
    pub role: Role,
    pub severity: Severity,
    pub title: RuleText,
    pub remedy: RuleText,
    /// Document and number, in Chinese as it is cited.
    pub basis: &'static str,
    /// Whether the basis was checked against the document.
    pub verified: bool,
}

texts! {
    /// Titles and remedies of the rules.
    RuleText {
        RedLine: "片区避让生态保护红线", "A zone keeps off the ecological red line";
        RedLineRemedy: "裁掉红线内的部分，或附有限人为活动的批准文件", "Trim the zone off the red line, or attach the approval of a limited human activity";
        Farmland: "片区占压永久基本农田须编制布局调整方案", "A zone over permanent basic farmland needs a layout adjustment plan";
        FarmlandRemedy: "编制永久基本农田布局调整方案，或裁掉占压部分", "Write the layout adjustment plan for permanent basic farmland, or trim the zone";
        Boundary: "片区与城镇开发边界的关系", "How a zone lies to the urban development boundary";
        BoundaryRemedy: "知悉即可；如需调整边界，另走城镇开发边界优化程序", "For information; changing the boundary is a procedure of its own";
    }
}

/// The rules, gravest first.
pub const ZONE_RULES: [ZoneRule; 3] = [
    ZoneRule {
        id: "ZON-01",
        role: Role::EcologicalRedLine,
        severity: Severity::Forbidden,
        title: RuleText::RedLine,
        remedy: RuleText::RedLineRemedy,
        basis: "自然资发〔2022〕142号（待核对条文）",
        verified: false,
    },
    ZoneRule {
        id: "ZON-02",
        role: Role::PermanentBasicFarmland,
        severity: Severity::Procedure,
        title: RuleText::Farmland,
        remedy: RuleText::FarmlandRemedy,
        basis: "土地管理法第三十五条（待核对条文）",
        verified: false,
    },
    ZoneRule {
        id: "ZON-03",
        role: Role::UrbanDevelopmentBoundary,
        severity: Severity::Information,
        title: RuleText::Boundary,
        remedy: RuleText::BoundaryRemedy,
        basis: "待核对",
        verified: false,
    },
];

impl ZoneRule {
    /// The rule about land of a role.
    pub fn of_role(role: Role) -> Option<&'static Self> {
        ZONE_RULES.iter().find(|rule| rule.role == role)
    }

}
