//! Which parcels a lock means: those whose interior point lies in its shape.

use std::sync::Arc;

use geo::Contains;

use crate::base::BaseLayer;
use crate::design::Lock;

/// The locks that mean a parcel of a layer, in the order drawn.
pub fn locks_of_parcel<'a>(locks: &'a [Arc<Lock>], layer: &BaseLayer, parcel: usize) -> Vec<&'a Arc<Lock>> {
    let bounds = layer.shapes.feature_bounds(parcel);
    let mut near = locks.iter().filter(|lock| lock.bounds().meets(&bounds)).peekable();
    if near.peek().is_none() {
        return Vec::new();
    }
    let Some(inside) = layer.interior_point(parcel) else { return Vec::new() };
    near.filter(|lock| lock.shape.0.contains(&geo::Point::from(inside))).collect()
}
