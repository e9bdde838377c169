//! What parent and child say: a line of JSON each. The child answers every request once, in order.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Bytes of the longest line. A page of messages is the longest; what is larger must be asked for in smaller pages.
pub const LINE_BYTES: u64 = 64 << 20;

/// What the parent asks. There is no `Debug`: requests carry secrets.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The first, and only once: vendors say to make one instance a process, not one a call.
    Init {
        /// The vendor's shared library, `libWeWorkFinanceSdk_C.so`.
        library: PathBuf,
        corp_id: String,
        /// The archive's secret.
        secret: String,
        /// Bytes of address space that this process may have from now on.
        memory: u64,
    },
    /// Rows after a number.
    Pull {
        seq: u64,
        /// At most 1000.
        limit: u32,
        route: Route,
    },
    /// One message, with its unwrapped key.
    Decrypt {
        key: String,
        /// `encrypt_chat_msg` as it came.
        message: String,
    },
    /// The next piece of a file, at most 512 KiB.
    Media {
        /// `sdkfileid`.
        file: String,
        /// What the piece before named; empty for the first.
        index: String,
        route: Route,
    },
}

/// How the library reaches the platform, whose address it has built in.
#[derive(Clone, Serialize, Deserialize)]
pub struct Route {
    /// Such as `http://10.0.0.1:8081` or `socks5://10.0.0.1:8081`; empty goes straight.
    pub proxy: String,
    /// `user:password`, or empty.
    pub password: String,
    /// Seconds.
    pub timeout: u32,
}

/// What the child answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// To `Init`.
    Ready,
    /// To `Pull`: the platform's JSON, with an `errcode` of its own.
    Pulled { text: String },
    /// To `Decrypt`: the message's JSON.
    Plain { text: String },
    /// To `Media`.
    Piece {
        /// Base64.
        data: String,
        /// What to ask for next.
        index: String,
        finished: bool,
    },
    /// The library's own number: 10000 arguments, 10001 network, 10002 reading, 10003 system, 10005 file id, 10006 decrypting,
    /// 10008 key, 10009 address, 10010 too old, 10011 certificate.
    Refused { code: i32 },
    /// To `Init`: the library cannot be used, now or later.
    Unusable { fault: LibraryFault, detail: String },
    /// The request is none, or came out of turn.
    Misunderstood { detail: String },
}

/// What is wrong with the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LibraryFault {
    /// No such file.
    Missing,
    /// The system does not load it: for another processor, damaged, or it needs a library that is not here.
    NotLoadable,
    /// It loads, but is another library, or another edition of this one: the C interface is missing.
    NotThisLibrary,
}
