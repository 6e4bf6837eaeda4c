//! The promises of `docs/trust.md` that the store keeps, on real encrypted files.
//!
//! Argon2id is replaced by one hash where a test opens files many times; `c2_` and `c6_` use the real one.

mod c2_encryption;
mod c3_key_slots;
mod c4_lock;
mod c6_recovery;
mod c8_users;
mod d3_rotation;
mod d5_backups;
mod d8_salvage;
mod documents;
mod i1_append_only;
mod i2_edits;
mod i3_rollback;
mod i4_bit_rot;
mod long_charts;
mod practice;
mod shape;
mod writing;
