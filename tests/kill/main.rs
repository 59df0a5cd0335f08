//! What is left when a process is killed at any moment: every edit that it had reported as recorded, and no half-written file.
//!
//! Each test starts itself, or the program, as a child and kills it (`kill -9`; `TerminateProcess` on Windows), as often as
//! `TIANFANG_TEST_KILL_ROUNDS` asks for (`.ci/run` asks for 50).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod export;
mod records;
mod session;
mod victim;
