//! A store that speaks S3. The client is the crate `object_store`, used where backups are made; here is only a made-up store.

pub mod fake;
