//! The outline of a WebAssembly module: header, then sections with a kind and a length (core specification, 5.5).

use anyhow::{Context, Result, bail, ensure};

const HEADER: usize = 8;

/// A section.
pub struct Section<'a> {
    pub kind: u8,
    /// With its kind and length.
    pub whole: &'a [u8],
    pub body: &'a [u8],
}

/// The sections of a module, in their order.
pub struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
    pub fn of(module: &'a [u8]) -> Result<Self> {
        ensure!(module.starts_with(b"\0asm"), "not a WebAssembly module");
        Ok(Self(module.get(HEADER..).context("a module has a header")?))
    }

    fn take(&mut self) -> Result<Section<'a>> {
        let start = self.0;
        let kind = take(&mut self.0, 1)?[0];
        let size = number(&mut self.0)?;
        let body = take(&mut self.0, size).context("a section ends before the module does")?;
        Ok(Section { kind, whole: &start[..start.len() - self.0.len()], body })
    }
}

impl<'a> Iterator for Sections<'a> {
    type Item = Result<Section<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| self.take())
    }
}

/// The next bytes.
pub fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(count).context("a module that ends too early")?;
    *rest = after;
    Ok(taken)
}

/// The next LEB128 number.
pub fn number(rest: &mut &[u8]) -> Result<usize> {
    let mut value = 0;
    for n in 0..5 {
        let byte = take(rest, 1)?[0];
        value |= usize::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    bail!("a number that does not end")
}

/// The next name.
pub fn name<'a>(rest: &mut &'a [u8]) -> Result<&'a str> {
    let size = number(rest)?;
    Ok(std::str::from_utf8(take(rest, size)?)?)
}

/// Appends a LEB128 number.
pub fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
