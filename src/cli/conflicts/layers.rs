//! The layers that `conflicts` compares, read into one plane: that of the zones.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Request;
use crate::base::{BaseLayer, LayerId, Role, UnindexedLayer, guess_role};
use crate::cli::CliProblem;
use crate::cli::input::file_and_layer;
use crate::cli::progress::{ProgressLine, ProgressText};
use crate::cli::words::CliText;
use crate::crs::{GaussKruger, SourceCrs, Transform};
use crate::design::Shape;
use crate::geometry::GeometryKind;
use crate::i18n::{Explain, Message, Text};
use crate::storage::formats::{self, DataFile, LayerInfo, ReadOptions};

/// Zones with their ids, in the plane that everything is worked in.
pub struct Zones {
    pub word: String,
    pub plane: GaussKruger,
    /// fid, else row from 1, of each zone that has geometry.
    pub shapes: Vec<(i64, Shape)>,
    pub notes: Vec<Message>,
}

/// The layers of one `--against`.
pub struct Against {
    pub role: Role,
    pub file: String,
    pub layers: Vec<Arc<BaseLayer>>,
    pub notes: Vec<Message>,
    /// What the R-trees took of the reading.
    pub index_time: Duration,
}

impl Against {
    /// fid, else row from 1, of a feature of one of the layers.
    pub fn source_id(&self, layer: LayerId, feature: usize) -> Option<i64> {
        self.layers.iter().find(|known| known.id == layer).map(|layer| layer.source_ids[feature])
    }
}

/// Reads the zones. Those in degrees are worked in the 3° zone of their centre.
pub fn read_zones(word: &str, progress: &ProgressLine) -> Result<Zones, CliProblem> {
    let (path, layer) = file_and_layer(Path::new(word));
    progress.stage(ProgressText::Reading.with([word.into()]));
    let file = formats::open(&path)?;
    let wanted: Vec<&LayerInfo> = match &layer {
        Some(name) => vec![file.layer(name)?],
        None => file.layers().iter().filter(|layer| layer.kind == GeometryKind::Polygons).collect(),
    };
    let mut zones: Option<Zones> = None;
    for info in wanted {
        let plane = zones.as_ref().map_or_else(|| plane_of(&file, info, progress), |zones| Ok(zones.plane))?;
        let (layer, notes) = read(&file, info, Role::Reference, plane, LayerId(0), progress)?;
        let layer = layer.indexed();
        let zones =
            zones.get_or_insert_with(|| Zones { word: word.to_owned(), plane, shapes: Vec::new(), notes: Vec::new() });
        zones.notes.extend(notes);
        let present = (0..layer.len()).filter(|&feature| !layer.shapes.feature_bounds(feature).is_empty());
        let mut shapes: Vec<(i64, Shape)> =
            present.map(|feature| (layer.source_ids[feature], Shape(layer.shapes.multi_polygon(feature)))).collect();
        shapes.sort_by_key(|(id, _)| *id);
        zones.shapes.extend(shapes);
    }
    zones
        .filter(|zones| !zones.shapes.is_empty())
        .ok_or_else(|| CliProblem::input(CliText::NoZones.with([word.into()])))
}

/// Reads the layers of one `--against` into the plane of the zones.
pub fn read_against(request: &Request, plane: GaussKruger, progress: &ProgressLine) -> Result<Against, CliProblem> {
    let (path, layer) = file_and_layer(Path::new(&request.word));
    progress.stage(ProgressText::Reading.with([request.word.as_str().into()]));
    let file = formats::open(&path)?;
    let mut against = Against {
        role: request.role,
        file: request.word.clone(),
        layers: Vec::new(),
        notes: Vec::new(),
        index_time: Duration::ZERO,
    };
    for (number, info) in layers_of_role(&file, layer.as_deref(), request)?.into_iter().enumerate() {
        let (layer, notes) = read(&file, info, request.role, plane, LayerId(number as u32 + 1), progress)?;
        let started = Instant::now();
        against.layers.push(Arc::new(layer.indexed()));
        against.index_time += started.elapsed();
        against.notes.extend(notes);
    }
    Ok(against)
}

/// The layer named, else every layer that fits the role, else the only layer of the file.
fn layers_of_role<'a>(
    file: &'a DataFile,
    named: Option<&str>,
    request: &Request,
) -> Result<Vec<&'a LayerInfo>, CliProblem> {
    if let Some(name) = named {
        return Ok(vec![file.layer(name)?]);
    }
    let polygons: Vec<&LayerInfo> = file.layers().iter().filter(|layer| layer.kind == GeometryKind::Polygons).collect();
    let fits = |layer: &&&LayerInfo| {
        let fields: Vec<&str> = layer.fields.iter().map(|field| field.name.as_str()).collect();
        guess_role(&layer.name, &fields).is_some_and(|guess| guess.role == request.role)
    };
    let fitting: Vec<&LayerInfo> = polygons.iter().filter(fits).copied().collect();
    match (fitting.is_empty(), polygons.as_slice()) {
        (false, _) => Ok(fitting),
        (true, [only]) => Ok(vec![*only]),
        (true, _) => {
            let names: Vec<&str> = file.layers().iter().map(|layer| layer.name.as_str()).collect();
            let words = [request.word.as_str().into(), request.role.message().into(), names.join(", ").into()];
            Err(CliProblem::input(CliText::LayerAmbiguous.with(words)))
        }
    }
}

fn read(
    file: &DataFile,
    info: &LayerInfo,
    role: Role,
    plane: GaussKruger,
    id: LayerId,
    progress: &ProgressLine,
) -> Result<(UnindexedLayer, Vec<Message>), CliProblem> {
    let options = ReadOptions { plane, role, crs: None, encoding: None, repair: false, progress };
    let read = file.read(&info.name, &options)?;
    Ok((read.builder.pack(id, plane), read.notes))
}

/// The plane of a layer: its own where it has one, else the 3° zone of its centre.
fn plane_of(file: &DataFile, info: &LayerInfo, progress: &ProgressLine) -> Result<GaussKruger, CliProblem> {
    // Any plane will do to learn where the layer is.
    let any = GaussKruger::three_degree_at_longitude(120.0);
    let options =
        |plane| ReadOptions { plane, role: Role::Reference, crs: None, encoding: None, repair: false, progress };
    let Some(plane) = any else { return Err(CliProblem::input(CliText::NoZones.with([info.name.as_str().into()]))) };
    let read = file.read(&info.name, &options(plane))?;
    let center = read.source_bounds.center();
    match read.crs.crs {
        SourceCrs::Plane(plane) => Ok(plane),
        other => {
            let degrees = Transform::new(other, SourceCrs::Cgcs2000Degrees)
                .and_then(|transform| transform.point(center))
                .map_err(|problem| CliProblem::input(problem.message()))?;
            Ok(GaussKruger::three_degree_at_longitude(degrees[0]).unwrap_or(plane))
        }
    }
}
