//! Takes out what a browser does not need: names and other custom sections.

use anyhow::{Context, Result, ensure};

const CUSTOM: u8 = 0;
/// Magic number and version.
const HEADER: usize = 8;

/// The module without its custom sections (WebAssembly core specification, 5.5.3): in the splitter's shared modules the names
/// of generic functions are more than half of the bytes.
pub fn strip(module: &[u8]) -> Result<Vec<u8>> {
    ensure!(module.starts_with(b"\0asm"), "not a WebAssembly module");
    let mut kept = module.get(..HEADER).context("a module has a header")?.to_vec();
    let mut rest = &module[HEADER..];
    while let Some((&kind, after)) = rest.split_first() {
        let (size, digits) = unsigned(after)?;
        let end = 1 + digits + size;
        let section = rest.get(..end).context("a section ends before the module does")?;
        if kind != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = &rest[end..];
    }
    Ok(kept)
}

/// A LEB128 number and how many bytes it takes.
fn unsigned(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (n, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Ok((value, n + 1));
        }
    }
    anyhow::bail!("a number that does not end")
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn custom_sections_go_and_everything_else_stays() {
        let header = b"\0asm\x01\0\0\0";
        let custom = [0, 5, 4, b'n', b'a', b'm', b'e'];
        let types = [1, 4, 1, 0x60, 0, 0];
        let module = [&header[..], &custom, &types, &custom].concat();
        assert_eq!(strip(&module).unwrap(), [&header[..], &types].concat());
        assert!(strip(&module[..module.len() - 1]).is_err());
        assert!(strip(b"<html>").is_err());
    }
}
