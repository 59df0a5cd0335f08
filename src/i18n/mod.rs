//! Words: every text that a person reads, in Chinese and English, side by side.
//!
//! Texts live in small enums, one a subject, made by [`texts!`]: a text without both languages does not compile, and a test
//! checks that both ask for the same arguments. A [`Message`] is a text with its arguments; errors of every module know how
//! to become one ([`Explain`]), so that a problem is put into words once, at the edge.

mod catalogue;
mod format;
mod message;

pub mod common;

pub use catalogue::Text;
pub(crate) use catalogue::texts;
pub use format::{area_ha, area_m2, area_mu, count, fixed, length_m, signed};
pub use message::{Argument, Explain, Language, Message};
