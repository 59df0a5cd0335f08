//! The tables of an implementation plan 实施方案附表, from the same assessment as the map: land use before and after, basic farmland
//! out and in, linkage, balances, forest and farmland, sub-projects, investment, farmland by slope and quality, overlay of field
//! schemes. Columns that no data fills stand in their place, empty, and a remark says who fills them.

mod all;
mod balances;
mod basic_farmland;
mod forest;
mod investment;
mod kinds;
mod linkage;
mod overlay;
mod plots;
mod structure;
mod sub_projects;
mod words;

pub use all::plan_tables;
