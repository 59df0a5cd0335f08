//! A shapefile and what stands beside it: `.shx`, `.dbf`, `.prj`, `.cpg`, each of which may be missing.

use std::fs;
use std::path::{Path, PathBuf};

use super::data_file::Task;
use super::dbf::DbfFile;
use super::intake::Intake;
use super::raw_shape::RawShape;
use super::shp::ShpFile;
use super::{
    BrokenReason, DeclaredCrs, EncodingPreview, FieldInfo, LayerInfo, ReadProblem, TextEncoding, ring_nesting,
};
use crate::base::{FieldBuilder, Value};
use crate::crs::{CrsProblem, crs_from_text};
use crate::geometry::GeometryKind;
use crate::i18n::{Message, Text, texts};

/// Positions that tell the system of coordinates.
const SAMPLES: usize = 256;

texts! {
    ShapefileNote {
        NoShx: "缺少 .shx 索引文件，已逐条读取 .shp。", "The .shx index is missing; the .shp was read record by record.";
        WrongShx: ".shx 索引与 .shp 不符，已逐条读取 .shp。",
            "The .shx index does not belong to the .shp, which was read record by record.";
        NoDbf: "缺少 .dbf 属性表，只读取了几何。", "The .dbf table is missing; only geometry was read.";
        BrokenDbf: ".dbf 属性表已损坏，只读取了几何。", "The .dbf table is damaged; only geometry was read.";
        Truncated: ".shp 文件不完整：最后一条记录被截断，已读取其前的 {0} 条。",
            "The .shp is cut off in its last record; the {0} records before it were read.";
        RowsDiffer: ".shp 有 {0} 个图形而 .dbf 有 {1} 行，多出的图形没有属性、多出的行没有图形（未读取）。",
            "The .shp has {0} shapes and the .dbf {1} rows; shapes left over have no attributes, rows left over are not read.";
        Deleted: "{0} 条记录在 .dbf 中标记为已删除，未读取。", "{0} records are marked as deleted in the .dbf and were not read.";
        CodePageDisagrees: "声明的编码为 {0}，但文字实为 {1}，按 {1} 读取。",
            "The declared encoding is {0}, but the texts are {1} and were read as such.";
        EncodingFound: "没有声明文字编码，按字节判断为 {0}。", "No text encoding is declared; by its bytes it is {0}.";
        BrokenTexts: "{0} 个文字含有 {1} 无法识别的字节，以“�”代替；可换一种编码重新读取。",
            "{0} texts hold bytes unknown to {1}, shown as \"�\"; another encoding may read them.";
    }
}

/// A shapefile opened: everything is in memory.
pub(super) struct Shapefile {
    shp: ShpFile,
    dbf: Option<DbfFile>,
    encoding: Encoding,
    notes: Vec<Message>,
}

/// The encoding and what speaks for it.
struct Encoding {
    used: TextEncoding,
    note: Option<Message>,
}

/// The file beside `path` with another extension, whatever its case.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let lower = path.with_extension(extension);
    let upper = path.with_extension(extension.to_ascii_uppercase());
    if !lower.exists() && upper.exists() { upper } else { lower }
}

/// Bytes of a file beside; `None` where there is none.
fn bytes_beside(path: &Path, extension: &str) -> Option<Vec<u8>> {
    fs::read(beside(path, extension)).ok()
}

impl Shapefile {
    pub fn open(path: &Path) -> Result<(Self, LayerInfo), ReadProblem> {
        let bytes = fs::read(path).map_err(|source| ReadProblem::from_io(path, source))?;
        let shx = bytes_beside(path, "shx");
        let shp = ShpFile::new(bytes, shx.as_deref())
            .ok_or_else(|| ReadProblem::Broken { path: path.to_owned(), reason: BrokenReason::NoShapefileHeader })?;
        let mut notes = Vec::new();
        match &shx {
            None => notes.push(ShapefileNote::NoShx.plain()),
            Some(shx) if shx.len() != 100 + 8 * shp.records.len() => notes.push(ShapefileNote::WrongShx.plain()),
            Some(_) => {}
        }
        if shp.truncated {
            notes.push(ShapefileNote::Truncated.with([shp.records.len().into()]));
        }
        let table = bytes_beside(path, "dbf");
        let dbf = table.clone().and_then(DbfFile::new);
        match (&table, &dbf) {
            (None, _) => notes.push(ShapefileNote::NoDbf.plain()),
            (Some(_), None) => notes.push(ShapefileNote::BrokenDbf.plain()),
            _ => {}
        }
        let encoding = Encoding::of(dbf.as_ref(), bytes_beside(path, "cpg").as_deref());
        let crs =
            bytes_beside(path, "prj").map_or(DeclaredCrs::Unusable(CrsProblem::Missing), |prj| {
                match crs_from_text(&String::from_utf8_lossy(&prj)) {
                    Ok(crs) => DeclaredCrs::Declared(crs),
                    Err(problem) => DeclaredCrs::Unusable(problem),
                }
            });
        let info = LayerInfo {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            title: None,
            geometry_type: shp.type_name().to_owned(),
            kind: shp.kind(),
            features: shp.records.len(),
            crs,
            fields: dbf.as_ref().map(|dbf| dbf.field_infos(encoding.used)).unwrap_or_default(),
            encoding: encoding.used,
            sample: sample(&shp),
        };
        Ok((Self { shp, dbf, encoding, notes }, info))
    }

    /// How the first Chinese texts look in each encoding that may be meant.
    pub fn previews(&self) -> Vec<EncodingPreview> {
        let texts: Vec<&[u8]> = self.dbf.iter().flat_map(DbfFile::texts).collect();
        TextEncoding::previews(&texts)
    }

    pub fn read(&self, task: &Task<'_>, intake: &mut Intake) -> Result<Read, ReadProblem> {
        let encoding = task.options.encoding.unwrap_or(self.encoding.used);
        let mut notes = self.notes.clone();
        if task.options.encoding.is_none() {
            notes.extend(self.encoding.note.clone());
        }
        let infos = self.dbf.as_ref().map(|dbf| dbf.field_infos(encoding)).unwrap_or_default();
        let mut fields: Vec<FieldBuilder> = infos.into_iter().map(field_builder).collect();
        let rows = self.dbf.as_ref().map_or(0, |dbf| dbf.records);
        let (mut deleted, mut broken_texts) = (0usize, 0usize);
        let mut raw = RawShape::default();
        for record in 0..self.shp.records.len() {
            task.step(record)?;
            if self.dbf.as_ref().is_some_and(|dbf| dbf.is_deleted(record)) {
                deleted += 1;
                continue;
            }
            // Record numbers of a shapefile begin with 1.
            let id = record as i64 + 1;
            match self.shp.shape(record, &mut raw) {
                Ok(false) => intake.null(id),
                Ok(true) => {
                    if self.shp.kind() == GeometryKind::Polygons && !raw.ring_ends.is_empty() {
                        let finite = raw.points.iter().all(|point| point[0].is_finite() && point[1].is_finite());
                        if finite && ring_nesting::nest(&mut raw) {
                            intake.tally.wrong_direction.push(id);
                        }
                    }
                    intake.shape(id, &mut raw);
                }
                Err(problem) => intake.refused(id, problem),
            }
            let row = self.dbf.as_ref().filter(|_| record < rows).map(|dbf| dbf.values(record, encoding));
            let (values, broken) = row.unwrap_or_else(|| (vec![Value::Null; fields.len()], 0));
            broken_texts += broken;
            for (field, value) in fields.iter_mut().zip(values) {
                field.values.push(value);
            }
        }
        if let Some(dbf) = self
            .dbf
            .as_ref()
            .filter(|dbf| dbf.declared_records != self.shp.records.len() || rows < dbf.declared_records)
        {
            notes.push(ShapefileNote::RowsDiffer.with([self.shp.records.len().into(), dbf.records.into()]));
        }
        if deleted > 0 {
            notes.push(ShapefileNote::Deleted.with([deleted.into()]));
        }
        if broken_texts > 0 {
            notes.push(ShapefileNote::BrokenTexts.with([broken_texts.into(), encoding.name().into()]));
        }
        Ok(Read { fields, notes, encoding })
    }
}

/// What reading a layer gives beside its shapes.
pub(super) struct Read {
    pub fields: Vec<FieldBuilder>,
    pub notes: Vec<Message>,
    pub encoding: TextEncoding,
}

pub(super) fn field_builder(info: FieldInfo) -> FieldBuilder {
    FieldBuilder { name: info.name, title: info.title, declared: info.declared, values: Vec::new() }
}

impl Encoding {
    /// What the `.cpg` says, else the table's own byte, unless the texts cannot be that; else what the texts themselves say.
    fn of(dbf: Option<&DbfFile>, cpg: Option<&[u8]>) -> Self {
        let Some(dbf) = dbf else { return Self { used: TextEncoding::UTF_8, note: None } };
        let evidence = TextEncoding::from_evidence(dbf.texts());
        let declared = cpg
            .and_then(|cpg| TextEncoding::from_label(&String::from_utf8_lossy(cpg)))
            .or_else(|| dbf.declared_encoding());
        match (declared, evidence) {
            (Some(declared), Some(found)) if declared != found => {
                if dbf.texts().all(|text| declared.decode(text).1) {
                    return Self { used: declared, note: None };
                }
                let note = ShapefileNote::CodePageDisagrees.with([declared.name().into(), found.name().into()]);
                Self { used: found, note: Some(note) }
            }
            (Some(declared), _) => Self { used: declared, note: None },
            (None, Some(found)) => {
                Self { used: found, note: Some(ShapefileNote::EncodingFound.with([found.name().into()])) }
            }
            (None, None) => Self { used: TextEncoding::UTF_8, note: None },
        }
    }
}

/// First positions of features spread over the file.
fn sample(shp: &ShpFile) -> Vec<[f64; 2]> {
    let mut raw = RawShape::default();
    let step = shp.records.len().div_ceil(SAMPLES).max(1);
    (0..shp.records.len())
        .step_by(step)
        .filter_map(|record| {
            shp.shape(record, &mut raw).ok()?;
            raw.middle_point()
        })
        .collect()
}
