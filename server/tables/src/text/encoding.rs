//! How the characters of a text are bytes.

use crate::Encoding;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GB18030, GBK, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

const MARK_8: &[u8] = b"\xef\xbb\xbf";
const MARK_LE: &[u8] = b"\xff\xfe";
const MARK_BE: &[u8] = b"\xfe\xff";
/// How many bytes are looked at where looking is slow.
const TELLING: usize = 1 << 18;

/// The encoding of a text, nothing where no encoding makes text of it.
///
/// A byte order mark is believed. Then UTF-8: other text that is valid UTF-8 by accident is next to impossible. What is left is
/// told by how often letters follow each other.
pub fn guess(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(MARK_8) {
        return Some(Encoding::Utf8);
    }
    if bytes.starts_with(MARK_LE) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(MARK_BE) {
        return Some(Encoding::Utf16Be);
    }
    // Only UTF-16 has zeros: half of every comma, digit and end of line.
    if memchr::memchr(0, bytes).is_some() {
        return utf16(&bytes[..bytes.len().min(TELLING)]);
    }
    // A head may end within a character.
    if std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true) {
        return Some(Encoding::Utf8);
    }
    Some(if is_chinese(&bytes[..bytes.len().min(TELLING)]) { Encoding::Gb18030 } else { Encoding::Windows1252 })
}

/// UTF-16 without a mark: the order in which the text makes more sense, if it makes any.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let sense = |order: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let mut sense = 0_usize;
        for char in char::decode_utf16(units) {
            match char {
                // A pair may be cut at the end; a lone half elsewhere is not text.
                Err(_) => sense = sense.checked_sub(1)?,
                Ok('\t' | '\r' | '\n' | ' '..='~' | '\u{a0}'..='\u{24f}' | '\u{3000}'..='\u{30ff}') => sense += 2,
                Ok('\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffee}') => sense += 1,
                Ok(char) if char.is_control() => return None,
                Ok(_) => {}
            }
        }
        Some(sense)
    };
    // In no language are more than half of the characters of a table outside of these.
    let enough = bytes.len() / 4;
    match (sense(u16::from_le_bytes), sense(u16::from_be_bytes)) {
        (Some(le), be) if le >= enough.max(be.unwrap_or(0)) => Some(Encoding::Utf16Le),
        (_, Some(be)) if be >= enough => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether text that is not Unicode is Chinese.
///
/// chardetng is what Firefox guesses with. A handful of names is less than it wants, and then it may say Korean or Japanese: what
/// nearly always stands in pairs of the most common Chinese characters (GB 2312, first level) is Chinese all the same.
fn is_chinese(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    guessed == GBK || guessed == GB18030 || (guessed.name() != WINDOWS_1252.name() && is_common_chinese(bytes))
}

fn is_common_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut other) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0..0x80, _) => tail,
            (0xb0..=0xd7 | 0xa1..=0xa3, [0xa1..=0xfe, after @ ..]) => {
                common += 1;
                after
            }
            (_, [0x40..=0xfe, after @ ..]) => {
                other += 1;
                after
            }
            _ => return false,
        };
    }
    common > other * 2
}

/// The text of bytes, without a byte order mark. With `cut`, a character may be missing its end.
///
/// Nothing where the bytes are not text in this encoding.
pub fn decode(bytes: &[u8], encoding: Encoding, cut: bool) -> Option<Cow<'_, str>> {
    let after = |mark: &[u8]| bytes.strip_prefix(mark).unwrap_or(bytes);
    let (bytes, by) = match encoding {
        Encoding::Utf8 => return utf8(after(MARK_8), cut),
        Encoding::Utf16Le => (after(MARK_LE), UTF_16LE),
        Encoding::Utf16Be => (after(MARK_BE), UTF_16BE),
        Encoding::Gb18030 => (bytes, GB18030),
        Encoding::Windows1252 => (bytes, WINDOWS_1252),
    };
    let mut decoder = by.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len())?);
    let (_, _, malformed) = decoder.decode_to_string(bytes, &mut text, !cut);
    // A foreign byte in a large file of another program should not lose the whole of it; a file of foreign bytes is none of ours.
    let strange = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    (strange * 200 <= text.len()).then_some(Cow::Owned(text))
}

fn utf8(bytes: &[u8], cut: bool) -> Option<Cow<'_, str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(error) if cut && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().map(Cow::Borrowed)
        }
        Err(_) => None,
    }
}
