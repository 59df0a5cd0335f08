//! What an import brought in.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::ImportText;
use crate::base::Role;
use crate::cli::words::listed;
use crate::design::MeasureKind;
use crate::i18n::{Message, Text};

/// The layers, zones or measures that are now in the project.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportReport {
    pub project: String,
    pub layers: Vec<ImportedLayer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zones: Option<ImportedZones>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<ImportedMeasures>,
    /// What is worth knowing about the reading.
    #[serde(skip)]
    pub notes: Vec<Message>,
}

/// One base layer.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedLayer {
    pub id: u32,
    pub name: String,
    pub role: Role,
    pub features: usize,
    /// EPSG code that the coordinates came in.
    pub source_crs: u32,
    pub encoding: String,
    /// Ellipsoidal, features added up.
    pub area_m2: f64,
}

/// The zones of one import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedZones {
    pub scheme: u32,
    pub names: Vec<String>,
}

/// The measures of one import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedMeasures {
    pub scheme: u32,
    pub count: usize,
    /// How many of each kind.
    pub kinds: BTreeMap<MeasureKind, usize>,
}

impl ImportReport {
    /// The report for people, one sentence a line.
    pub fn messages(&self) -> Vec<Message> {
        let layers = self.layers.iter().map(|layer| {
            ImportText::Layer.with([
                layer.name.as_str().into(),
                layer.role.message().into(),
                layer.features.into(),
                layer.source_crs.into(),
                layer.encoding.as_str().into(),
            ])
        });
        let zones = self.zones.iter().map(|zones| {
            ImportText::Zones.with([zones.names.len().into(), zones.scheme.into(), zones.names.join(", ").into()])
        });
        let measures = self.measures.iter().map(|measures| {
            let of_kind = |(kind, count): (&MeasureKind, &usize)| {
                ImportText::MeasuresOfKind.with([kind.message().into(), (*count).into()])
            };
            let kinds = listed(measures.kinds.iter().map(of_kind));
            ImportText::Measures.with([measures.count.into(), measures.scheme.into(), kinds.into()])
        });
        layers.chain(zones).chain(measures).collect()
    }
}
