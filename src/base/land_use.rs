//! Land classes of the third national land survey (三调工作分类, TD/T 1055-2019), with the fills of its usual layer file.

use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../assets/land_use/land_classes_third_survey.csv");

/// The three great classes 三大类 of the Land Administration Law, Art. 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LandGroup {
    /// 农用地
    Agricultural,
    /// 建设用地
    Construction,
    /// 未利用地
    Unused,
}

/// One second-level land class.
#[derive(Clone, Debug)]
pub struct LandClass {
    /// DLBM 地类编码.
    pub code: String,
    /// DLMC 地类名称.
    pub name_zh: String,
    pub name_en: String,
    /// First-level class as `01 耕地`.
    pub level1: String,
    pub group: LandGroup,
    /// Standard fill, red, green, blue.
    pub fill: [u8; 3],
}

impl LandClass {
    /// Cultivated land 耕地 (01xx).
    pub fn is_cultivated(&self) -> bool {
        self.code.starts_with("01")
    }
}

/// All classes, in the order of the standard.
pub fn land_classes() -> &'static [LandClass] {
    static CLASSES: OnceLock<Vec<LandClass>> = OnceLock::new();
    CLASSES.get_or_init(|| TABLE.lines().skip(1).filter_map(class_from_line).collect())
}

/// The class of a DLBM. A trailing attribute letter is dropped (`1107A` is a `1107`); `None` for what the table lacks.
pub fn land_class(code: &str) -> Option<&'static LandClass> {
    static BY_CODE: OnceLock<HashMap<&'static str, &'static LandClass>> = OnceLock::new();
    let by_code = BY_CODE.get_or_init(|| land_classes().iter().map(|class| (class.code.as_str(), class)).collect());
    let code = code.trim();
    by_code.get(code).or_else(|| by_code.get(code.trim_end_matches(|c: char| c.is_ascii_alphabetic()))).copied()
}

fn class_from_line(line: &str) -> Option<LandClass> {
    let mut fields = split_csv(line).into_iter();
    let mut next = || fields.next();
    let (code, name_zh, name_en, level1, group) = (next()?, next()?, next()?, next()?, next()?);
    let mut byte = || next()?.parse().ok();
    let fill = [byte()?, byte()?, byte()?];
    let group = match group.trim_end_matches('*') {
        "农用地" => LandGroup::Agricultural,
        "建设用地" => LandGroup::Construction,
        _ => LandGroup::Unused,
    };
    Some(LandClass { code, name_zh, name_en, level1, group, fill })
}

/// Fields of a CSV line; a field in double quotes may hold commas.
fn split_csv(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => {
                if let Some(field) = fields.last_mut() {
                    field.push(character);
                }
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(land_classes().len(), 56);
        let paddy = land_class("0101").unwrap();
        assert_eq!((paddy.name_zh.as_str(), paddy.fill), ("水田", [248, 208, 114]));
        assert!(paddy.is_cultivated());
        assert_eq!(land_class("08H1").unwrap().name_en, "Government, organisations, press");
        assert_eq!(land_class("1107A").unwrap().code, "1107");
        assert!(land_class("9999").is_none());
    }
}
