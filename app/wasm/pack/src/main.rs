//! Turns the linked `app_wasm.wasm`, the style sheet and `public/` into the folder that the server embeds.
//!
//! ```text
//! pack dev|release WASM ROOT SITE    ROOT holds style/ and public/; SITE is written anew
//! pack budget SITE                   a table of sizes; fails above the limits in `budget.rs`
//! ```
//! `MUSTER_WASM_OPT` and `MUSTER_ESBUILD` name two executables. A release needs both, dev neither.

mod budget;
mod bundle;
mod names;
mod packs;
mod press;
mod sections;
mod site;
mod strip;
mod unsplit;
mod wasm;

use anyhow::{Result, bail};
use std::path::Path;

/// Quick to make, or small to load.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Dev,
    Release,
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["dev", wasm, root, site] => site::build(Flavour::Dev, Path::new(wasm), Path::new(root), Path::new(site)),
        ["release", wasm, root, site] => {
            site::build(Flavour::Release, Path::new(wasm), Path::new(root), Path::new(site))
        }
        ["budget", site] => budget::check(Path::new(site)),
        _ => bail!("usage: pack dev|release WASM ROOT SITE, or pack budget SITE"),
    }
}
