//! An action in another scheme, which becomes the current one. One step: a refusal leaves the person where they were, and undo
//! brings them back.

use super::SwitchScheme;
use crate::design::{Document, SchemeId};
use crate::edit::{Action, Patch, Refusal};
use crate::i18n::Message;

#[derive(Clone, Copy, Debug)]
pub struct InScheme<A> {
    pub scheme: SchemeId,
    pub action: A,
}

impl<A: Action> Action for InScheme<A> {
    fn name(&self) -> Message {
        self.action.name()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let mut patch = SwitchScheme { scheme: self.scheme }.apply(document)?;
        let mut there = document.clone();
        there.apply(patch.clone());
        patch.entries.extend(self.action.apply(&there)?.entries);
        Ok(patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Measure, MeasureId, MeasureKind, Shape};
    use crate::edit::History;
    use crate::edit::actions::{AddMeasures, AddScheme};
    use geo::{MultiPolygon, polygon};

    fn measure(quantity: f64) -> AddMeasures {
        let square = polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)];
        let usual = Measure::new(MeasureId(0), MeasureKind::Reclaim, Shape(MultiPolygon(vec![square])));
        AddMeasures { measures: vec![Measure { quantity: Some(quantity), ..usual }] }
    }

    #[test]
    fn it_is_one_step_there_and_back_and_a_refusal_changes_nothing() {
        let (mut document, mut history) = (Document::new("镇"), History::default());
        for name in ["甲", "乙"] {
            history.commit(&mut document, &AddScheme { name: name.into(), copy: false }).unwrap();
        }
        let before = document.clone();
        let refused = InScheme { scheme: SchemeId(1), action: measure(-1.0) };
        assert_eq!(history.commit(&mut document, &refused), Err(Refusal::NotAnAmount));
        assert_eq!((document.current_scheme().id, history.steps().len()), (SchemeId(2), 2));

        history.commit(&mut document, &InScheme { scheme: SchemeId(1), action: measure(1.0) }).unwrap();
        assert_eq!((document.current_scheme().id, document.current_scheme().measures.len()), (SchemeId(1), 1));
        history.undo(&mut document).unwrap();
        assert_eq!((document.schemes(), document.current_scheme().id), (before.schemes(), SchemeId(2)));

        // The base forks there as it does here.
        history.commit(&mut document, &InScheme { scheme: SchemeId::BASE, action: measure(1.0) }).unwrap();
        assert_eq!(document.current_scheme().id, SchemeId(3));
        let nowhere = InScheme { scheme: SchemeId(9), action: measure(1.0) };
        assert_eq!(nowhere.apply(&document), Err(Refusal::NoSuchScheme(SchemeId(9))));
    }
}
