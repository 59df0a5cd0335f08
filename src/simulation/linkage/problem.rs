//! Increase–decrease linkage: which hamlets to demolish whole, on which sites to build, and who moves where.
//!
//! d_g demolishes hamlet g, u_n builds on site n, t is the plot need in mu that moves from a hamlet to a village.
//! maximise Σ A d (1 + κ · share that faces farmland) − τ Σ distance · t; rows: every demolished hamlet's need finds plots, plots fit
//! on what is built, no more built than demolished, farmland and its quality replaced, the budget net of quota income, and every
//! site beyond the first ring leans on one nearer the core.

use serde_json::{Value, json};

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use crate::i18n::Text;

/// Figures of the rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Plot need in a share of the demolished area.
    pub need_share: f64,
    /// Share of a built site that becomes plots.
    pub plot_share: f64,
    /// Premium for hamlets that face farmland.
    pub facing_premium: f64,
    /// What moving one mu of need by one km costs, mu.
    pub distance_per_km: f64,
    /// Income for a mu of quota, 10⁴ yuan.
    pub quota_price: f64,
    pub build_cost_per_mu: f64,
    /// Share of the demolished area that counts as new farmland.
    pub farmland_replaced_share: f64,
    pub budget: f64,
}

/// A hamlet that can be demolished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hamlet {
    pub area_mu: f64,
    pub cost: f64,
    pub quality_mu: f64,
    pub farmland_facing_share: f64,
}

/// A parcel that can be built on.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    pub village: u32,
    pub area_mu: f64,
    pub is_farmland: bool,
    pub quality: f64,
    /// Steps from the core; 1 touches it.
    pub hop: u32,
    /// The neighbours one step nearer.
    pub inward: Vec<u32>,
}

/// A way that need can move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    pub hamlet: u32,
    pub village: u32,
    pub distance_m: f64,
}

/// A linkage problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkage {
    pub parameters: Parameters,
    pub villages: usize,
    pub hamlets: Vec<Hamlet>,
    pub sites: Vec<Site>,
    pub moves: Vec<Move>,
}

impl Linkage {
    /// Reads a problem.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        Self::from_value(&parsed(text)?)
    }

    pub(in super::super) fn from_value(value: &Value) -> Result<Self, SimulationError> {
        let top = Found::top(value);
        let figures = top.field("parameters")?;
        let amount = |name: &str| figures.field(name)?.amount();
        let parameters = Parameters {
            need_share: amount("rho")?,
            plot_share: amount("eta")?,
            facing_premium: amount("kappa")?,
            distance_per_km: amount("tau_per_km")?,
            quota_price: amount("quota_price")?,
            build_cost_per_mu: amount("build_cost_per_mu")?,
            farmland_replaced_share: amount("farmland_replaced_share")?,
            budget: figures.field("budget")?.number()?,
        };
        let villages = top.field("villages")?.count()?;
        let mut hamlets = Vec::new();
        for item in top.field("hamlets")?.items()? {
            hamlets.push(Hamlet {
                area_mu: item.field("area_mu")?.amount()?,
                cost: item.field("cost")?.amount()?,
                quality_mu: item.field("quality_mu")?.number()?,
                farmland_facing_share: item.field("farmland_facing_share")?.amount()?,
            });
        }
        let items = top.field("sites")?.items()?;
        let mut sites = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mut inward = Vec::new();
            for other in item.field("inward")?.items()? {
                let site = other.id(items.len(), ReasonText::Site)?;
                if site == index {
                    return Err(other.refuse(ReasonText::SiteItself.plain()));
                }
                inward.push(site as u32);
            }
            sites.push(Site {
                village: item.field("village")?.id(villages, ReasonText::Village)? as u32,
                area_mu: item.field("area_mu")?.amount()?,
                is_farmland: item.field("farmland")?.flag()?,
                quality: item.field("quality")?.number()?,
                hop: item.field("hop")?.count()? as u32,
                inward,
            });
        }
        let mut moves = Vec::new();
        for item in top.field("flows")?.items()? {
            let parts = item.items_of(3)?;
            moves.push(Move {
                hamlet: parts[0].id(hamlets.len(), ReasonText::Hamlet)? as u32,
                village: parts[1].id(villages, ReasonText::Village)? as u32,
                distance_m: parts[2].amount()?,
            });
        }
        Ok(Self { parameters, villages, hamlets, sites, moves })
    }

    /// The problem as text.
    pub fn to_json(&self) -> String {
        let figures = &self.parameters;
        let hamlet = |hamlet: &Hamlet| {
            json!({"area_mu": hamlet.area_mu, "cost": hamlet.cost, "quality_mu": hamlet.quality_mu,
                   "farmland_facing_share": hamlet.farmland_facing_share})
        };
        let site = |site: &Site| {
            json!({"village": site.village, "area_mu": site.area_mu, "farmland": site.is_farmland,
                   "quality": site.quality, "hop": site.hop, "inward": site.inward})
        };
        let way = |way: &Move| json!([way.hamlet, way.village, way.distance_m]);
        written(&json!({
            "kind": "linkage",
            "parameters": {
                "rho": figures.need_share, "eta": figures.plot_share, "kappa": figures.facing_premium,
                "tau_per_km": figures.distance_per_km, "quota_price": figures.quota_price,
                "build_cost_per_mu": figures.build_cost_per_mu,
                "farmland_replaced_share": figures.farmland_replaced_share, "budget": figures.budget,
            },
            "villages": self.villages,
            "hamlets": self.hamlets.iter().map(hamlet).collect::<Vec<Value>>(),
            "sites": self.sites.iter().map(site).collect::<Vec<Value>>(),
            "flows": self.moves.iter().map(way).collect::<Vec<Value>>(),
        }))
    }
}
