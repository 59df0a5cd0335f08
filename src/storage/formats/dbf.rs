//! The `.dbf` table of a shapefile, as bytes: the encoding is told from all of its texts before any of them is decoded.

use super::{FieldInfo, TextEncoding};
use crate::base::Value;

const HEADER_BYTES: usize = 32;
const FIELD_BYTES: usize = 32;
const END_OF_FIELDS: u8 = 0x0d;
const DELETED: u8 = b'*';

/// A `.dbf` file in memory.
pub(super) struct DbfFile {
    bytes: Vec<u8>,
    fields: Vec<Field>,
    first_record: usize,
    record_bytes: usize,
    /// Whole records in the file, which may be fewer than its header says.
    pub records: usize,
    pub declared_records: usize,
    language_byte: u8,
}

struct Field {
    name: Vec<u8>,
    kind: u8,
    /// Offset in the record, after its deletion mark.
    offset: usize,
    length: usize,
    decimals: u8,
}

impl DbfFile {
    /// `None` where the bytes are no table.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let header = bytes.get(..HEADER_BYTES)?;
        let declared_records = u32::from_le_bytes(header[4..8].try_into().ok()?) as usize;
        let first_record = usize::from(u16::from_le_bytes([header[8], header[9]]));
        let record_bytes = usize::from(u16::from_le_bytes([header[10], header[11]]));
        let language_byte = header[29];
        let mut fields = Vec::new();
        let mut offset = 1;
        for descriptor in bytes.get(HEADER_BYTES..first_record)?.chunks_exact(FIELD_BYTES) {
            if descriptor[0] == END_OF_FIELDS {
                break;
            }
            let name = descriptor[..11].split(|&byte| byte == 0).next()?.to_vec();
            // Texts longer than 255 bytes keep the high byte of their length where numbers keep their decimals.
            let kind = descriptor[11];
            let high = if kind == b'C' { usize::from(descriptor[17]) << 8 } else { 0 };
            let length = usize::from(descriptor[16]) + high;
            fields.push(Field { name, kind, offset, length, decimals: descriptor[17] });
            offset += length;
        }
        if fields.is_empty() || record_bytes < offset {
            return None;
        }
        let records = ((bytes.len() - first_record) / record_bytes).min(declared_records);
        Some(Self { bytes, fields, first_record, record_bytes, records, declared_records, language_byte })
    }

    /// The encoding that the table itself names.
    pub fn declared_encoding(&self) -> Option<TextEncoding> {
        TextEncoding::from_language_byte(self.language_byte)
    }

    /// Every text of the table, names of fields included, as bytes.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let names = self.fields.iter().map(|field| field.name.as_slice());
        let values = (0..self.records).flat_map(move |record| {
            self.fields.iter().filter(|field| field.kind == b'C').map(move |field| self.cell(record, field))
        });
        names.chain(values)
    }

    pub fn field_infos(&self, encoding: TextEncoding) -> Vec<FieldInfo> {
        let declared = |field: &Field| match field.kind {
            b'N' | b'F' if field.decimals == 0 && field.length <= 18 => "INTEGER".to_owned(),
            b'N' | b'F' | b'O' | b'B' => "DOUBLE".to_owned(),
            b'I' => "INTEGER".to_owned(),
            b'D' => "DATE".to_owned(),
            b'L' => "BOOLEAN".to_owned(),
            b'C' => format!("TEXT({})", field.length),
            _ => "TEXT".to_owned(),
        };
        self.fields
            .iter()
            .map(|field| FieldInfo { name: encoding.decode(&field.name).0, title: None, declared: declared(field) })
            .collect()
    }

    /// Whether the record is marked as deleted; its shape goes with it.
    pub fn is_deleted(&self, record: usize) -> bool {
        self.bytes.get(self.first_record + record * self.record_bytes) == Some(&DELETED)
    }

    /// The values of a record, and how many of its texts hold bytes that the encoding does not know.
    pub fn values(&self, record: usize, encoding: TextEncoding) -> (Vec<Value>, usize) {
        let mut broken = 0;
        let values = self
            .fields
            .iter()
            .map(|field| {
                let cell = self.cell(record, field);
                value_from_cell(field, cell).unwrap_or_else(|| {
                    let (text, whole) = encoding.decode(cell);
                    broken += usize::from(!whole);
                    if text.is_empty() { Value::Null } else { Value::Text(text) }
                })
            })
            .collect();
        (values, broken)
    }

    /// Bytes of one value, without the blanks that fill it up.
    fn cell(&self, record: usize, field: &Field) -> &[u8] {
        let start = self.first_record + record * self.record_bytes + field.offset;
        let cell = self.bytes.get(start..start + field.length).unwrap_or_default();
        if matches!(field.kind, b'I' | b'O' | b'B') {
            return cell;
        }
        let cell = cell.split(|&byte| byte == 0).next().unwrap_or_default();
        if field.kind == b'C' { cell.trim_ascii_end() } else { cell.trim_ascii() }
    }
}

/// A value that is no text; `None` for what is to be decoded as text, so that a number nobody can read is kept as it stands.
fn value_from_cell(field: &Field, cell: &[u8]) -> Option<Value> {
    if cell.is_empty() {
        return Some(Value::Null);
    }
    match field.kind {
        b'I' => cell.try_into().ok().map(|bytes| Value::Integer(i64::from(i32::from_le_bytes(bytes)))),
        b'O' | b'B' => cell.try_into().ok().map(|bytes| Value::Real(f64::from_le_bytes(bytes))),
        b'L' => match cell[0] {
            b'T' | b't' | b'Y' | b'y' | b'1' => Some(Value::Integer(1)),
            b'F' | b'f' | b'N' | b'n' | b'0' => Some(Value::Integer(0)),
            _ => Some(Value::Null),
        },
        b'D' => date_from_digits(cell),
        b'N' | b'F' => {
            if cell.iter().all(|&byte| byte == b'*') {
                return Some(Value::Null);
            }
            let text = std::str::from_utf8(cell).ok()?;
            let integer = (field.decimals == 0).then(|| text.parse().ok().map(Value::Integer)).flatten();
            integer.or_else(|| text.parse().ok().map(Value::Real))
        }
        _ => None,
    }
}

/// `2024-12-31` from `20241231`; zeros are no date.
fn date_from_digits(cell: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(cell).ok().filter(|text| text.len() == 8 && text.is_ascii())?;
    if text == "00000000" {
        return Some(Value::Null);
    }
    Some(Value::Text(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])))
}
