//! The figures of the review form, out of the assessment of a scheme.

use std::sync::Arc;

use super::{OutsideFigures, ReviewFigures, ReviewSide, SideClasses};
use crate::assessment::Assessment;
use crate::base::{BaseLayer, Role};
use crate::design::ReviewNotes;
use crate::i18n::Language;
use crate::indicators::{FormCell, FormSide};
use crate::land::{AreaBasis, Land};

/// What the form says of a scheme.
pub fn review_figures(assessment: &Assessment, project: &str) -> ReviewFigures {
    let form = &assessment.form;
    let land = &assessment.land;
    ReviewFigures {
        project: project.to_owned(),
        townships: assessment.review.townships.clone(),
        region_basic_farmland_m2: form.region_basic_farmland_m2,
        contiguity: assessment.contiguity.message().say(Language::Chinese),
        is_net: form.area_basis == AreaBasis::Net,
        grades: form.grade_system,
        out: side(&form.out),
        taken_in: side(&form.moved_in),
        upgraded_m2: form.moved_in.upgraded_m2,
        new_farmland_m2: form.moved_in.new_farmland_m2,
        notes: assessment.review.clone(),
        sources: FormCell::all()
            .map(|cell| {
                let names = form.pieces(cell).into_iter().map(|piece| patch_name(land, &piece.piece));
                (cell, names.collect())
            })
            .collect(),
        outside: OutsideFigures {
            measures: assessment.outside.measures.len(),
            changed_m2: assessment.outside.changed_m2,
            out_m2: form.out.outside_m2(),
            taken_in_m2: form.moved_in.outside_m2(),
        },
    }
}

fn side(side: &FormSide) -> ReviewSide {
    let classes = &side.classes;
    ReviewSide {
        area_m2: side.area_m2,
        inside_m2: side.inside_m2,
        patches: side.patches,
        grade: side.grade,
        classes: SideClasses {
            paddy_m2: classes.paddy,
            irrigated_m2: classes.irrigated,
            dry_m2: classes.dry,
            other_agricultural_m2: classes.other_agricultural,
            construction_m2: classes.construction,
            unused_m2: classes.unused,
        },
        slope_m2: side.slopes_m2,
        slope_unknown_m2: side.slope_unknown_m2,
        bands_m2: side.bands_m2,
        high_standard_m2: side.high_standard_m2,
    }
}

/// Number of the patch that is left, else BSM of the parcel that comes in.
fn patch_name(land: &Land, piece: &crate::land::BasicFarmlandPiece) -> String {
    let patches = land.base().basic_farmland.as_ref();
    match piece.patch.zip(patches) {
        Some((patch, patches)) => patches.number(patch).to_owned(),
        None => parcel_bsm(land, piece.piece.parcel),
    }
}

/// BSM of a parcel as its source has it.
pub(super) fn parcel_bsm(land: &Land, parcel: usize) -> String {
    let (layer, feature) = land.base().parcels.layer_of(parcel);
    layer.value(feature, "BSM").display()
}

/// 所含乡镇名称: what people wrote, else the names in the township layers of the project.
pub fn townships<'a>(notes: &ReviewNotes, layers: impl Iterator<Item = &'a Arc<BaseLayer>>) -> String {
    if !notes.townships.is_empty() {
        return notes.townships.clone();
    }
    let townships = layers.filter(|layer| layer.role == Role::Township);
    let names = townships.flat_map(|layer| (0..layer.len()).map(|feature| layer.value(feature, "XZQMC").display()));
    names.filter(|name| !name.is_empty()).collect::<Vec<String>>().join("、")
}
