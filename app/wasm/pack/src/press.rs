//! Brotli and gzip siblings, made once here instead of at every request.

use crate::Flavour;
use crate::site::{Sizes, walk};
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// Already compressed formats stay as they are.
const TEXT_LIKE: [&str; 10] = ["css", "html", "js", "json", "pack", "svg", "txt", "wasm", "webmanifest", "xml"];

pub fn compress(flavour: Flavour, site: &Path) -> Result<BTreeMap<String, Sizes>> {
    let files = walk(site)?;
    let queue = Mutex::new(files.iter());
    let sizes = Mutex::new(BTreeMap::new());
    let work = || -> Result<()> {
        while let Some(file) = queue.lock().ok().and_then(|mut q| q.next()) {
            let raw = fs::read(file)?;
            let wanted = flavour == Flavour::Release
                && file.extension().is_some_and(|e| TEXT_LIKE.iter().any(|t| e.eq_ignore_ascii_case(t)));
            let br = if wanted { pair(file, &raw)? } else { None };
            let name = file.strip_prefix(site)?.to_string_lossy().into_owned();
            if let Ok(mut sizes) = sizes.lock() {
                sizes.insert(name, Sizes { raw: raw.len() as u64, br });
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|t| t.join().unwrap_or_else(|_| Err(anyhow::anyhow!("compression panicked"))))
    })?;
    Ok(sizes.into_inner().unwrap_or_default())
}

/// Writes `.br` and `.gz` unless the file is so small that they are no shorter; the size of the former.
fn pair(file: &Path, raw: &[u8]) -> Result<Option<u64>> {
    let mut br = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: raw.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &raw[..], &mut br, &params)?;
    if br.len() >= raw.len() {
        return Ok(None);
    }
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(raw)?;
    let with = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        name
    };
    fs::write(with(".br"), &br)?;
    fs::write(with(".gz"), gz.finish()?)?;
    Ok(Some(br.len() as u64))
}
