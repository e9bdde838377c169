//! Packing, encrypting, and both the other way round.
//!
//! Two formats that stand by themselves, one in the other: what Muster wrote, `age -d` and `zstd -d` open without it. zstd because a
//! database of text shrinks to a quarter faster than most disks write it, and because each file then carries a checksum of its
//! content; age because it authenticates every 64 kB, so that a file that was changed or cut off does not open.

use super::failure::of_io;
use age::secrecy::SecretString;
use model::Problem;
use model::backup::BackupFault;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Result, Write};
use std::path::Path;

/// Little more than none: the disk is what one waits for.
const LEVEL: i32 = 3;
/// Bytes read at once.
const BLOCK: usize = 256 * 1024;
/// The most work that opening a file may ask for, as a power of two: a file that somebody brought must not hold the machine for an
/// hour. What Muster writes takes a second.
const MOST_WORK: u8 = 22;

const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const AGE: &[u8] = b"age-encryption.org/";
const SQLITE: &[u8] = b"SQLite format 3\0";

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Its bytes.
    pub size: i64,
    /// SHA-256 of them.
    pub sha256: String,
    /// SHA-256 of what is in it.
    pub content: String,
}

/// Writes through and counts.
struct Hashing<W> {
    inner: W,
    digest: Sha256,
    size: i64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.size += written as i64;
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}

/// Packs a file, encrypts it if there is a passphrase, and makes sure of it on the disk.
///
/// # Errors
/// What the disk says. The caller removes the target.
pub(crate) fn pack(from: &Path, to: &Path, passphrase: Option<&str>) -> std::result::Result<Packed, Problem> {
    let source = File::open(from).map_err(|error| of_io(&error, from))?;
    packed(source, to, passphrase).map_err(|error| of_io(&error, to))
}

fn packed(source: File, to: &Path, passphrase: Option<&str>) -> Result<Packed> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let target = BufWriter::with_capacity(BLOCK, options.open(to)?);
    let target = Hashing { inner: target, digest: Sha256::new(), size: 0 };
    let (content, mut target) = match passphrase {
        None => compress(source, target)?,
        Some(passphrase) => {
            let encryptor = age::Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned()));
            let (content, writer) = compress(source, encryptor.wrap_output(target)?)?;
            (content, writer.finish()?)
        }
    };
    target.flush()?;
    let file = target.inner.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(Packed { size: target.size, sha256: hex::encode(target.digest.finalize()), content })
}

fn compress<W: Write>(source: File, target: W) -> Result<(String, W)> {
    let mut encoder = zstd::stream::write::Encoder::new(target, LEVEL)?;
    encoder.include_checksum(true)?;
    let content = copy(source, &mut encoder)?;
    Ok((content, encoder.finish()?))
}

/// Copies to the end; SHA-256 of what was copied.
fn copy(mut from: impl Read, to: &mut impl Write) -> Result<String> {
    let mut digest = Sha256::new();
    let mut bytes = vec![0; BLOCK];
    loop {
        let read = from.read(&mut bytes)?;
        if read == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&bytes[..read]);
        to.write_all(&bytes[..read])?;
    }
}

/// SHA-256 of a file as it lies there.
///
/// # Errors
/// What the disk says.
pub(crate) fn sha256(path: &Path) -> std::result::Result<String, Problem> {
    let hashed = File::open(path).and_then(|file| copy(file, &mut std::io::sink()));
    hashed.map_err(|error| of_io(&error, path))
}

/// Reads a file back to its end without keeping it; SHA-256 of what is in it.
///
/// # Errors
/// As [`unpack`].
pub(crate) fn read_back(path: &Path, passphrase: Option<&str>) -> std::result::Result<String, Problem> {
    unpack_into(path, passphrase, path, &mut std::io::sink())
}

/// Unpacks a file: encrypted, packed or plain, as its first bytes say.
///
/// # Errors
/// [`BackupFault::PassphraseMissing`], [`BackupFault::PassphraseWrong`], [`BackupFault::Damaged`] for a file that was cut off or
/// changed, [`BackupFault::NotABackup`], and what the disk says. The caller removes the target.
pub(crate) fn unpack(from: &Path, to: &Path, passphrase: Option<&str>) -> std::result::Result<(), Problem> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(to).map_err(|error| of_io(&error, to))?;
    let mut target = BufWriter::with_capacity(BLOCK, file);
    unpack_into(from, passphrase, to, &mut target)?;
    let file = target.into_inner().map_err(|error| of_io(error.error(), to))?;
    file.sync_all().map_err(|error| of_io(&error, to))
}

fn unpack_into(
    from: &Path,
    passphrase: Option<&str>,
    to: &Path,
    target: &mut impl Write,
) -> std::result::Result<String, Problem> {
    let mut source = BufReader::with_capacity(BLOCK, File::open(from).map_err(|error| of_io(&error, from))?);
    let begin = peek(&mut source).map_err(|error| of_io(&error, from))?;
    if !begin.starts_with(AGE) {
        return opened(source, &begin, to, target);
    }
    let passphrase = passphrase.ok_or_else(|| BackupFault::PassphraseMissing.problem())?;
    let decryptor = age::Decryptor::new(source).map_err(|error| undecrypted(&error))?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    let mut reader = BufReader::with_capacity(BLOCK, reader.map_err(|error| undecrypted(&error))?);
    let begin = peek(&mut reader).map_err(|_| BackupFault::Damaged.problem())?;
    opened(reader, &begin, to, target)
}

/// The first bytes, which stay.
fn peek(source: &mut impl std::io::BufRead) -> Result<Vec<u8>> {
    let bytes = source.fill_buf()?;
    Ok(bytes[..bytes.len().min(32)].to_vec())
}

fn opened(
    source: impl std::io::BufRead,
    begin: &[u8],
    to: &Path,
    target: &mut impl Write,
) -> std::result::Result<String, Problem> {
    // A failure to write is the disk's, one to read the file's: they are told apart by who meets them.
    let mut target = Telling { inner: target, failed: None };
    let copied = if begin.starts_with(&ZSTD) {
        zstd::stream::read::Decoder::with_buffer(source).and_then(|decoder| copy(decoder, &mut target))
    } else if begin.starts_with(SQLITE) {
        copy(source, &mut target)
    } else {
        return Err(BackupFault::NotABackup.problem());
    };
    match (copied, target.failed) {
        (Ok(content), _) => Ok(content),
        (Err(_), Some(error)) => Err(of_io(&error, to)),
        (Err(error), None) => Err(BackupFault::Damaged.problem().with("detail", error)),
    }
}

struct Telling<'a, W> {
    inner: &'a mut W,
    failed: Option<std::io::Error>,
}

impl<W: Write> Write for Telling<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.inner.write(bytes).inspect_err(|error| self.failed = Some(error.kind().into()))
    }

    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}

fn undecrypted(error: &age::DecryptError) -> Problem {
    match error {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => BackupFault::PassphraseWrong.problem(),
        _ => BackupFault::Damaged.problem().with("detail", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(problem: &Problem) -> &str {
        problem.param("error").unwrap()
    }

    #[test]
    fn a_file_that_was_cut_or_changed_anywhere_does_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let text: Vec<u8> = [SQLITE, &b"names and numbers ".repeat(20_000)[..]].concat();
        std::fs::write(at("plain"), &text).unwrap();
        for passphrase in [None, Some("a long passphrase")] {
            let packed = pack(&at("plain"), &at("packed"), passphrase).unwrap();
            assert_eq!(read_back(&at("packed"), passphrase).unwrap(), packed.content);
            assert_eq!(sha256(&at("packed")).unwrap(), packed.sha256);
            let whole = std::fs::read(at("packed")).unwrap();
            assert_eq!(whole.len() as i64, packed.size);
            for end in [whole.len() - 1, whole.len() / 2] {
                std::fs::write(at("bad"), &whole[..end]).unwrap();
                assert_eq!(fault(&read_back(&at("bad"), passphrase).unwrap_err()), "damaged", "{end}");
            }
            for at_byte in [whole.len() - 1, whole.len() - 40] {
                let mut bytes = whole.clone();
                bytes[at_byte] ^= 1;
                std::fs::write(at("bad"), &bytes).unwrap();
                assert_eq!(fault(&read_back(&at("bad"), passphrase).unwrap_err()), "damaged", "{at_byte}");
            }
        }
        assert_eq!(fault(&read_back(&at("packed"), Some("another one")).unwrap_err()), "passphrase_wrong");
        assert_eq!(fault(&read_back(&at("packed"), None).unwrap_err()), "passphrase_missing");
        std::fs::write(at("bad"), "this is a letter").unwrap();
        assert_eq!(fault(&read_back(&at("bad"), None).unwrap_err()), "not_a_backup");
    }
}
