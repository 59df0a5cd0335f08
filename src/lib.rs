//! Tianfang (田方): an offline desktop GIS for the design of comprehensive land consolidation 全域土地综合整治.
#![deny(unsafe_code)]
pub mod base;
pub mod crs;
pub mod design;
pub mod edit;
pub mod geometry;
pub mod i18n;
pub mod storage;
pub mod units;
