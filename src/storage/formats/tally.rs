//! What was met while a layer was read: every feature that could not be taken as it stands is listed, and keeps its place.

use crate::i18n::{Message, Text, fixed, texts};

/// Ids of features by what was met with them. A feature in a list of geometries not taken is in the layer all the same, with
/// its attributes and without geometry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// No geometry in the file.
    pub null: Vec<i64>,
    /// A geometry without a coordinate.
    pub empty: Vec<i64>,
    /// Z or M passed over.
    pub extra_dimensions: Vec<i64>,
    /// Taken out of a geometry collection.
    pub collections: Vec<i64>,
    /// Parts of another kind than the layer's (a point among polygons) left out.
    pub other_parts: Vec<i64>,
    /// Polygon rings whose last point was not their first: closed.
    pub unclosed: Vec<i64>,
    /// Shells and holes told by containment, because the direction of the rings was wrong.
    pub wrong_direction: Vec<i64>,
    /// True curves: geometry not taken.
    pub curves: Vec<i64>,
    /// NaN or infinite coordinates: geometry not taken.
    pub not_finite: Vec<i64>,
    /// Coordinates with no place in the project's plane: geometry not taken.
    pub outside: Vec<i64>,
    /// Bytes that are no geometry: geometry not taken.
    pub broken: Vec<i64>,
    /// Geometries repaired on request.
    pub repairs: Vec<Repair>,
    /// Invalid geometries that could not be repaired: taken as they are.
    pub unrepaired: Vec<i64>,
}

/// One repair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repair {
    /// Id of the feature in its file.
    pub feature: i64,
    /// Planar areas, m².
    pub before_m2: f64,
    pub after_m2: f64,
}

texts! {
    TallyText {
        Null: "{0} 个要素没有几何，保留属性：{1}", "{0} features have no geometry; their attributes are kept: {1}";
        Empty: "{0} 个要素的几何为空，保留属性：{1}", "{0} features have an empty geometry; their attributes are kept: {1}";
        ExtraDimensions: "{0} 个要素带 Z 或 M 值，只取平面坐标：{1}",
            "{0} features carry Z or M values, of which only the plane coordinates are taken: {1}";
        Collections: "{0} 个要素是几何集合，已取出其中的图形：{1}",
            "{0} features are geometry collections, whose shapes were taken out: {1}";
        OtherParts: "{0} 个要素含有与图层类型不同的部分（如面图层中的点），未读取这些部分：{1}",
            "{0} features have parts of another kind than the layer (a point among polygons), which were left out: {1}";
        Unclosed: "{0} 个要素的环没有闭合，已闭合：{1}", "{0} features have unclosed rings, which were closed: {1}";
        WrongDirection: "{0} 个要素的环方向有误，已按包含关系区分外环和内环：{1}",
            "{0} features have rings of the wrong direction; shells and holes were told by containment: {1}";
        Curves: "{0} 个要素含有曲线（圆弧），未读取其几何，请先在原软件中转为折线：{1}",
            "{0} features hold true curves (arcs), whose geometry was not read; convert them to straight segments first: {1}";
        NotFinite: "{0} 个要素有非数值或无穷大的坐标，未读取其几何：{1}",
            "{0} features have coordinates that are no number or infinite; their geometry was not read: {1}";
        Outside: "{0} 个要素的坐标不在坐标系范围内，未读取其几何：{1}",
            "{0} features have coordinates outside the reference system; their geometry was not read: {1}";
        Broken: "{0} 个要素的几何已损坏，无法读取：{1}", "{0} features have a damaged geometry, which cannot be read: {1}";
        Repairs: "修复了 {0} 个无效图形（要素 {1}），面积合计变化 {2} m²",
            "{0} invalid shapes were repaired (features {1}); their area changed by {2} m² in all";
        Unrepaired: "{0} 个无效图形无法自动修复，按原样读取：{1}",
            "{0} invalid shapes could not be repaired and are taken as they are: {1}";
    }
}

impl Tally {
    /// Adds what another part of the same layer met.
    pub fn merge(&mut self, other: Self) {
        self.null.extend(other.null);
        self.empty.extend(other.empty);
        self.extra_dimensions.extend(other.extra_dimensions);
        self.collections.extend(other.collections);
        self.other_parts.extend(other.other_parts);
        self.unclosed.extend(other.unclosed);
        self.wrong_direction.extend(other.wrong_direction);
        self.curves.extend(other.curves);
        self.not_finite.extend(other.not_finite);
        self.outside.extend(other.outside);
        self.broken.extend(other.broken);
        self.repairs.extend(other.repairs);
        self.unrepaired.extend(other.unrepaired);
    }

    /// Features of the file whose geometry was there and was not taken.
    pub fn refused(&self) -> usize {
        self.curves.len() + self.not_finite.len() + self.outside.len() + self.broken.len()
    }

    /// One sentence for every kind of geometry that was there and was not taken.
    pub fn notes_of_lost(&self) -> Vec<Message> {
        [
            (TallyText::Curves, &self.curves),
            (TallyText::NotFinite, &self.not_finite),
            (TallyText::Outside, &self.outside),
            (TallyText::Broken, &self.broken),
        ]
        .into_iter()
        .filter_map(|(text, ids)| note(text, ids))
        .collect()
    }

    /// One sentence for everything met, with the first ids.
    pub fn notes(&self) -> Vec<Message> {
        let mut notes: Vec<Message> = [
            (TallyText::Null, &self.null),
            (TallyText::Empty, &self.empty),
            (TallyText::ExtraDimensions, &self.extra_dimensions),
            (TallyText::Collections, &self.collections),
            (TallyText::OtherParts, &self.other_parts),
            (TallyText::Unclosed, &self.unclosed),
            (TallyText::WrongDirection, &self.wrong_direction),
        ]
        .into_iter()
        .filter_map(|(text, ids)| note(text, ids))
        .collect();
        notes.extend(self.notes_of_lost());
        notes.extend(note(TallyText::Unrepaired, &self.unrepaired));
        if !self.repairs.is_empty() {
            let change_m2: f64 = self.repairs.iter().map(|repair| repair.after_m2 - repair.before_m2).sum();
            let ids = first_ids(self.repairs.iter().map(|repair| repair.feature), self.repairs.len());
            notes.push(TallyText::Repairs.with([self.repairs.len().into(), ids.into(), fixed(change_m2, 2).into()]));
        }
        notes
    }
}

/// A sentence on the features of one kind; none where there are none.
fn note(text: TallyText, ids: &[i64]) -> Option<Message> {
    (!ids.is_empty()).then(|| text.with([ids.len().into(), first_ids(ids.iter().copied(), ids.len()).into()]))
}

/// `3, 17, 20 …`: the first ten ids.
fn first_ids(ids: impl Iterator<Item = i64>, count: usize) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = ids.take(SHOWN).map(|id| id.to_string()).collect();
    let more = if count > SHOWN { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
