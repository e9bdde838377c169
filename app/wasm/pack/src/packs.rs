//! Joins the splitter's shared modules into a few packs.
//!
//! The splitter makes a module for every set of routes that share code: hundreds of a few kilobytes. A page would ask for a
//! hundred of them, each compressed by itself to twice of what they are together. Here they become
//!
//! * `first.pack`: what the start page needs,
//! * `kit.pack`: what many routes share,
//! * `<route>.pack`: the rest that a route needs; what two routes share is in both.
//!
//! A pack is the number of its modules, the length of each (both 32 bits, little-endian), then the modules.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FIRST: &str = "first";
/// The route of the start page, as the splitter names it.
const FIRST_ROUTE: &str = "home";
const KIT: &str = "kit";
/// From so many routes on, code is in the kit. Measured with eighteen: at 4 the kit weighs 135 kB brotli, and all load it.
const SHARED_BY: usize = 5;
const LOADER: &str = "__wasm_split.js";

/// A shared module: the splitter's name for it, and the routes that need it.
struct Chunk {
    name: String,
    routes: Vec<String>,
}

/// Whether the start page loads a file, besides what the shell names.
pub fn is_first(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    name == "first.pack" || name.strip_prefix("split_").is_some_and(|split| route(split) == FIRST_ROUTE)
}

/// Replaces `chunk_*.wasm` by packs and tells the loader where each one lies.
pub fn join(work: &Path) -> Result<()> {
    let path = work.join(LOADER);
    let mut loader = fs::read_to_string(&path)?;
    let mut packs: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for chunk in chunks(&loader)? {
        let file = work.join(&chunk.name).with_extension("wasm");
        let module = fs::read(&file)?;
        fs::remove_file(&file)?;
        let mut places = String::new();
        for name in packs_of(&chunk.routes) {
            let pack = packs.entry(name.clone()).or_default();
            write!(places, "\"{name}\",{},", pack.len())?;
            pack.push(module.clone());
        }
        loader = replace_fetcher(&loader, &chunk.name, &places)?;
    }
    for (name, modules) in &packs {
        fs::write(work.join(name).with_extension("pack"), pack(modules)?)?;
    }
    fs::write(path, routed(&loader, &packs)? + include_str!("packs.js"))?;
    Ok(())
}

fn pack(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut bytes = u32::try_from(modules.len())?.to_le_bytes().to_vec();
    for module in modules {
        bytes.extend(u32::try_from(module.len())?.to_le_bytes());
    }
    bytes.extend(modules.concat());
    Ok(bytes)
}

fn packs_of(routes: &[String]) -> Vec<String> {
    if routes.iter().any(|route| route == FIRST_ROUTE) {
        vec![FIRST.to_owned()]
    } else if routes.len() >= SHARED_BY {
        vec![KIT.to_owned()]
    } else {
        routes.to_vec()
    }
}

/// `__members_route_view_15390069344295056921` is the route `members`.
fn route(split: &str) -> &str {
    split.trim().trim_start_matches('_').split("_route_view_").next().unwrap_or_default()
}

/// The loader says in a comment before each shared module which routes need it.
fn chunks(loader: &str) -> Result<Vec<Chunk>> {
    let mut found = Vec::new();
    for part in loader.split("/* ").skip(1) {
        let (splits, rest) = part.split_once(" */").context("a comment ends")?;
        let name = rest.trim_start().strip_prefix("const __").and_then(|rest| rest.split_once(" = makeLoad("));
        let (name, _) = name.context("the splitter's loader changed: adapt packs.rs")?;
        let routes = splits.split(',').map(|split| route(split).to_owned()).collect();
        found.push(Chunk { name: name.to_owned(), routes });
    }
    ensure!(!found.is_empty(), "the splitter made no shared module: packs.rs is not needed any more");
    Ok(found)
}

fn replace_fetcher(loader: &str, chunk: &str, places: &str) -> Result<String> {
    let begin = format!("const __{chunk} = makeLoad(");
    let (before, rest) = loader.split_once(&begin).with_context(|| format!("{chunk} has no loader"))?;
    let (_, after) = rest.split_once(", []);").context("the splitter's loader changed: adapt packs.rs")?;
    Ok(format!("{before}const __{chunk} = piece({places});{after}"))
}

/// A route asks for its own pack before anything in it is looked for.
fn routed(loader: &str, packs: &BTreeMap<String, Vec<Vec<u8>>>) -> Result<String> {
    const EXPORT: &str = "export const __wasm_split_load_";
    let mut parts = loader.split(EXPORT);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) =
            part.split_once(" = wrapAsyncCb(").context("the splitter's loader changed: adapt packs.rs")?;
        let route = route(name);
        match packs.contains_key(route) {
            true => write!(out, "{EXPORT}{name} = wrapAsyncCb(() => pack(\"{route}\"), {rest}")?,
            false => write!(out, "{EXPORT}{name} = wrapAsyncCb(undefined, {rest}")?,
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_shared_module_is_where_each_of_its_routes_finds_it() {
        assert_eq!(packs_of(&routes(&["home", "sync"])), ["first"]);
        assert_eq!(packs_of(&routes(&["activity", "chart", "members", "review", "sync"])), ["kit"]);
        assert_eq!(packs_of(&routes(&["joining", "members"])), ["joining", "members"]);
    }

    #[test]
    fn the_loader_names_the_routes_of_each_shared_module() {
        let loader = "/* __home_route_view_1, __sync_route_view_22 */\nconst __chunk_7 = makeLoad(() => {\n    \
                      const src = fetch(new URL(\"./chunk_7.wasm\", import.meta.url));\n}\n, []);\nconst x = 1;";
        let found = chunks(loader).unwrap();
        assert_eq!((found[0].name.as_str(), found[0].routes.as_slice()), ("chunk_7", &*routes(&["home", "sync"])));
        let replaced = replace_fetcher(loader, "chunk_7", "\"first\",0,").unwrap();
        assert!(replaced.ends_with("const __chunk_7 = piece(\"first\",0,);\nconst x = 1;"), "{replaced}");
    }
}
