//! Tianfang (田方): an offline desktop GIS for the design of comprehensive land consolidation 全域土地综合整治.
//!
//! One library, one thin binary: tests, command line and window drive the same code. Two kinds of data are told apart
//! throughout. The **base** is what *is*: authoritative layers, large, packed, never edited. The **design** is what we
//! *propose*: zones and schemes, small, undoable, journalled. What a designer sees is always the one held against the other.
//!
//! A module uses only what stands below it, plus the leaves [`units`], [`i18n`] and [`theme`]; modules of one row never use
//! each other. `tests/architecture.rs` holds this picture against the code.
//!
//! ```text
//!        app                      cli          the window's frame order · the verbs without a window
//!         │
//!     ui · canvas                              panels and dialogs · the map and its tools
//!         │
//!      session                                 a project in use: runs commands, keeps history, watches jobs
//!         │
//!     storage · jobs                           files, journal, exchange formats · threads
//!         │
//!      command                                 what a person can ask for, as data
//!         │
//!     assessment                               all that is known of a scheme, found together and kept up to date
//!         │
//!     simulation · script                      what-ifs: from land to a problem in plain numbers, to a plan with its bound, and back ·
//!         │                                    edits in words, one a line
//!         │
//!     checks · sample                          judges · a practice township
//!         │
//!     indicators                               gauges: figures of the land before and after
//!         │
//!     contiguity                               which land touches: blocks, metrics, simulations share it
//!         │
//!       land                                   the fold: base × measures, pieces with their class before and after
//!         │
//!       edit                                   verbs: the only way a design changes
//!         │
//!      design                                  nouns: what we propose
//!         │
//!       base                                   nouns: what is
//!         │
//!     geometry                                 f64, planar: packed shapes, overlay, validity
//!         │
//!        crs                                   ellipsoid, projection, area
//! ```

pub mod app;
pub mod assessment;
pub mod base;
pub mod canvas;
pub mod checks;
pub mod cli;
pub mod command;
pub mod contiguity;
pub mod crs;
pub mod design;
pub mod edit;
pub mod geometry;
pub mod i18n;
pub mod indicators;
pub mod jobs;
pub mod land;
pub mod sample;
pub mod script;
pub mod session;
pub mod simulation;
pub mod storage;
pub mod theme;
pub mod ui;
pub mod units;
