//! A practice township with a scheme that gives rules, ledgers and fields something to do: its three zones and measures of every
//! kind in turn, each over a parcel shifted by some metres, so that it covers parts of several.

use std::sync::Arc;

use tianfang::base::{BaseLayer, LayerId};
use tianfang::crs::GaussKruger;
use tianfang::design::{Measure, MeasureId, MeasureKind, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind, translated};
use tianfang::sample::{SampleParameters, township};

/// The plane, the layers and the scheme.
pub fn township_with_scheme(parcels: usize, measures: usize) -> (GaussKruger, Vec<Arc<BaseLayer>>, Scheme) {
    let township = township(&SampleParameters { parcels, seed: 1 });
    let plane = township.plane;
    let layers: Vec<Arc<BaseLayer>> = township
        .layers
        .into_iter()
        .enumerate()
        .map(|(index, builder)| Arc::new(builder.build(LayerId(index as u32 + 1), plane)))
        .collect();
    let mut scheme = Scheme::empty(SchemeId(1), String::new());
    for (index, zone) in township.zones.into_iter().enumerate() {
        let (goal, note) = (String::new(), String::new());
        let (id, shape) = (ZoneId(index as u64 + 1), Shape(zone.shape));
        scheme.zones.push(Arc::new(Zone { id, name: zone.name, kind: ZoneKind::Unit, shape, goal, note }));
    }
    let parcels = &layers[0];
    for index in 0..measures {
        let shape = translated(&parcels.shapes.multi_polygon(index * parcels.len() / measures), [7.0, 5.0]);
        let kind = MeasureKind::ALL[index % MeasureKind::ALL.len()];
        scheme.measures.push(Arc::new(Measure::new(MeasureId(index as u64 + 1), kind, Shape(shape))));
    }
    (plane, layers, scheme)
}
