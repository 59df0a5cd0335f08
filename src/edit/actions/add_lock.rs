//! Locks land for every simulation of the project.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Lock, LockKind, Shape};
use crate::edit::constraints::checked_lock;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// A lock belongs to the project, so scheme 0 does not fork.
#[derive(Clone, Debug)]
pub struct AddLock {
    pub kind: LockKind,
    pub shape: Shape,
    pub note: String,
}

impl Action for AddLock {
    fn name(&self) -> Message {
        StepText::AddLock.with([self.kind.message().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let id = document.next_lock_id();
        let lock = checked_lock(Lock { id, kind: self.kind, shape: self.shape.clone(), note: self.note.clone() })?;
        let value = Some(Placed { position: document.locks().len(), value: Arc::new(lock) });
        Ok(Patch::one(Entry::Lock { id, value }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::SchemeId;
    use crate::edit::History;
    use crate::edit::actions::{DeleteLock, EditLock, LockEdit};
    use crate::geometry::Point;

    const SQUARE: [Point; 4] = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0]];

    fn lock(kind: LockKind, ring: &[Point]) -> AddLock {
        AddLock { kind, shape: Shape::from_ring(ring), note: " 果园刚签约 ".to_owned() }
    }

    #[test]
    fn locks_are_drawn_on_the_untouched_base_and_every_edit_of_them_is_undone() {
        let (mut document, mut history) = (Document::new("镇"), History::default());
        for kind in [LockKind::Must, LockKind::MustNot] {
            let change = history.commit(&mut document, &lock(kind, &SQUARE)).unwrap();
            assert_eq!((change.locks[0].old_bounds.is_empty(), change.locks[0].new_bounds.max), (true, [9.0, 9.0]));
        }
        assert_eq!(document.current_scheme().id, SchemeId::BASE, "a lock is no scheme's");
        let drawn = document.locks().to_vec();
        assert_eq!((drawn[0].note.as_str(), drawn[1].kind, drawn[1].id.0), ("果园刚签约", LockKind::MustNot, 2));

        let lock = drawn[0].id;
        history.commit(&mut document, &EditLock { lock, edit: LockEdit::Kind(LockKind::Together) }).unwrap();
        history.commit(&mut document, &EditLock { lock, edit: LockEdit::Note("两块一并".to_owned()) }).unwrap();
        assert_eq!((document.locks()[0].kind, document.locks()[0].note.as_str()), (LockKind::Together, "两块一并"));
        let same = EditLock { lock, edit: LockEdit::Kind(LockKind::Together) };
        assert!(history.commit(&mut document, &same).unwrap().is_empty(), "nothing new, no step");

        let change = history.commit(&mut document, &DeleteLock { lock }).unwrap();
        assert!(change.locks[0].new_bounds.is_empty() && document.lock(lock).is_none());
        assert_eq!(history.commit(&mut document, &DeleteLock { lock }), Err(Refusal::NoSuchLock));
        assert_eq!(history.commit(&mut document, &same), Err(Refusal::NoSuchLock));
        for _ in 0..3 {
            history.undo(&mut document).unwrap();
        }
        assert_eq!(document.locks(), drawn, "undo puts it back in its place");
    }

    #[test]
    fn a_lock_whose_shape_is_none_is_refused() {
        let document = Document::new("镇");
        let refusal = |ring: &[Point]| lock(LockKind::Must, ring).apply(&document).unwrap_err();
        let bow_tie = [[0.0, 0.0], [9.0, 9.0], [9.0, 0.0], [0.0, 9.0]];
        assert!(matches!(refusal(&bow_tie), Refusal::Shape(_)));
        assert_eq!(refusal(&SQUARE[..2]), Refusal::TooFewVertices);
        assert_eq!(refusal(&[[0.0, 0.0], [f64::NAN, 1.0], [1.0, 0.0]]), Refusal::NotFinite);

        let (mut document, mut history) = (document, History::default());
        history.commit(&mut document, &lock(LockKind::Must, &SQUARE)).unwrap();
        let edit = LockEdit::Shape(Shape::from_ring(&bow_tie));
        let lock = document.locks()[0].id;
        let edited = history.commit(&mut document, &EditLock { lock, edit });
        assert!(matches!(edited, Err(Refusal::Shape(_))));
        assert_eq!(document.locks()[0].shape, Shape::from_ring(&SQUARE));
    }
}
