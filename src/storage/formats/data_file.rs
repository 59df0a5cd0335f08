//! A data file of any known format: what it holds, and one layer of it read.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::crs_evidence::{Misplaced, place};
use super::geojson::GeojsonFile;
use super::geopackage::GeopackageFile;
use super::intake::Intake;
use super::shapefile::{Read, Shapefile};
use super::{
    BrokenReason, CrsOrigin, EncodingPreview, LayerInfo, PlacedCrs, Progress, ReadProblem, Tally, TextEncoding,
    crs_suggestions,
};
use crate::base::{LayerBuilder, Provenance, Role};
use crate::crs::{GaussKruger, SourceCrs};
use crate::geometry::Bounds;
use crate::i18n::Message;

/// How a layer is to be read.
pub struct ReadOptions<'a> {
    /// The plane that the layer is converted into.
    pub plane: GaussKruger,
    pub role: Role,
    /// Overrides what the file declares.
    pub crs: Option<SourceCrs>,
    /// Overrides what the file declares and its texts show.
    pub encoding: Option<TextEncoding>,
    /// Whether invalid polygons are made valid; each repair is listed.
    pub repair: bool,
    pub progress: &'a dyn Progress,
}

/// One layer, read.
pub struct ReadLayer {
    pub builder: LayerBuilder,
    /// What a person should know about the reading, one sentence each.
    pub notes: Vec<Message>,
    pub tally: Tally,
    pub encoding: TextEncoding,
    pub crs: PlacedCrs,
    /// Box of the coordinates as they stand in the file.
    pub source_bounds: Bounds,
}

/// A data file, open for reading. It is never changed, and nothing is left beside it.
pub struct DataFile {
    path: PathBuf,
    layers: Vec<LayerInfo>,
    format: Format,
}

enum Format {
    Geopackage(GeopackageFile),
    Shapefile(Box<Shapefile>),
    Geojson(GeojsonFile),
}

/// Opens a GeoPackage, a shapefile or a GeoJSON, told by its content first and its extension second.
pub fn open(path: &Path) -> Result<DataFile, ReadProblem> {
    let io = |source| ReadProblem::from_io(path, source);
    if std::fs::metadata(path).map_err(io)?.is_dir() {
        return Err(ReadProblem::IsFolder { path: path.to_owned() });
    }
    let mut head = Vec::new();
    File::open(path).map_err(io)?.take(512).read_to_end(&mut head).map_err(io)?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let first = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start().first();
    let (format, layers) = if head.starts_with(b"SQLite format 3\0") {
        let (file, layers) = GeopackageFile::open(path)?;
        (Format::Geopackage(file), layers)
    } else if head.starts_with(&9994u32.to_be_bytes()) {
        let (file, layer) = Shapefile::open(path)?;
        (Format::Shapefile(Box::new(file)), vec![layer])
    } else if first == Some(&b'{') {
        let (file, layer) = GeojsonFile::open(path)?;
        (Format::Geojson(file), vec![layer])
    } else {
        let path = path.to_owned();
        return Err(match extension.as_str() {
            "gpkg" => ReadProblem::NotGeopackage { path },
            "shp" => ReadProblem::Broken { path, reason: BrokenReason::NoShapefileHeader },
            "json" | "geojson" => ReadProblem::Broken { path, reason: BrokenReason::NoJsonObject },
            _ => ReadProblem::UnknownFormat { path },
        });
    };
    if layers.is_empty() {
        return Err(ReadProblem::NoLayers { path: path.to_owned() });
    }
    Ok(DataFile { path: path.to_owned(), layers, format })
}

impl DataFile {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The layers with geometry, in the order of the file.
    pub fn layers(&self) -> &[LayerInfo] {
        &self.layers
    }

    /// The layer of a name, whatever its case.
    pub fn layer(&self, name: &str) -> Result<&LayerInfo, ReadProblem> {
        self.layers.iter().find(|layer| layer.name.eq_ignore_ascii_case(name)).ok_or_else(|| ReadProblem::NoSuchLayer {
            path: self.path.clone(),
            layer: name.to_owned(),
            layers: self.layers.iter().map(|layer| layer.name.clone()).collect(),
        })
    }

    /// The first Chinese texts in each encoding that may be meant; empty where the format leaves no choice.
    pub fn encoding_previews(&self) -> Vec<EncodingPreview> {
        match &self.format {
            Format::Shapefile(file) => file.previews(),
            Format::Geopackage(_) | Format::Geojson(_) => Vec::new(),
        }
    }

    /// Reads one layer into the plane.
    pub fn read(&self, layer: &str, options: &ReadOptions<'_>) -> Result<ReadLayer, ReadProblem> {
        let info = self.layer(layer)?;
        let mut notes = Vec::new();
        let crs = self.place(info, options, &mut notes)?;
        self.read_placed(info, options, crs, notes)
    }

    /// Reads one layer whose system nobody knows: its numbers are taken as they stand, so that its health can be told. It
    /// must not become part of a project.
    pub fn read_unplaced(&self, layer: &str, options: &ReadOptions<'_>) -> Result<ReadLayer, ReadProblem> {
        let crs = PlacedCrs { crs: SourceCrs::Plane(options.plane), origin: CrsOrigin::Unknown };
        self.read_placed(self.layer(layer)?, options, crs, Vec::new())
    }

    fn read_placed(
        &self,
        info: &LayerInfo,
        options: &ReadOptions<'_>,
        crs: PlacedCrs,
        mut notes: Vec<Message>,
    ) -> Result<ReadLayer, ReadProblem> {
        let task = Task { path: &self.path, info, options, crs };
        let mut intake = task.intake()?;
        let Read { fields, notes: format_notes, encoding } = match &self.format {
            Format::Geopackage(file) => file.read(&task, &mut intake)?,
            Format::Shapefile(file) => file.read(&task, &mut intake)?,
            Format::Geojson(file) => file.read(&task, &mut intake)?,
        };
        options.progress.at(info.features, info.features);
        notes.extend(format_notes);
        notes.extend(intake.tally.notes());
        let mut builder = LayerBuilder::new(&info.name, options.role, info.kind);
        builder.title = info.title.clone().unwrap_or_default();
        builder.shapes = intake.shapes;
        builder.source_ids = intake.ids;
        builder.fields = fields;
        builder.provenance = Provenance {
            file: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            layer: info.name.clone(),
            source_epsg: crs.crs.epsg(),
            encoding: encoding.name().to_owned(),
            ..Provenance::default()
        };
        let (tally, source_bounds) = (intake.tally, intake.source_bounds);
        Ok(ReadLayer { builder, notes, tally, encoding, crs, source_bounds })
    }

    fn place(
        &self,
        info: &LayerInfo,
        options: &ReadOptions<'_>,
        notes: &mut Vec<Message>,
    ) -> Result<PlacedCrs, ReadProblem> {
        place(&info.crs, options.crs, &info.sample, notes).map_err(|misplaced| {
            let (path, layer) = (self.path.clone(), info.name.clone());
            let suggestions = crs_suggestions(&info.sample, Some(options.plane));
            match misplaced {
                Misplaced::Missing => ReadProblem::CrsMissing { path, layer, suggestions },
                Misplaced::Unusable(source) => ReadProblem::Crs { path, layer, source },
                Misplaced::Contradicted { declared, at } => {
                    ReadProblem::CrsContradicted { path, layer, declared: declared.name(), at, suggestions }
                }
            }
        })
    }
}

/// One layer being read.
pub(super) struct Task<'a> {
    pub path: &'a Path,
    pub info: &'a LayerInfo,
    pub options: &'a ReadOptions<'a>,
    pub crs: PlacedCrs,
}

impl Task<'_> {
    /// An empty collection for features of this layer.
    pub fn intake(&self) -> Result<Intake, ReadProblem> {
        let options = self.options;
        Intake::new(self.info.kind, self.crs.crs, options.plane, options.repair).map_err(|source| ReadProblem::Crs {
            path: self.path.to_owned(),
            layer: self.info.name.clone(),
            source,
        })
    }

    /// Says now and then how far the reading is, and stops it where nobody wants it any more.
    #[inline]
    pub fn step(&self, done: usize) -> Result<(), ReadProblem> {
        if done.is_multiple_of(4096) {
            if self.options.progress.cancelled() {
                return Err(ReadProblem::Cancelled);
            }
            self.options.progress.at(done, self.info.features);
        }
        Ok(())
    }
}
