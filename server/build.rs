//! Tells `src/site.rs` which folder to embed: `MUSTER_SITE`, or what `.ci/site` last left in the target folder.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=MUSTER_SITE");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    let chosen = match env::var_os("MUSTER_SITE") {
        Some(named) => {
            let named = PathBuf::from(named);
            println!("cargo:rerun-if-changed={}", named.join("manifest.json").display());
            named
        }
        None => left_by_script(&out, env::var("PROFILE").as_deref() == Ok("release"))?,
    };
    // A server without a site still compiles, so that nobody needs the browser's tool chain for a test of a query.
    let site = if chosen.join("manifest.json").is_file() { chosen } else { out.join("no-site") };
    if site.starts_with(&out) {
        fs::create_dir_all(&site)?;
    }
    println!("cargo:rustc-env=MUSTER_SITE={}", site.display());
    Ok(())
}

/// `<target>/site/release` or `dev`. A release never embeds the large unoptimised one.
fn left_by_script(out: &Path, release: bool) -> Result<PathBuf, Box<dyn Error>> {
    // <target>/<profile>/build/muster-<hash>/out
    let target = out.ancestors().nth(4).ok_or("OUT_DIR is not where cargo puts it")?;
    let sites = target.join("site");
    // Watched as a folder that exists: an absent path would run this script at every build.
    fs::create_dir_all(&sites)?;
    println!("cargo:rerun-if-changed={}", sites.display());
    let dev = sites.join("dev");
    Ok(if !release && !sites.join("release").is_dir() { dev } else { sites.join("release") })
}
