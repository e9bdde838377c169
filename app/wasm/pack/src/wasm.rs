//! From the linked module to a main module, one module for each lazy route, and the glue.

use crate::strip::strip;
use crate::{Flavour, unsplit};
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Writes `muster.js`, `muster_bg.wasm` and, split, `__wasm_split.js` with its `split_*.wasm` and `chunk_*.wasm`.
pub fn split_and_bind(flavour: Flavour, linked: &Path, work: &Path) -> Result<()> {
    let bytes = fs::read(linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let mut bindgen = Bindgen::new();
    match flavour {
        Flavour::Release => bindgen.input_path(split(&bytes, work)?),
        Flavour::Dev => bindgen.input_module("muster", unsplit::join(&bytes)?),
    };
    bindgen
        .out_name("muster")
        .web(true)?
        // The parts of a split module find each other by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .generate(work)
        .context("wasm-bindgen")?;
    let _ = fs::remove_file(work.join(SPLIT_MAIN));
    Ok(())
}

const SPLIT_MAIN: &str = "split_main.wasm";

fn split(bytes: &[u8], work: &Path) -> Result<PathBuf> {
    let main = work.join(SPLIT_MAIN);
    let mut options = wasm_split_cli_support::Options::new(bytes);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = "./muster.js";
    wasm_split_cli_support::transform(options).map_err(|e| anyhow!("splitting: {e:#}"))?;
    let loader = work.join("__wasm_split.js");
    fs::write(&loader, patient(&fs::read_to_string(&loader)?)?)?;
    Ok(main)
}

fn patient(loader: &str) -> Result<String> {
    const OURS: &str = include_str!("loader.js");
    const THEIRS: &str = "function wrapAsyncCb(";
    ensure!(loader.matches(THEIRS).count() == 1, "the splitter's loader changed: adapt loader.js");
    Ok(loader.replace(THEIRS, "function replaced(") + OURS)
}

/// What rustc's default target emits; anything more could stop an older browser.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Below this size a module is left as the compiler made it: there are hundreds of shared ones of a few kilobytes, each start
/// of `wasm-opt` costs three seconds, and together they took twelve minutes.
const WORTH_IT: usize = 64 * 1024;

/// Takes names out of all modules, and runs `wasm-opt` over the large ones: a tenth less to compile on a phone, nothing on the
/// wire.
pub fn optimise(work: &Path) -> Result<()> {
    let tool = std::env::var("MUSTER_WASM_OPT").context("MUSTER_WASM_OPT must name wasm-opt for a release")?;
    for file in crate::site::walk(work)?.into_iter().filter(|f| f.extension().is_some_and(|e| e == "wasm")) {
        let stripped = strip(&fs::read(&file)?)?;
        fs::write(&file, &stripped)?;
        if stripped.len() < WORTH_IT {
            continue;
        }
        let run = Command::new(&tool)
            .args(["-Oz", "--strip-producers", "--strip-target-features"])
            .args(FEATURES)
            .arg(&file)
            .arg("-o")
            .arg(&file)
            .output()
            .with_context(|| format!("cannot run {tool}"))?;
        // Of each module it says that it does not know every kind of name, which nobody needs to read.
        ensure!(run.status.success(), "{tool}, {}: {}", file.display(), String::from_utf8_lossy(&run.stderr));
    }
    Ok(())
}
