//! Joins the splitter's shared modules into a few packs.
//!
//! The splitter makes a module for every set of routes that share code: hundreds of a few kilobytes. A page would ask for a
//! hundred of them, each compressed by itself to twice of what they are together. Here they become
//!
//! * `first.pack`: what the start page needs,
//! * `kit.pack`: what nearly all routes share,
//! * `shared.pack`: what many routes share,
//! * `<route>.pack`: the rest that a route needs; what two routes share is in both.
//!
//! A pack is the number of its modules, the length of each (both 32 bits, little-endian), then the modules.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FIRST: &str = "first";
/// The route of the start page, as the splitter names it.
const FIRST_ROUTE: &str = "home";
/// From so many modules on, code is in a pack that all of them load. Measured with twenty-one: in one pack what seven share weighs
/// 141 kB brotli; from eight on, the customers' own weighs 144 kB.
const SHARED: [(&str, usize); 2] = [("kit", 10), ("shared", 7)];
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
    let chunks = chunks(&loader)?;
    let routes: BTreeSet<&str> = chunks.iter().flat_map(|chunk| chunk.routes.iter().map(String::as_str)).collect();
    let routes: Vec<&str> = routes.into_iter().collect();
    let mut packs: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let mut table = Vec::new();
    for chunk in &chunks {
        let file = work.join(&chunk.name).with_extension("wasm");
        let module = fs::read(&file)?;
        fs::remove_file(&file)?;
        for name in packs_of(&chunk.routes) {
            packs.entry(name).or_default().push(module.clone());
        }
        table.push(bits(&chunk.routes, &routes)?);
        loader = without(&loader, &chunk.name)?;
    }
    for (name, modules) in &packs {
        fs::write(work.join(name).with_extension("pack"), pack(modules)?)?;
    }
    let table = format!(
        "\nconst shared = pieces(\"{}\", \"{}\", \"{FIRST_ROUTE}\", {});\n",
        table.join(" "),
        routes.join(" "),
        serde_json::to_string(&SHARED)?
    );
    fs::write(path, routed(&loader, &packs, &table)? + include_str!("packs.js"))?;
    Ok(())
}

/// The routes of a shared module as a number in base 36, the first route the lowest bit. A list of the modules of each route, and of
/// the packs of each module, were three quarters of what the browser had to load of the loader.
fn bits(of: &[String], routes: &[&str]) -> Result<String> {
    ensure!(routes.len() <= 53, "a number of JavaScript has no more bits: adapt packs.js");
    let has = |route: &&str| of.iter().any(|one| one == route);
    let mut number = routes.iter().enumerate().filter(|(_, route)| has(route)).map(|(at, _)| 1_u64 << at).sum::<u64>();
    let mut digits = Vec::new();
    while number > 0 || digits.is_empty() {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or_default());
        number /= 36;
    }
    Ok(digits.into_iter().rev().collect())
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
        return vec![FIRST.to_owned()];
    }
    match SHARED.iter().find(|(_, least)| routes.len() >= *least) {
        Some((name, _)) => vec![(*name).to_owned()],
        None => routes.to_vec(),
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

/// The loader without a shared module's own loader.
fn without(loader: &str, chunk: &str) -> Result<String> {
    let begin = format!("const __{chunk} = makeLoad(");
    let (before, rest) = loader.split_once(&begin).with_context(|| format!("{chunk} has no loader"))?;
    let (_, after) = rest.split_once(", []);").context("the splitter's loader changed: adapt packs.rs")?;
    Ok(format!("{before}{after}"))
}

/// A route asks for its own pack before anything in it is looked for, and all but the first for what they look like; what a route
/// shares is looked up in the table.
fn routed(loader: &str, packs: &BTreeMap<String, Vec<Vec<u8>>>, table: &str) -> Result<String> {
    const EXPORT: &str = "export const __wasm_split_load_";
    let changed = "the splitter's loader changed: adapt packs.rs";
    let mut parts = loader.split(EXPORT);
    let mut out = parts.next().unwrap_or_default().to_owned() + table;
    for part in parts {
        let (name, rest) = part.split_once(" = wrapAsyncCb(").context(changed)?;
        let route = route(name);
        // The list of what it shares is the last one before the end of the statement.
        let (before, after) = rest.split_once("]))").context(changed)?;
        let (load, _) = before.rsplit_once('[').context(changed)?;
        let load = format!("{load}shared(\"{route}\"))){after}");
        let prepare = match (packs.contains_key(route), route == FIRST_ROUTE) {
            (true, false) => format!("() => (pack(\"{route}\"), late())"),
            (true, true) => format!("() => pack(\"{route}\")"),
            (false, false) => "late".to_owned(),
            (false, true) => "undefined".to_owned(),
        };
        write!(out, "{EXPORT}{name} = wrapAsyncCb({prepare}, {load}")?;
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
        let many = ["activity", "chart", "connection", "customers", "joining", "members", "review"];
        assert_eq!(packs_of(&routes(&many)), ["shared"]);
        let most: Vec<&str> = many.into_iter().chain(["roles", "settings", "sync"]).collect();
        assert_eq!(packs_of(&routes(&most)), ["kit"]);
        assert_eq!(packs_of(&routes(&["joining", "members"])), ["joining", "members"]);
    }

    #[test]
    fn the_loader_names_the_routes_of_each_shared_module() {
        let loader = "/* __home_route_view_1, __sync_route_view_22 */\nconst __chunk_7 = makeLoad(() => {\n    \
                      const src = fetch(new URL(\"./chunk_7.wasm\", import.meta.url));\n}\n, []);\nconst x = 1;";
        let found = chunks(loader).unwrap();
        assert_eq!((found[0].name.as_str(), found[0].routes.as_slice()), ("chunk_7", &*routes(&["home", "sync"])));
        assert!(without(loader, "chunk_7").unwrap().ends_with(" */\n\nconst x = 1;"));
    }

    #[test]
    fn a_route_looks_its_shared_modules_up_in_the_table() {
        let loader = "export const __wasm_split_load___home_route_view_1 = wrapAsyncCb(makeLoad(() => {\n    const src = \
                      fetch(\"a\");\n}\n, [__chunk_1, __chunk_2]));\n";
        let routed = routed(loader, &BTreeMap::new(), "const shared = 1;\n").unwrap();
        assert!(routed.starts_with("const shared = 1;\nexport const"), "{routed}");
        assert!(
            routed.ends_with(
                "wrapAsyncCb(undefined, makeLoad(() => {\n    const src = fetch(\"a\");\n}\n, shared(\"home\")));\n"
            ),
            "{routed}"
        );
    }

    #[test]
    fn the_routes_of_a_shared_module_are_bits() {
        let all = ["a", "b", "c", "d", "e", "f"];
        assert_eq!(bits(&routes(&["a"]), &all).unwrap(), "1");
        assert_eq!(bits(&routes(&["c", "f"]), &all).unwrap(), "10");
        assert_eq!(bits(&routes(&all), &all).unwrap(), "1r");
    }
}
