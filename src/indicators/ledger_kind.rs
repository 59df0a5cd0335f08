//! The ledgers, and why a ledger leaves land out that it watches.

use crate::i18n::{Message, Text, texts};

/// Which ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerKind {
    Linkage,
    Compensation,
    InOut,
    Forest,
}

/// Why land that changes is not booked in a ledger that watches its stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unbooked {
    /// Another ledger books it: a hectare is spent once.
    OtherLedger,
    /// Its policy tool or the use of its quota is none that a ledger keeps.
    OtherUse,
    /// 生态退耕: exempt from the balances.
    Exempt,
    /// Farmland that would not be in stable use repairs nothing that left.
    Unstable,
    /// Made of wetland and rivers: forbidden, so it balances nothing.
    FromWater,
}

texts! {
    LedgerText {
        Linkage: "增减挂钩", "Linkage of urban growth and rural reduction";
        Compensation: "占补平衡", "Occupation–compensation balance";
        InOut: "进出平衡", "In–out balance of farmland";
        Forest: "林地平衡", "Forest balance";
        OtherLedger: "计入其他台账", "booked in another ledger";
        OtherUse: "另有政策工具或指标用途", "under another policy tool or use of the quota";
        Exempt: "生态退耕，不纳入平衡", "ecological retreat, exempt";
        Unstable: "不属于稳定利用耕地，不计转入", "not in stable use, so not counted in";
        FromWater: "占用湿地、河湖，不得计入", "taken from wetland or rivers, which may not count";
    }
}

impl LedgerKind {
    /// Every ledger, in the order in which they are listed to people.
    pub const ALL: [Self; 4] = [Self::Linkage, Self::Compensation, Self::InOut, Self::Forest];

    /// Name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Linkage => "linkage",
            Self::Compensation => "compensation",
            Self::InOut => "in_out",
            Self::Forest => "forest",
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::Linkage => LedgerText::Linkage,
            Self::Compensation => LedgerText::Compensation,
            Self::InOut => LedgerText::InOut,
            Self::Forest => LedgerText::Forest,
        }
        .plain()
    }

    /// How the stock that it watches changes with a balance of 1: construction land shrinks by what linkage is credited.
    pub(super) fn stock_sign(self) -> f64 {
        match self {
            Self::Linkage => -1.0,
            Self::Compensation | Self::InOut | Self::Forest => 1.0,
        }
    }
}

impl Unbooked {
    /// Name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::OtherLedger => "other_ledger",
            Self::OtherUse => "other_use",
            Self::Exempt => "exempt",
            Self::Unstable => "unstable",
            Self::FromWater => "from_water",
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::OtherLedger => LedgerText::OtherLedger,
            Self::OtherUse => LedgerText::OtherUse,
            Self::Exempt => LedgerText::Exempt,
            Self::Unstable => LedgerText::Unstable,
            Self::FromWater => LedgerText::FromWater,
        }
        .plain()
    }
}
