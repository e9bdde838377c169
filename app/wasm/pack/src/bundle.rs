//! Scripts and styles: one small file each in a release, plain copies in dev.

use crate::Flavour;
use crate::site::{CSS, JS, copy, walk};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The one script the shell names. A file of its own, so that the content security policy needs no inline script.
const START: &str = "import init from './muster.js';\n\
    init({ module_or_path: new URL('muster_bg.wasm', import.meta.url) });\n";

/// Bundled, the glue, the loader of the lazy modules and the start are one request instead of a chain of three.
pub fn scripts(flavour: Flavour, work: &Path, assets: &Path) -> Result<()> {
    fs::write(work.join(JS), START)?;
    if flavour == Flavour::Dev {
        return copy(work, assets);
    }
    // `new URL('…', import.meta.url)` is left as it stands, so the modules stay beside the bundle.
    // wasm-bindgen names the loader's module once for each function that it imports from there.
    let more = ["--format=esm", "--target=es2022", "--log-override:duplicate-object-key=silent"];
    esbuild(&work.join(JS), &assets.join(JS), &more)?;
    for file in walk(work)?.into_iter().filter(|f| f.extension().is_some_and(|e| e == "wasm" || e == "pack")) {
        fs::copy(&file, assets.join(file.file_name().context("a file has a name")?))?;
    }
    Ok(())
}

/// The sheet of the pages that are loaded late; the loader (loader.js) asks for it.
const LATE: &str = "late.css";

/// `style/main.css` and `style/late.css` import the other sheets.
pub fn styles(flavour: Flavour, style: &Path, assets: &Path) -> Result<()> {
    if flavour == Flavour::Dev {
        // Nothing is loaded late there. What is imported comes before everything else of a sheet.
        copy(style, assets)?;
        let main = fs::read_to_string(style.join(CSS))?;
        return Ok(fs::write(assets.join(CSS), main + "@import \"" + LATE + "\";\n")?);
    }
    for sheet in [CSS, LATE] {
        esbuild(&style.join(sheet), &assets.join(sheet), &["--target=chrome111,firefox113,safari16.4"])?;
    }
    Ok(())
}

fn esbuild(from: &Path, to: &Path, more: &[&str]) -> Result<()> {
    let tool = std::env::var("MUSTER_ESBUILD").context("MUSTER_ESBUILD must name esbuild for a release")?;
    let status = Command::new(&tool)
        .arg(from)
        .arg(format!("--outfile={}", to.display()))
        .args(["--bundle", "--minify", "--log-level=warning", "--legal-comments=none"])
        .args(more)
        .status()
        .with_context(|| format!("cannot run {tool}"))?;
    ensure!(status.success(), "{tool} failed on {}", from.display());
    Ok(())
}
