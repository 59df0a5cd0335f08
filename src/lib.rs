//! Tianfang (田方): an offline desktop GIS for the design of comprehensive land consolidation 全域土地综合整治.
#![deny(unsafe_code)]
pub mod base;
pub mod canvas;
pub mod checks;
pub mod command;
pub mod crs;
pub mod design;
pub mod edit;
pub mod geometry;
pub mod i18n;
pub mod jobs;
pub mod session;
pub mod storage;
pub mod theme;
pub mod units;
