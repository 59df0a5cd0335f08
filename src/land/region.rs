//! The consolidation region 整治区域 of a scheme: its regions, else the union of its units, else all the land there is.

use std::sync::Arc;

use geo::MultiPolygon;

use super::ground::changed_edges;
use super::piece::is_farmland;
use super::role_land::overlaps_of;
use super::{Extent, LandBase};
use crate::design::{Scheme, Zone, ZoneKind, shape_bounds};
use crate::geometry::overlay::{Clipper, Coverage, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::{Bounds, open_rings};

/// What lies in the region before any measure. Land in two zones counts once.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// `None` without zones: then the region is all the land.
    pub shape: Option<MultiPolygon<f64>>,
    /// Gross, m².
    pub area_m2: f64,
    /// Gross farmland 01xx, m².
    pub farmland_m2: f64,
    /// Basic farmland on the form's basis, m²; `None` without the layer.
    pub basic_farmland_m2: Option<f64>,
    /// Edges of the shape.
    edges: Option<Arc<EdgeIndex>>,
}

/// How the border of a region differs from that of another: only land near it, or between the two, can have changed sides.
#[derive(Clone, Debug)]
pub struct RegionChange {
    /// Boxes of the edges that only one of the two has.
    edges: Vec<Bounds>,
    borders: [Arc<EdgeIndex>; 2],
}

impl RegionChange {
    /// Box of all land that may have changed sides: what lies between two borders is bounded by what differs of them.
    pub fn window(&self) -> Bounds {
        self.edges.iter().fold(Bounds::EMPTY, |window, edge| window.union(edge)).grown(MARGIN_M)
    }

    /// Whether what of a box lies in the region may be other land now. Where no edge came or went near it, both borders run through
    /// it alike, or not at all: then they agree about all of it if they agree about a corner.
    pub fn concerns(&self, bounds: &Bounds) -> bool {
        let near = bounds.grown(MARGIN_M);
        let [before, after] = &self.borders;
        self.edges.iter().any(|edge| edge.meets(&near)) || before.contains(bounds.min) != after.contains(bounds.min)
    }
}

/// Border nearer than this to a box may cross what is in it, metres.
const MARGIN_M: f64 = 1e-6;

impl Region {
    /// The region of a scheme.
    pub fn of_scheme(base: &LandBase, scheme: &Scheme) -> Self {
        let of_kind = |kind| scheme.zones.iter().filter(move |zone| zone.kind == kind).map(AsRef::as_ref);
        let mut zones: Vec<&Zone> = of_kind(ZoneKind::Region).collect();
        if zones.is_empty() {
            zones = of_kind(ZoneKind::Unit).collect();
        }
        Self::of_zones(base, &zones)
    }

    /// The region that zones make together; all the land where there are none.
    pub fn of_zones(base: &LandBase, zones: &[&Zone]) -> Self {
        let Some(shape) = union_of(zones) else { return Self::everything(base) };
        let index = EdgeIndex::from_multi_polygon(&shape);
        let mut clipper = Clipper::new();
        let mut farmland_m2 = 0.0;
        base.parcels.overlaps(&index, &mut clipper, |parcel, shared_m2| {
            if is_farmland(base.parcels.class(parcel)) {
                farmland_m2 += shared_m2;
            }
        });
        let basic_farmland_m2 = base.basic_farmland.as_ref().map(|patches| {
            let overlaps = patches.land.overlaps(&index, &mut clipper);
            overlaps.into_iter().map(|(patch, shared_m2)| patches.net_m2(patch, shared_m2)).sum()
        });
        let area_m2 = index.area(&base.plane).ellipsoidal_m2();
        Self { shape: Some(shape), area_m2, farmland_m2, basic_farmland_m2, edges: Some(Arc::new(index)) }
    }

    fn everything(base: &LandBase) -> Self {
        let parcels = &base.parcels;
        let farmland = (0..parcels.len()).filter(|&parcel| is_farmland(parcels.class(parcel)));
        Self {
            shape: None,
            area_m2: (0..parcels.len()).map(|parcel| parcels.area_m2(parcel)).sum(),
            farmland_m2: farmland.map(|parcel| parcels.area_m2(parcel)).sum(),
            basic_farmland_m2: base.basic_farmland.as_ref().map(super::BasicFarmland::total_net_m2),
            edges: None,
        }
    }

    /// Edges of the border; `None` where the region is all the land.
    pub fn edges(&self) -> Option<&EdgeIndex> {
        self.edges.as_deref()
    }

    /// How the border differs from that of another region; `None` where either has none.
    pub fn change_from(&self, other: &Self) -> Option<RegionChange> {
        let borders = [other.edges.clone()?, self.edges.clone()?];
        Some(RegionChange { edges: changed_edges(&borders[0], &borders[1]), borders })
    }

    /// Land of a piece of a parcel that lies in the region, m²; `area_m2` is the piece's.
    pub fn shared_m2(
        &self,
        base: &LandBase,
        (parcel, extent, area_m2): (usize, &Extent, f64),
        clipper: &mut Clipper,
    ) -> f64 {
        let Some(edges) = &self.edges else { return area_m2 };
        let bounds = match extent {
            Extent::Whole => base.parcels.bounds_of(parcel),
            Extent::Part(shape) => shape_bounds(shape),
        };
        let mut is_crossed = false;
        edges.query(&bounds.grown(MARGIN_M), |edge| {
            let (from, to) = edges.edge(edge);
            is_crossed = Bounds::of_points(&[from, to]).meets(&bounds.grown(MARGIN_M));
            !is_crossed
        });
        match (is_crossed, extent) {
            (false, _) if edges.contains(bounds.min) => area_m2,
            (false, _) => 0.0,
            (true, Extent::Whole) => shared_with(&base.parcels.shape(parcel), edges, base, clipper).min(area_m2),
            (true, Extent::Part(shape)) => shared_with(shape, edges, base, clipper).min(area_m2),
        }
    }
}

fn shared_with(shape: &MultiPolygon<f64>, edges: &EdgeIndex, base: &LandBase, clipper: &mut Clipper) -> f64 {
    let coverage = Coverage::of_shapes(std::slice::from_ref(shape), base.plane.clone());
    overlaps_of(&coverage, edges, clipper).into_iter().map(|(_, area_m2)| area_m2).sum()
}

fn union_of(zones: &[&Zone]) -> Option<MultiPolygon<f64>> {
    let mut union: Option<MultiPolygon<f64>> = None;
    let mut bounds = Bounds::EMPTY;
    for zone in zones {
        let next = &zone.shape.0;
        let lies_apart = !bounds.meets(&zone.bounds());
        bounds = bounds.union(&zone.bounds());
        union = Some(match union {
            None => next.clone(),
            Some(known) if lies_apart => MultiPolygon(known.into_iter().chain(next.iter().cloned()).collect()),
            Some(known) => {
                let (subject, clip) = (open_rings(&known), open_rings(next));
                general_overlay(
                    subject.iter().map(Vec::as_slice),
                    clip.iter().map(Vec::as_slice),
                    Operation::Union,
                    FillRule::EvenOdd,
                )
                .unwrap_or(known)
            }
        });
    }
    union.filter(|shape| !shape.0.is_empty())
}
