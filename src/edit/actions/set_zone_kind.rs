//! Makes a zone a region 整治区域 or a unit 整治单元.

use super::words::StepText;
use crate::design::{Document, ZoneId, ZoneKind};
use crate::edit::constraints::zone_patch;
use crate::edit::{Action, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct SetZoneKind {
    pub zone: ZoneId,
    pub kind: ZoneKind,
}

impl Action for SetZoneKind {
    fn name(&self) -> Message {
        match self.kind {
            ZoneKind::Region => StepText::MakeRegion.plain(),
            ZoneKind::Unit => StepText::MakeUnit.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        zone_patch(document, self.zone, |zone| {
            zone.kind = self.kind;
            Ok(())
        })
    }
}
