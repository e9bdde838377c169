//! Password hashing: argon2id on threads of its own, behind a bounded queue.
//!
//! One hash takes about 35 ms of a core. A storm of sign-ins must not slow those who are in, so at most two hashes run at
//! once and at most 64 wait; beyond that the answer is [`Code::Busy`].

use crate::{Error, Ids, Result};
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use model::Code;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const AT_ONCE: usize = 2;
const WAITING: usize = 64;

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    queued: Arc<AtomicUsize>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), queued: Arc::default() }
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Leaves the queue again, also when the request is given up meanwhile.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let ahead = self.queued.fetch_add(1, Ordering::Relaxed);
        let place = Place(self.queued.clone());
        if ahead >= AT_ONCE + WAITING {
            return Err(Code::Busy.into());
        }
        let permit = self.places.clone().acquire_owned().await.map_err(|error| Error::Broken(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop((permit, place));
            outcome
        });
        done.await.map_err(|error| Error::Broken(error.to_string()))?
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// [`Code::Busy`] when the queue is full.
    pub async fn hash(&self, ids: &Ids, password: &str) -> Result<String> {
        let mut salt = [0; 16];
        ids.fill(&mut salt);
        let password = password.to_owned();
        self.run(move || {
            let salt = SaltString::encode_b64(&salt).map_err(|error| Error::Broken(error.to_string()))?;
            let hash = hasher()?.hash_password(password.as_bytes(), &salt);
            Ok(hash.map_err(|error| Error::Broken(error.to_string()))?.to_string())
        })
        .await
    }

    /// Whether a password fits a hash. Without a hash (no such account) the same work is done for nothing, so that the time
    /// tells nobody which accounts exist.
    ///
    /// # Errors
    /// [`Code::Busy`] when the queue is full.
    pub async fn fits(&self, hash: Option<String>, password: &str) -> Result<bool> {
        let password = password.to_owned();
        self.run(move || {
            let Some(hash) = hash else {
                let salt = SaltString::encode_b64(&[7; 16]).map_err(|error| Error::Broken(error.to_string()))?;
                let hash = hasher()?.hash_password(password.as_bytes(), &salt);
                hash.map_err(|error| Error::Broken(error.to_string()))?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&hash).map_err(|error| Error::Broken(error.to_string()))?;
            Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }
}
