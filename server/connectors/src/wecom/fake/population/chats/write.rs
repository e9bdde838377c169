//! Writes one message of the history as the platform has it after decryption [D 91774].

use md5::{Digest, Md5};
use serde_json::{Value, json};

use super::{
    Chats, Conversation,
    files::{self, Kind},
    msgid, phrases,
};
use crate::wecom::fake::population::pick;

/// What comes at a place: of a hundred messages so many of a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Message,
    /// The one before is taken back.
    Recall,
    /// A member switches to another corporation.
    Switch,
}

fn turn(chats: &Chats, place: u64) -> Turn {
    match chats.dice(22, place) % 100 {
        0..2 if place > 1 && chats.dice(22, place - 1) % 100 >= 3 => Turn::Recall,
        2 => Turn::Switch,
        _ => Turn::Message,
    }
}

/// The message at a place, at a time in Unix milliseconds.
pub(super) fn message(chats: &Chats, place: u64, at: i64) -> Value {
    match turn(chats, place) {
        Turn::Message => sent(chats, place, at),
        Turn::Recall => {
            let before = chats.plain(place - 1);
            let mut message = frame(&before["from"], &before["tolist"], &before["roomid"], at);
            let external = before["msgid"].as_str().is_some_and(|id| id.ends_with("_external"));
            message["msgid"] = msgid(place, at, external).into();
            message["action"] = "recall".into();
            message["msgtype"] = "revoke".into();
            message["revoke"] = json!({"pre_msgid": before["msgid"]});
            message
        }
        Turn::Switch => {
            let user = &conversation(chats, place).members[0];
            json!({"msgid": msgid(place, at, false), "action": "switch", "time": at, "user": user})
        }
    }
}

fn conversation(chats: &Chats, place: u64) -> &Conversation {
    let number = chats.dice(23, place) % chats.conversations.len() as u64;
    &chats.conversations[usize::try_from(number).unwrap_or(0)]
}

fn sent(chats: &Chats, place: u64, at: i64) -> Value {
    let talk = conversation(chats, place);
    let dice = chats.dice(24, place);
    let by_customer = talk.agreed && !talk.externals.is_empty() && dice % 100 < 45;
    let from = if by_customer { one(&talk.externals, dice >> 8) } else { one(&talk.members, dice >> 8) };
    let everybody = talk.members.iter().chain(&talk.externals);
    let to: Vec<&String> = everybody.filter(|id| *id != from).collect();
    let mut message = frame(&json!(from), &json!(to), &json!(talk.room.as_deref().unwrap_or("")), at);
    message["msgid"] = msgid(place, at, !talk.externals.is_empty()).into();
    message["action"] = "send".into();
    let says = if by_customer { phrases::by_customer(talk.language) } else { phrases::by_member(talk.language) };
    let words = pick(says, dice >> 20).replace('#', &(3 + (dice >> 40) % 40).to_string());
    let (kind, body) = content(chats, place, talk, &words);
    message["msgtype"] = kind.into();
    message[kind] = body;
    message
}

fn content(chats: &Chats, place: u64, talk: &Conversation, words: &str) -> (&'static str, Value) {
    let dice = chats.dice(25, place);
    match dice % 100 {
        0..8 => ("image", file(chats, Kind::Image, place, "filesize")),
        8..14 => {
            let name = pick(&phrases::FILES, dice >> 8);
            let mut body = file(chats, Kind::File, place, "filesize");
            body["filename"] = name.into();
            body["fileext"] = "txt".into();
            ("file", body)
        }
        14..18 => {
            let mut body = file(chats, Kind::Voice, place, "voice_size");
            body["play_length"] = (1 + dice % 59).into();
            ("voice", body)
        }
        18..22 => {
            let (title, description) = pick(&phrases::LINKS, dice >> 8);
            let url = format!("https://shop.example.test/{}", dice % 1_000);
            (
                "link",
                json!({"title": title, "description": description, "link_url": url,
                "image_url": "https://img.example.test/link.png"}),
            )
        }
        22..24 => {
            let mut body = file(chats, Kind::Image, place, "imagesize");
            (body["type"], body["width"], body["height"]) = (2.into(), 32.into(), 32.into());
            ("emotion", body)
        }
        24 => (
            "location",
            json!({"longitude": 121.473_7, "latitude": 31.230_4, "title": "上海仓库",
            "address": "上海市示例路 1 号", "zoom": 15}),
        ),
        25 => ("card", json!({"corpname": "云帆贸易有限公司", "userid": talk.members[0]})),
        26 => (
            "weapp",
            json!({"title": "订单查询", "description": "查看订单进度", "username": "gh_fake",
            "displayname": "云帆商城", "appid": "wxFAKE", "pagepath": "pages/order"}),
        ),
        27 => {
            let text = json!({"content": words}).to_string();
            let image = file(chats, Kind::Image, place, "filesize").to_string();
            ("mixed", json!({"item": [{"type": "text", "content": text}, {"type": "image", "content": image}]}))
        }
        28 => {
            let content = json!({"content": words}).to_string();
            let item = json!({"type": "ChatRecordText", "msgtime": 1_600_000_000, "content": content,
                "from_chatroom": talk.room.is_some()});
            ("chatrecord", json!({"title": "聊天记录", "item": [item]}))
        }
        29 => ("todo", json!({"title": "跟进客户", "content": words})),
        _ => ("text", json!({"content": words})),
    }
}

/// A file by its platform's name, with the size under the name that its kind has for it.
pub(super) fn file(chats: &Chats, kind: Kind, place: u64, size: &str) -> Value {
    let name = files::name(kind, place);
    let content = files::bytes(chats.seed, &name).map(|(_, content)| content).unwrap_or_default();
    json!({"md5sum": hex::encode(Md5::digest(&content)), size: content.len(), "sdkfileid": name})
}

fn frame(from: &Value, to: &Value, room: &Value, at: i64) -> Value {
    json!({"from": from, "tolist": to, "roomid": room, "msgtime": at})
}

fn one(list: &[String], dice: u64) -> &String {
    &list[usize::try_from(dice % list.len() as u64).unwrap_or(0)]
}
