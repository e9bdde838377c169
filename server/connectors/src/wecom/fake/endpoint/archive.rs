//! What the vendor's library asks for [observed, not documented]: rows of messages and pieces of files. What a piece looks like on the
//! wire nobody outside knows; here it is JSON that the stand-in for the library reads.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::{
    archive_keys,
    population::{Chats, file_bytes},
    world::World,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "message/getchatdata", rights: Rights::Archive, run: chat_data },
    Endpoint { path: "message/getchatmediadata", rights: Rights::Archive, run: media_data },
];

/// Rows of one call.
const ROWS: i64 = 1_000;
/// Bytes of one piece.
const PIECE: usize = 512 * 1024;

/// Rows after a number, or after what is no longer kept: not a word tells the two apart.
fn chat_data(world: &mut World, call: &Call) -> Outcome {
    let seq = call.int("seq").and_then(|seq| u64::try_from(seq).ok()).ok_or(Refusal::new(40058))?;
    let limit = call.int("limit").filter(|limit| (1..=ROWS).contains(limit)).ok_or(Refusal::new(40058))?;
    let first = world.chats.first_after(seq, call.now);
    let places = (first..=world.chats.count()).take(usize::try_from(limit).unwrap_or(0));
    let rows: Vec<Value> = places.map(|place| row(world, place)).collect();
    Ok(json!({"chatdata": rows}))
}

fn row(world: &World, place: u64) -> Value {
    let plain = world.chats.plain(place);
    let version = world.chats.key_version(place);
    let key = world.message_key(place);
    json!({
        "seq": Chats::seq(place),
        "msgid": plain["msgid"],
        "publickey_ver": version,
        "encrypt_random_key": archive_keys::wrap(version, &key),
        "encrypt_chat_msg": archive_keys::seal(&key, &plain.to_string()),
    })
}

fn media_data(world: &mut World, call: &Call) -> Outcome {
    let name = call.need("sdkfileid", 10_005)?;
    let (place, content) = file_bytes(world.options.seed, &name).ok_or(Refusal::new(10_005))?;
    if place == 0 || place > world.chats.count() {
        return Err(Refusal::new(10_005));
    }
    if !world.chats.is_kept(place, call.now) {
        return Err(Refusal::new(10_010));
    }
    let index = call.text("indexbuf").unwrap_or_default();
    let start: usize = if index.is_empty() { 0 } else { index.parse().map_err(|_| Refusal::new(10_005))? };
    let piece = content.get(start..content.len().min(start + PIECE)).ok_or(Refusal::new(10_005))?;
    let end = start + piece.len();
    Ok(json!({"data": STANDARD.encode(piece), "outindexbuf": end.to_string(), "is_finish": end == content.len()}))
}
