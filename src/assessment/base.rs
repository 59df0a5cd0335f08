//! What is prepared once a project: the fold's base, the mosaic of parcels with its contiguity graph, the land of the rules.

use std::sync::{Arc, OnceLock};

use crate::base::{BaseLayer, Role};
use crate::checks::{ConflictBase, LayersIndex};
use crate::contiguity::{Faces, Graph, Setting};
use crate::crs::GaussKruger;
use crate::indicators::{Baseline, FieldOverlay};
use crate::land::LandBase;

/// The base of a project as assessments need it. Immutable, shared by all schemes.
#[derive(Debug)]
pub struct AssessmentBase {
    pub land: Arc<LandBase>,
    pub baseline: Baseline,
    /// The parcels as they are, numbered as the fold numbers them.
    pub faces: Faces,
    /// Fields as they are: the contiguity of all farmland.
    pub graph: Graph,
    pub layers: LayersIndex,
    field_overlay: OnceLock<Arc<FieldOverlay>>,
}

impl AssessmentBase {
    /// Prepares the layers of a project, all in `plane`. The conflict checks over the same layers are shared.
    pub fn new(plane: GaussKruger, layers: &[Arc<BaseLayer>], conflicts: ConflictBase, setting: &Setting) -> Self {
        let land = Arc::new(LandBase::new(plane, layers));
        let parcels: Vec<Arc<BaseLayer>> = layers.iter().filter(|layer| layer.role == Role::LandUse).cloned().collect();
        let faces = Faces::of_layers(&parcels);
        let graph = Graph::build(&faces, setting, &|face| faces.is_cultivated(face));
        let baseline = Baseline::of(&land);
        let layers = LayersIndex::sharing(plane, layers, conflicts);
        Self { land, baseline, faces, graph, layers, field_overlay: OnceLock::new() }
    }

    /// The overlay book of the land as it is; found when it is first asked for.
    pub fn field_overlay(&self) -> &FieldOverlay {
        self.shared_field_overlay()
    }

    /// The same, to be kept.
    pub fn shared_field_overlay(&self) -> &Arc<FieldOverlay> {
        self.field_overlay.get_or_init(|| Arc::new(FieldOverlay::before(&self.land)))
    }
}
