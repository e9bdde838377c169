//! Shortens the names by which the browser's script and the main module know each other.
//!
//! wasm-bindgen ends each imported function's name in a hash: three hundred times sixteen digits that no compression shortens,
//! once in the script and once in the module. Together they were 7 kB of the first view.

use crate::sections::{Sections, name, number, put_number, take};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SCRIPT: &str = "muster.js";
const IMPORTS: u8 = 2;
/// Digits of the hash.
const HASH: usize = 16;

/// Gives both the short names.
pub fn shorten(work: &Path, module: &str) -> Result<()> {
    let (script, module) = (work.join(SCRIPT), work.join(module));
    let text = fs::read_to_string(&script)?;
    let short = short(&text);
    fs::write(&script, replaced(&text, &short))?;
    fs::write(&module, imports(&fs::read(&module)?, &short)?)?;
    Ok(())
}

/// The generated names of a script, each with a short one. `$1` is nothing that wasm-bindgen makes up itself.
fn short(text: &str) -> BTreeMap<&str, String> {
    let mut short: BTreeMap<&str, String> =
        words(text).filter(|word| is_generated(word)).map(|word| (word, String::new())).collect();
    for (n, value) in short.values_mut().enumerate() {
        *value = format!("${n}");
    }
    short
}

fn is_generated(word: &str) -> bool {
    let hash = word.rsplit('_').next().unwrap_or_default();
    word.starts_with("__wb") && hash.len() == HASH && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty())
}

fn replaced(text: &str, short: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|letter| !is_word(letter)).unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(short.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The module with the names of its imports replaced (WebAssembly core specification, 5.5.5).
fn imports(module: &[u8], short: &BTreeMap<&str, String>) -> Result<Vec<u8>> {
    let mut out = module.get(..8).context("a module has a header")?.to_vec();
    let mut found = 0;
    for section in Sections::of(module)? {
        let section = section?;
        if section.kind != IMPORTS {
            out.extend_from_slice(section.whole);
            continue;
        }
        let mut rest = section.body;
        let count = number(&mut rest)?;
        let mut body = Vec::new();
        put_number(&mut body, count);
        for _ in 0..count {
            let (from, field) = (name(&mut rest)?, name(&mut rest)?);
            found += usize::from(short.contains_key(field));
            let field = short.get(field).map_or(field, String::as_str);
            for text in [from, field] {
                put_number(&mut body, text.len());
                body.extend_from_slice(text.as_bytes());
            }
            let before = rest;
            description(&mut rest)?;
            body.extend_from_slice(&before[..before.len() - rest.len()]);
        }
        out.push(IMPORTS);
        put_number(&mut out, body.len());
        out.extend(body);
    }
    // Every name that the script knows and the module does not would be found out in the browser only.
    ensure!(found > 0 && found <= short.len(), "the module knows {found} of the script's {} names", short.len());
    Ok(out)
}

/// Skips what an import is.
fn description(rest: &mut &[u8]) -> Result<()> {
    match take(rest, 1)?[0] {
        0 => drop(number(rest)?),
        1 => {
            take(rest, 1)?;
            limits(rest)?;
        }
        2 => limits(rest)?,
        3 => drop(take(rest, 2)?),
        kind => bail!("an import of kind {kind}"),
    }
    Ok(())
}

fn limits(rest: &mut &[u8]) -> Result<()> {
    let has_most = take(rest, 1)?[0] & 1 == 1;
    number(rest)?;
    if has_most {
        number(rest)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_module_get_the_same_short_names() {
        let text = "imports.wbg.__wbg_append_0123456789abcdef = f; x.__wbg_ptr; __wbindgen_cast_00000000000000ff()";
        let names = short(text);
        assert_eq!(replaced(text, &names), "imports.wbg.$0 = f; x.__wbg_ptr; $1()");
        let field = b"__wbg_append_0123456789abcdef";
        let mut body = vec![1, 3, b'w', b'b', b'g', field.len() as u8];
        body.extend_from_slice(field);
        body.extend([0, 7]);
        let module = [&b"\0asm\x01\0\0\0"[..], &[2, body.len() as u8], &body, &[3, 1, 0]].concat();
        let expected = [&b"\0asm\x01\0\0\0"[..], &[2, 10, 1, 3], b"wbg", &[2], b"$0", &[0, 7], &[3, 1, 0]].concat();
        assert_eq!(imports(&module, &names).unwrap(), expected);
    }
}
