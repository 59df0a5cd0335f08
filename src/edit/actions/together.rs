//! Several actions as one step: what one of them refuses, none of them does.

use crate::design::Document;
use crate::edit::{Action, Patch, Refusal};
use crate::i18n::Message;

pub struct Together {
    pub name: Message,
    /// In this order, each on what the ones before it left.
    pub actions: Vec<Box<dyn Action>>,
}

impl Action for Together {
    fn name(&self) -> Message {
        self.name.clone()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let (mut then, mut whole) = (document.clone(), Patch::default());
        for action in &self.actions {
            let patch = action.apply(&then)?;
            then.apply(patch.clone());
            whole.entries.extend(patch.entries);
        }
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Shape, ZoneId};
    use crate::edit::History;
    use crate::edit::actions::{AddZones, DeleteZone, NewZone};

    #[test]
    fn they_are_one_step_and_one_refusal_undoes_them_all() {
        let (mut document, mut history) = (Document::new("镇"), History::default());
        let square = Shape::from_ring(&[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0]]);
        history.commit(&mut document, &AddZones { zones: vec![NewZone::drawn(square); 3] }).unwrap();
        let delete = |ids: &[u64]| Together {
            name: Message::verbatim("delete"),
            actions: ids.iter().map(|id| Box::new(DeleteZone { zone: ZoneId(*id) }) as Box<dyn Action>).collect(),
        };
        assert_eq!(history.commit(&mut document, &delete(&[1, 9])), Err(Refusal::NoSuchZone));
        assert_eq!(document.current_scheme().zones.len(), 3);
        history.commit(&mut document, &delete(&[1, 3])).unwrap();
        assert_eq!((document.current_scheme().zones.len(), history.position()), (1, 2));
        history.undo(&mut document);
        let names: Vec<&str> = document.current_scheme().zones.iter().map(|zone| zone.name.as_str()).collect();
        assert_eq!(names, ["片区 1", "片区 2", "片区 3"]);
    }
}
