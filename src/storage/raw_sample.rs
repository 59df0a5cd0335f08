//! Writes the raw layers of a practice village: shapefiles with a GBK table, without `.cpg` and with language byte 0, so that
//! the encoding has to be found out. Written by hand because the library will neither write a broken ring nor leave out the
//! encoding or today's date; the same village gives the same bytes.

use std::path::{Path, PathBuf};

use encoding_rs::GBK;

use crate::base::Value;
use crate::geometry::{Bounds, Point};
use crate::i18n::{Explain, Message, Text, texts};
use crate::sample::{RawField, RawLayer, RawVillage, SYNTHETIC};

/// Why the raw layers could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RawProblem {
    #[error("cannot write {path}: {source}")]
    Write { path: PathBuf, source: std::io::Error },
}

texts! {
    RawText {
        Write: "写不了 {0}：{1}。请检查文件夹是否可写、磁盘是否已满。",
            "Cannot write {0}: {1}. See whether the folder can be written to and the disk has room.";
    }
}

impl Explain for RawProblem {
    fn message(&self) -> Message {
        match self {
            Self::Write { path, source } => RawText::Write.with([path.as_path().into(), source.to_string().into()]),
        }
    }
}

/// ESRI shape type of a polygon.
const POLYGON: i32 = 5;
/// Width of a number in the table, bytes.
const NUMBER_BYTES: u8 = 15;
/// Date of every table: the end of the year the data refers to (years since 1900, month, day).
const TABLE_DATE: [u8; 3] = [124, 12, 31];

/// Writes every layer of a village and a note into a folder, which is made where it is missing.
pub fn write_raw(village: &RawVillage, directory: &Path) -> Result<(), RawProblem> {
    std::fs::create_dir_all(directory).map_err(|source| RawProblem::Write { path: directory.to_path_buf(), source })?;
    for layer in &village.layers {
        let (shapes, index) = shape_files(layer);
        write(directory, &layer.name, "shp", &shapes)?;
        write(directory, &layer.name, "shx", &index)?;
        write(directory, &layer.name, "dbf", &table(layer))?;
        if let Some(projection) = &layer.projection {
            write(directory, &layer.name, "prj", projection.as_bytes())?;
        }
    }
    write(directory, "README", "txt", note(village).as_bytes())
}

fn write(directory: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<(), RawProblem> {
    let path = directory.join(format!("{name}.{ending}"));
    std::fs::write(&path, bytes).map_err(|source| RawProblem::Write { path, source })
}

fn note(village: &RawVillage) -> String {
    format!(
        "\u{feff}{SYNTHETIC}\r\n\r\n\
         {name} 的原始图层，样子如同县里发来的数据：DBF 为 GBK 编码而不作说明（没有 .cpg）；YJJBNTTB 的横坐标带 40 带号；\
         CZKFBJ 没有 .prj（实为 CGCS2000 3 度带 120E，不带带号）；DLTB 中有几处图形错误（自相交、重复点、未闭合、尖刺、重复图斑）。\r\n\r\n\
         Raw layers of {name}, as a county would send them: tables in GBK that do not say so (no .cpg); YJJBNTTB with zone number 40 \
         before its eastings; CZKFBJ without .prj (really CGCS2000, 3-degree, 120E, no zone number); a few broken polygons in DLTB \
         (bow-tie, repeated points, open ring, spike, a parcel sent twice).\r\n",
        name = village.name_zh
    )
}

/// The `.shp` and the `.shx` (ESRI Shapefile Technical Description, 1998).
fn shape_files(layer: &RawLayer) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut index) = (Vec::new(), Vec::new());
    let mut total = Bounds::EMPTY;
    for (number, rings) in layer.features.iter().enumerate() {
        let points: Vec<Point> = rings.iter().flatten().copied().collect();
        let bounds = Bounds::of_points(&points);
        total = total.union(&bounds);
        let mut content = Vec::new();
        content.extend(POLYGON.to_le_bytes());
        content.extend(box_bytes(&bounds));
        content.extend((rings.len() as i32).to_le_bytes());
        content.extend((points.len() as i32).to_le_bytes());
        let mut start = 0i32;
        for ring in rings {
            content.extend(start.to_le_bytes());
            start += ring.len() as i32;
        }
        content.extend(points.iter().flatten().flat_map(|coordinate| coordinate.to_le_bytes()));
        // Lengths and offsets are in 16-bit words, offsets counted from the start of the file.
        let words = (content.len() / 2) as i32;
        index.extend(((records.len() as i32 + 100) / 2).to_be_bytes());
        index.extend(words.to_be_bytes());
        records.extend((number as i32 + 1).to_be_bytes());
        records.extend(words.to_be_bytes());
        records.extend(content);
    }
    (with_header(&total, records), with_header(&total, index))
}

fn with_header(bounds: &Bounds, body: Vec<u8>) -> Vec<u8> {
    let mut file = Vec::with_capacity(body.len() + 100);
    file.extend(9994i32.to_be_bytes());
    file.extend([0; 20]);
    file.extend((((body.len() + 100) / 2) as i32).to_be_bytes());
    file.extend(1000i32.to_le_bytes());
    file.extend(POLYGON.to_le_bytes());
    file.extend(box_bytes(bounds));
    file.extend([0; 32]);
    file.extend(body);
    file
}

fn box_bytes(bounds: &Bounds) -> Vec<u8> {
    let corners =
        if bounds.is_empty() { [0.0; 4] } else { [bounds.min[0], bounds.min[1], bounds.max[0], bounds.max[1]] };
    corners.iter().flat_map(|corner| corner.to_le_bytes()).collect()
}

/// The `.dbf` (dBASE III): header, field descriptions, fixed-width records.
fn table(layer: &RawLayer) -> Vec<u8> {
    let width = |field: &RawField| if field.text_bytes > 0 { field.text_bytes } else { NUMBER_BYTES };
    let record_bytes = 1 + layer.fields.iter().map(|field| u16::from(width(field))).sum::<u16>();
    let header_bytes = 32 + 32 * layer.fields.len() as u16 + 1;
    let mut file = vec![0x03];
    file.extend(TABLE_DATE);
    file.extend((layer.features.len() as u32).to_le_bytes());
    file.extend(header_bytes.to_le_bytes());
    file.extend(record_bytes.to_le_bytes());
    // Reserved bytes; the language byte among them stays 0.
    file.extend([0; 20]);
    for field in &layer.fields {
        let mut name = [0; 11];
        for (slot, byte) in name.iter_mut().zip(field.name.bytes().take(10)) {
            *slot = byte;
        }
        file.extend(name);
        file.push(if field.text_bytes > 0 { b'C' } else { b'N' });
        file.extend([0; 4]);
        file.extend([width(field), field.decimals]);
        file.extend([0; 14]);
    }
    file.push(0x0d);
    for row in 0..layer.features.len() {
        file.push(b' ');
        for field in &layer.fields {
            file.extend(cell(field, row, usize::from(width(field))));
        }
    }
    file.push(0x1a);
    file
}

/// One cell: texts to the left in GBK, cut at a whole character; numbers to the right.
fn cell(field: &RawField, row: usize, bytes: usize) -> Vec<u8> {
    let decimals = usize::from(field.decimals);
    let number = match field.values.get(row) {
        Some(Value::Text(text)) => return text_cell(text, bytes),
        Some(Value::Integer(value)) => format!("{value:>bytes$}"),
        Some(Value::Real(value)) => format!("{value:>bytes$.decimals$}"),
        _ => " ".repeat(bytes),
    };
    number.into_bytes()
}

fn text_cell(text: &str, bytes: usize) -> Vec<u8> {
    let mut cell = Vec::with_capacity(bytes);
    for character in text.chars() {
        let mut buffer = [0; 4];
        let (encoded, _, _) = GBK.encode(character.encode_utf8(&mut buffer));
        if cell.len() + encoded.len() > bytes {
            break;
        }
        cell.extend_from_slice(&encoded);
    }
    cell.resize(bytes, b' ');
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{SampleParameters, raw_village, township};

    #[test]
    fn the_raw_layers_can_be_read_by_others_and_do_not_name_their_encoding() {
        let folder = tempfile::tempdir().unwrap();
        let village = raw_village(&township(&SampleParameters { parcels: 2500, seed: 1 }));
        write_raw(&village, folder.path()).unwrap();
        assert!(!folder.path().join("DLTB.cpg").exists());
        assert!(!folder.path().join("CZKFBJ.prj").exists());
        let bytes = std::fs::read(folder.path().join("DLTB.dbf")).unwrap();
        assert_eq!(bytes[29], 0, "the language byte says nothing");
        assert!(bytes.windows(4).any(|four| four == GBK.encode("水田").0.as_ref()));
        let shapes = shapefile::ShapeReader::from_path(folder.path().join("DLTB.shp")).unwrap().read().unwrap();
        assert_eq!(shapes.len(), village.layers[0].features.len());
        let mut table = dbase::Reader::from_path(folder.path().join("DLTB.dbf")).unwrap();
        assert_eq!(table.read().unwrap().len(), shapes.len());
    }

    #[test]
    fn the_raw_layers_of_the_usual_township_stay_small() {
        let folder = tempfile::tempdir().unwrap();
        write_raw(&raw_village(&township(&SampleParameters::default())), folder.path()).unwrap();
        let bytes: u64 =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
        assert!(bytes < 3_000_000, "{bytes}");
    }
}
