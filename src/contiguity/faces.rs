//! The faces a graph is built over: the parcels of the base, and the pieces that took the place of some of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::piece::{Piece, perimeter_m};
use super::piece_grid::PieceGrid;
use crate::base::{BaseLayer, ColumnData, LandClass, ValueRef, land_class};
use crate::geometry::{Bounds, GeometryKind, PackedBuilder, PackedShapes, PackedTree};

/// Names of the field that holds the land class, in the order of preference.
const CLASS_FIELDS: &[&str] = &["DLBM", "地类编码"];

/// Land as a mosaic. Faces are numbered: parcels as in the base, then places for pieces; a parcel may be absent and a place
/// empty. Numbers stay the same while a face stays, so an edit touches the numbers it names and no others. Cheap to clone.
///
/// Faces are taken to be a partition: where two overlap, the distance between them is that between their outlines.
#[derive(Clone, Debug)]
pub struct Faces {
    parcels: Arc<Parcels>,
    /// Parcels that pieces took the place of.
    absent: Vec<bool>,
    pieces: Vec<Option<Arc<Piece>>>,
    /// Boxes of the pieces.
    piece_bounds: PieceGrid,
}

/// The parcels, never changed.
#[derive(Debug)]
struct Parcels {
    shapes: Arc<PackedShapes>,
    tree: Arc<PackedTree>,
    classes: Vec<Option<&'static LandClass>>,
    areas_m2: Arc<[f64]>,
    perimeters_m: Vec<f64>,
}

impl Faces {
    /// Parcels with their class and their ellipsoidal area each, m²; what a slice is too short for has no class and no area.
    pub fn new(
        shapes: Arc<PackedShapes>,
        tree: Arc<PackedTree>,
        mut classes: Vec<Option<&'static LandClass>>,
        areas_m2: Arc<[f64]>,
    ) -> Self {
        let count = shapes.len();
        classes.resize(count, None);
        let areas_m2 = if areas_m2.len() == count {
            areas_m2
        } else {
            (0..count).map(|face| areas_m2.get(face).copied().unwrap_or(0.0)).collect()
        };
        let perimeters_m =
            (0..count).into_par_iter().with_min_len(1024).map(|face| perimeter_m(&shapes, face)).collect();
        let parcels = Parcels { shapes, tree, classes, areas_m2, perimeters_m };
        Self {
            parcels: Arc::new(parcels),
            absent: vec![false; count],
            pieces: Vec::new(),
            piece_bounds: PieceGrid::default(),
        }
    }

    /// The parcels of a land-use layer.
    pub fn of_layer(layer: &BaseLayer) -> Self {
        Self::new(layer.shapes.clone(), layer.tree.clone(), classes_of_layer(layer), layer.areas_m2.clone())
    }

    /// The parcels of several land-use layers, one after the other: the parcels of a layer follow those of the layers before it.
    pub fn of_layers(layers: &[Arc<BaseLayer>]) -> Self {
        if let [layer] = layers {
            return Self::of_layer(layer);
        }
        let parts = layers.iter().map(|layer| layer.shapes.clone()).collect();
        let shapes = PackedBuilder::joined(GeometryKind::Polygons, parts).finish();
        let tree = PackedTree::over(shapes.all_bounds());
        let classes = layers.iter().flat_map(|layer| classes_of_layer(layer)).collect();
        let areas_m2 = layers.iter().flat_map(|layer| layer.areas_m2.iter().copied()).collect();
        Self::new(Arc::new(shapes), Arc::new(tree), classes, areas_m2)
    }

    /// Numbers in use: every face is below.
    pub fn len(&self) -> usize {
        self.parcels.shapes.len() + self.pieces.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of parcels: pieces are numbered from here.
    pub fn parcel_count(&self) -> usize {
        self.parcels.shapes.len()
    }

    /// Whether a number stands for land: no absent parcel, no empty place.
    #[inline]
    pub fn is_present(&self, face: usize) -> bool {
        match face.checked_sub(self.parcels.shapes.len()) {
            None => !self.absent[face],
            Some(place) => self.pieces.get(place).is_some_and(Option::is_some),
        }
    }

    /// Takes a face away: a parcel until it is restored, a piece for good; its place may be taken by another.
    pub fn remove(&mut self, face: usize) {
        match face.checked_sub(self.parcels.shapes.len()) {
            None => self.absent[face] = true,
            Some(place) if place < self.pieces.len() => {
                self.pieces[place] = None;
                self.piece_bounds.put(place, Bounds::EMPTY);
            }
            Some(_) => {}
        }
    }

    /// Puts a parcel back.
    pub fn restore(&mut self, parcel: usize) {
        self.absent[parcel] = false;
    }

    /// Adds a piece in the first empty place; gives its number.
    pub fn insert(&mut self, piece: Piece) -> usize {
        let bounds = piece.shape.feature_bounds(0);
        let place = self.pieces.iter().position(Option::is_none).unwrap_or(self.pieces.len());
        if place == self.pieces.len() {
            self.pieces.push(None);
        }
        self.pieces[place] = Some(Arc::new(piece));
        self.piece_bounds.put(place, bounds);
        self.parcels.shapes.len() + place
    }

    /// The class of a face; `None` for what the standard lacks and for an empty place.
    pub fn class(&self, face: usize) -> Option<&'static LandClass> {
        self.of_either(face, |parcels| parcels.classes[face], |piece| piece.class).flatten()
    }

    /// Whether a face is cultivated land 耕地 (01xx) and present.
    pub fn is_cultivated(&self, face: usize) -> bool {
        self.is_present(face) && self.class(face).is_some_and(LandClass::is_cultivated)
    }

    /// Ellipsoidal area, m²; of an absent parcel what it had.
    pub fn area_m2(&self, face: usize) -> f64 {
        self.of_either(face, |parcels| parcels.areas_m2[face], |piece| piece.area_m2).unwrap_or(0.0)
    }

    /// Length of all rings in the plane, metres.
    pub fn perimeter_m(&self, face: usize) -> f64 {
        self.of_either(face, |parcels| parcels.perimeters_m[face], |piece| piece.perimeter_m).unwrap_or(0.0)
    }

    pub fn bounds(&self, face: usize) -> Bounds {
        match face.checked_sub(self.parcels.shapes.len()) {
            None => self.parcels.shapes.feature_bounds(face),
            Some(place) => self.piece_bounds.bounds(place),
        }
    }

    /// The shapes that hold a face's rings, and its number there; `None` for an empty place.
    pub fn shape(&self, face: usize) -> Option<(&PackedShapes, usize)> {
        self.of_either(face, |parcels| (&*parcels.shapes, face), |piece| (&piece.shape, 0))
    }

    /// Calls `visit` with every face that is present and whose box meets `window`, in ascending order.
    pub fn query(&self, window: &Bounds, mut visit: impl FnMut(usize)) {
        self.parcels.tree.query(&self.parcels.shapes, window, |parcel| {
            if !self.absent[parcel] {
                visit(parcel);
            }
        });
        let count = self.parcels.shapes.len();
        self.piece_bounds.query(window, |place| visit(count + place));
    }

    /// The tree over the parcels, absent ones among them.
    pub(super) fn tree(&self) -> &PackedTree {
        &self.parcels.tree
    }

    fn of_either<'a, T>(
        &'a self,
        face: usize,
        parcel: impl FnOnce(&'a Parcels) -> T,
        piece: impl FnOnce(&'a Piece) -> T,
    ) -> Option<T> {
        match face.checked_sub(self.parcels.shapes.len()) {
            None => Some(parcel(&self.parcels)),
            Some(place) => self.pieces.get(place)?.as_deref().map(piece),
        }
    }
}

/// The class of every feature of a layer.
fn classes_of_layer(layer: &BaseLayer) -> Vec<Option<&'static LandClass>> {
    let Some(column) = layer.columns.find_any(CLASS_FIELDS) else { return vec![None; layer.len()] };
    if let ColumnData::Text(texts) = &column.data {
        let classes: Vec<_> = texts.dictionary().iter().map(|code| land_class(code)).collect();
        return (0..layer.len()).map(|feature| classes[texts.code(feature)? as usize]).collect();
    }
    let class = |feature| match column.get(feature) {
        // A code that a spreadsheet made a number has lost its leading zero.
        ValueRef::Integer(code) => land_class(&format!("{code:04}")),
        value => land_class(&value.display()),
    };
    (0..layer.len()).map(class).collect()
}
