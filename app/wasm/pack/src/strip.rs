//! Takes out what a browser does not need: names and other custom sections.

use crate::sections::Sections;
use anyhow::Result;

const CUSTOM: u8 = 0;

/// The module without its custom sections: in the splitter's shared modules the names of generic functions are more than half
/// of the bytes.
pub fn strip(module: &[u8]) -> Result<Vec<u8>> {
    let sections = Sections::of(module)?;
    let mut kept = module[..8].to_vec();
    for section in sections {
        let section = section?;
        if section.kind != CUSTOM {
            kept.extend_from_slice(section.whole);
        }
    }
    Ok(kept)
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
