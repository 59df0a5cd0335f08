//! What the import dialog learns of a file, from the readers of `storage`.

use std::path::Path;

use crate::crs::SourceCrs;
use crate::i18n::{Explain, Message};
use crate::jobs::Progress;
use crate::session::ReadProgress;
use crate::storage::checkup::{Checkup, CheckupRequest, check_up};
use crate::storage::formats::{self, DeclaredCrs, LayerInfo, crs_suggestions};
use crate::ui::dialogs::{EncodingSample, SourceCrsStatement, SourceFile, SourceLayer, SourceReader};

/// Files as they lie on disk.
pub struct FilesOnDisk;

impl SourceReader for FilesOnDisk {
    fn look_into(&self, file: &Path) -> Result<SourceFile, Message> {
        let data = formats::open(file).map_err(|problem| problem.message())?;
        let layers: Vec<SourceLayer> = data.layers().iter().map(source_layer).collect();
        let believed = data.layers().first().map(|layer| layer.encoding);
        let encodings = data.encoding_previews().into_iter().map(|preview| EncodingSample {
            name: preview.encoding.name().to_owned(),
            best: Some(preview.encoding) == believed,
            texts: preview.texts,
        });
        Ok(SourceFile { layers, encodings: encodings.collect() })
    }

    fn check_up(&self, request: &CheckupRequest<'_>, progress: &Progress) -> Result<Checkup, Message> {
        check_up(request, &ReadProgress(progress)).map_err(|problem| problem.message())
    }
}

fn source_layer(layer: &LayerInfo) -> SourceLayer {
    let crs = match &layer.crs {
        DeclaredCrs::Declared(crs) | DeclaredCrs::Assumed(crs) => {
            SourceCrsStatement::Known { crs: *crs, name: crs_title(*crs) }
        }
        DeclaredCrs::Unusable(problem) => {
            SourceCrsStatement::Unknown { why: problem.message(), suggestions: crs_suggestions(&layer.sample, None) }
        }
    };
    SourceLayer {
        name: layer.name.clone(),
        geometry: layer.geometry_type.clone(),
        features: layer.features,
        fields: layer.fields.iter().map(|field| field.name.clone()).collect(),
        crs,
    }
}

fn crs_title(crs: SourceCrs) -> String {
    match crs {
        SourceCrs::Plane(plane) => format!("{} (EPSG:{})", plane.short_name(), plane.epsg()),
        SourceCrs::Cgcs2000Degrees => "CGCS2000 (EPSG:4490)".to_owned(),
        SourceCrs::Wgs84Degrees => "WGS 84 (EPSG:4326)".to_owned(),
        SourceCrs::WebMercator => "Web Mercator (EPSG:3857)".to_owned(),
    }
}
