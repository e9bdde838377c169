//! Files that belong to messages, computed from their names.

use super::super::mix;

/// What a file is; the last letter of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Image,
    Voice,
    File,
}

/// Pixels of a picture's side. A whole number of words a row, as the format wants.
const SIDE: usize = 32;
/// Every so-and-so-many files is larger than two pieces of 512 KiB.
const LARGE: u64 = 8;

/// The platform's name of a message's file.
pub(super) fn name(kind: Kind, place: u64) -> String {
    let letter = match kind {
        Kind::Image => 'i',
        Kind::Voice => 'v',
        Kind::File => 'f',
    };
    format!("FAKEFILE{place:012}{letter}")
}

/// The place of the message that a file belongs to.
fn place(name: &str) -> Option<(Kind, u64)> {
    let digits = name.strip_prefix("FAKEFILE")?;
    let kind = match digits.chars().last()? {
        'i' => Kind::Image,
        'v' => Kind::Voice,
        'f' => Kind::File,
        _ => return None,
    };
    Some((kind, digits.get(..12)?.parse().ok()?))
}

/// The bytes of a file by its name, and the place of its message.
pub(crate) fn bytes(seed: u64, name: &str) -> Option<(u64, Vec<u8>)> {
    let (kind, place) = place(name)?;
    let dice = mix(seed, 26, place);
    let content = match kind {
        Kind::Image => picture(dice),
        Kind::Voice => noise(b"#!AMR\n", dice, 2_000 + dice % 6_000),
        Kind::File => text(place, dice),
    };
    Some((place, content))
}

/// A picture that browsers show without any packing: BMP, a colour that fades.
fn picture(dice: u64) -> Vec<u8> {
    let pixels = SIDE * SIDE * 3;
    let size = |number: usize| u32::try_from(number).unwrap_or(0).to_le_bytes();
    let mut file = b"BM".to_vec();
    for field in [size(54 + pixels), size(0), size(54), size(40), size(SIDE), size(SIDE), [1, 0, 24, 0]] {
        file.extend(field);
    }
    file.extend([0; 24]);
    let [red, green, blue, ..] = dice.to_le_bytes();
    for row in 0..SIDE {
        let fade = u8::try_from(row * 4).unwrap_or(0);
        for _ in 0..SIDE {
            file.extend([blue, green, red].map(|colour| colour.saturating_add(fade)));
        }
    }
    file
}

fn noise(head: &[u8], dice: u64, length: u64) -> Vec<u8> {
    let words = (0..length.div_ceil(8)).flat_map(|word| mix(dice, 27, word).to_le_bytes());
    head.iter().copied().chain(words).collect()
}

fn text(place: u64, dice: u64) -> Vec<u8> {
    let page: String = (1..=50).map(|line| format!("{line}\t货号 {}\r\n", 1_000 + (dice + line) % 97)).collect();
    let pages = if place.is_multiple_of(LARGE) { 1_500 } else { 1 + dice % 8 };
    page.repeat(usize::try_from(pages).unwrap_or(1)).into_bytes()
}
