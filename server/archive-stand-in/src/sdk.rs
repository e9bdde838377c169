//! What the functions do, without C.

use std::process::abort;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{envelope, http};

/// An instance.
pub(crate) struct Sdk {
    corp_id: String,
    secret: String,
    token: String,
}

/// A proxy and the time for one call.
pub(crate) struct Way<'a> {
    pub(crate) proxy: &'a str,
    pub(crate) seconds: i32,
}

/// A piece of a file.
#[derive(Default)]
pub(crate) struct Piece {
    pub(crate) data: Vec<u8>,
    pub(crate) index: Vec<u8>,
    pub(crate) finished: bool,
}

/// The numbers of the vendor's header.
pub(crate) const ARGUMENTS: i32 = 10_000;
const NETWORK: i32 = 10_001;
const READING: i32 = 10_002;
const FILE: i32 = 10_005;
const DECRYPTING: i32 = 10_006;
const ADDRESS: i32 = 10_009;
const TOO_OLD: i32 = 10_010;

/// What the platform says when this library is to fall over.
const FALL_OVER: i64 = 99_999;
/// A text that it falls over.
const POISON: &str = "☠";

impl Sdk {
    pub(crate) fn new() -> Self {
        Self { corp_id: String::new(), secret: String::new(), token: String::new() }
    }

    /// Touches no network, like the vendor's.
    pub(crate) fn init(&mut self, corp_id: &str, secret: &str) -> i32 {
        if corp_id.is_empty() || secret.is_empty() {
            return ARGUMENTS;
        }
        (self.corp_id, self.secret) = (corp_id.to_owned(), secret.to_owned());
        0
    }

    /// The platform's answer with its `errcode`.
    pub(crate) fn chat_data(&mut self, seq: u64, limit: u32, way: &Way<'_>) -> Result<Vec<u8>, i32> {
        if limit > 1_000 {
            return Err(ARGUMENTS);
        }
        let body = json!({"seq": seq, "limit": limit, "timeout": way.seconds});
        let answer = self.ask("message/getchatdata", &body, way)?;
        serde_json::to_vec(&answer).map_err(|_| READING)
    }

    pub(crate) fn media(&mut self, file: &str, index: &str, way: &Way<'_>) -> Result<Piece, i32> {
        let body = json!({"sdkfileid": file, "indexbuf": index, "timeout": way.seconds});
        let answer = self.ask("message/getchatmediadata", &body, way)?;
        match answer["errcode"].as_i64() {
            Some(0) => Ok(Piece {
                data: answer["data"].as_str().and_then(|data| STANDARD.decode(data).ok()).ok_or(READING)?,
                index: answer["outindexbuf"].as_str().unwrap_or_default().into(),
                finished: answer["is_finish"].as_bool().ok_or(READING)?,
            }),
            Some(10_010) => Err(TOO_OLD),
            _ => Err(FILE),
        }
    }

    /// A call with the token, once more where that has ended.
    fn ask(&mut self, path: &str, body: &Value, way: &Way<'_>) -> Result<Value, i32> {
        for fresh in [false, true] {
            if fresh || self.token.is_empty() {
                let query = format!("gettoken?corpid={}&corpsecret={}", self.corp_id, self.secret);
                let answer = read(http::call(way.proxy, way.seconds, &query, ""))?;
                match answer["access_token"].as_str() {
                    Some(token) => self.token = token.to_owned(),
                    None => return Ok(answer),
                }
            }
            let path = format!("{path}?access_token={}", self.token);
            let answer = read(http::call(way.proxy, way.seconds, &path, &body.to_string()))?;
            match answer["errcode"].as_i64() {
                Some(40_014 | 42_001) => {}
                Some(60_020) => return Err(ADDRESS),
                Some(FALL_OVER) => abort(),
                _ => return Ok(answer),
            }
        }
        Err(NETWORK)
    }
}

/// Opens one message.
pub(crate) fn decrypt(key: &str, message: &str) -> Result<Vec<u8>, i32> {
    let plain = envelope::open(key.as_bytes(), message.as_bytes()).ok_or(DECRYPTING)?;
    let parsed: Value = serde_json::from_slice(&plain).unwrap_or_default();
    if parsed["text"]["content"] == POISON {
        abort();
    }
    Ok(plain)
}

fn read(body: Option<Vec<u8>>) -> Result<Value, i32> {
    serde_json::from_slice(&body.ok_or(NETWORK)?).map_err(|_| READING)
}
