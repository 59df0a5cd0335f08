//! Small townships whose answers can be counted by hand.

mod cases;
mod layout;
mod linkage;
mod locks;
mod town;
