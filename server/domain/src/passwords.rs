//! Password hashing: argon2id on threads of its own, behind a bounded queue.
//!
//! One hash takes about 35 ms of a core. A storm of sign-ins must not slow those who are in, so at most two hashes run at
//! once and at most 64 wait; beyond that the answer is [`Code::Busy`].

use crate::{Error, Ids, Result};
use argon2::password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordVerifier, Version};
use model::Code;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
    memory: Memory,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), queued: Arc::default(), memory: Memory::default() }
    }
}

/// What hashes work in, handed from one to the next while others wait. Asked of the allocator 19 MiB at a time, a storm of sign-ins
/// left 800 MB behind: small things settle in what one hash gave back, and the next takes as much elsewhere.
#[derive(Debug, Clone, Default)]
struct Memory(Arc<Mutex<Vec<Vec<Block>>>>);

impl Memory {
    fn take(&self) -> Option<Vec<Block>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Keeps it for those who wait; what nobody waits for goes back to the system.
    fn give_back(&self, blocks: Vec<Block>, waiting: bool) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting { free.push(blocks) } else { free.clear() }
    }
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}

fn params() -> Result<Params> {
    Params::new(MEMORY_KIB, PASSES, 1, None).map_err(broken)
}

/// As the library's own `hash_password`, but in memory of ours.
fn digest(params: &Params, password: &[u8], salt: Salt<'_>, memory: &mut Vec<Block>) -> password_hash::Result<Output> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes)?;
    memory.resize(params.block_count(), Block::default());
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    Output::init_with(length, |out| Ok(hasher.hash_password_into_with_memory(password, salt, out, memory)?))
}

fn hash(password: &[u8], salt: &SaltString, memory: &mut Vec<Block>) -> Result<String> {
    let params = params()?;
    let output = digest(&params, password, salt.as_salt(), memory).map_err(broken)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(broken)?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

fn fits(hash: &PasswordHash<'_>, password: &[u8], memory: &mut Vec<Block>) -> Result<bool> {
    let ours = hash.algorithm == ARGON2ID_IDENT && hash.version == Some(Version::V0x13.into());
    match (hash.salt, &hash.hash) {
        (Some(salt), Some(wanted)) if ours => {
            let params = Params::try_from(hash).map_err(broken)?;
            // Compared in constant time.
            Ok(digest(&params, password, salt, memory).map_err(broken)? == *wanted)
        }
        _ => Ok(Argon2::default().verify_password(password, hash).is_ok()),
    }
}

/// Leaves the queue again, also when the request is given up meanwhile.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let ahead = self.queued.fetch_add(1, Ordering::Relaxed);
        let place = Place(self.queued.clone());
        if ahead >= AT_ONCE + WAITING {
            return Err(Code::Busy.into());
        }
        let permit = self.places.clone().acquire_owned().await.map_err(|error| Error::Broken(error.to_string()))?;
        let memory = self.memory.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut blocks = memory.take().unwrap_or_default();
            let outcome = work(&mut blocks);
            memory.give_back(blocks, place.0.load(Ordering::Relaxed) > AT_ONCE);
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
        self.run(move |memory| {
            let salt = SaltString::encode_b64(&salt).map_err(broken)?;
            self::hash(password.as_bytes(), &salt, memory)
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
        self.run(move |memory| {
            let Some(hash) = hash else {
                let salt = SaltString::encode_b64(&[7; 16]).map_err(broken)?;
                self::hash(password.as_bytes(), &salt, memory)?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&hash).map_err(broken)?;
            self::fits(&hash, password.as_bytes(), memory)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordHasher as _;

    #[test]
    fn hashes_are_those_of_the_library_and_fit_only_their_password() {
        let salt = SaltString::encode_b64(&[3; 16]).unwrap();
        let library = Argon2::new(Algorithm::Argon2id, Version::V0x13, params().unwrap());
        let theirs = library.hash_password(b"correct horse", &salt).unwrap().to_string();
        let mut memory = Vec::new();
        assert_eq!(hash(b"correct horse", &salt, &mut memory).unwrap(), theirs);
        // In memory that another hash has worked in.
        assert_eq!(hash(b"correct horse", &salt, &mut memory).unwrap(), theirs);
        let theirs = PasswordHash::new(&theirs).unwrap();
        assert!(fits(&theirs, b"correct horse", &mut memory).unwrap());
        assert!(!fits(&theirs, b"correct house", &mut memory).unwrap());
    }

    #[test]
    fn a_hash_of_other_parameters_is_checked_by_its_own() {
        let salt = SaltString::encode_b64(&[3; 16]).unwrap();
        for algorithm in [Algorithm::Argon2id, Algorithm::Argon2i] {
            let library = Argon2::new(algorithm, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
            let theirs = library.hash_password(b"correct horse", &salt).unwrap().to_string();
            let theirs = PasswordHash::new(&theirs).unwrap();
            assert!(fits(&theirs, b"correct horse", &mut Vec::new()).unwrap());
            assert!(!fits(&theirs, b"correct house", &mut Vec::new()).unwrap());
        }
    }
}
