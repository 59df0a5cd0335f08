//! Small townships whose answers can be counted by hand.

mod cases;
mod locks;
mod town;
