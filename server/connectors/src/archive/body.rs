//! What a message says, by its kind: the table of [D 91774].

use serde_json::Value;

use super::{Item, MediaRef, fields::Fields, text::texts_of};

/// The content of a message. Empty texts were not there.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Text {
        content: String,
    },
    Markdown {
        content: String,
    },
    Image {
        media: MediaRef,
    },
    Voice {
        media: MediaRef,
        seconds: Option<u64>,
    },
    Video {
        media: MediaRef,
        seconds: Option<u64>,
    },
    File {
        media: MediaRef,
        /// Such as `pdf`.
        extension: String,
    },
    Emotion {
        media: MediaRef,
        width: Option<u64>,
        height: Option<u64>,
    },
    Link {
        title: String,
        description: String,
        url: String,
        image_url: String,
    },
    Location {
        longitude: Option<f64>,
        latitude: Option<f64>,
        title: String,
        address: String,
    },
    /// Somebody's card. `user` is a userid or an external_userid.
    Card {
        corporation: String,
        user: String,
    },
    MiniProgram {
        title: String,
        description: String,
        name: String,
        app_id: String,
        page: String,
    },
    Meeting {
        event: Event,
        id: Option<u64>,
    },
    Calendar {
        event: Event,
        creator: String,
        attendees: Vec<String>,
    },
    Todo {
        title: String,
        content: String,
    },
    Vote {
        title: String,
        items: Vec<String>,
        choice: Option<Choice>,
        id: String,
    },
    /// A form to fill in.
    Collect {
        title: String,
        room_name: String,
        creator: String,
        questions: Vec<Question>,
    },
    /// Messages forwarded together.
    ChatRecord {
        title: String,
        items: Vec<Item>,
    },
    /// Texts and images in one message.
    Mixed {
        items: Vec<Item>,
    },
    Note {
        items: Vec<Item>,
    },
    /// A document of the platform's own, or a file on its disk.
    Document {
        title: String,
        creator: String,
        url: String,
    },
    /// Articles: links, most with a picture.
    News {
        articles: Vec<Body>,
    },
    /// A call or what came of one; `media` is a recording or a shared file.
    Call {
        seconds: Option<u64>,
        id: String,
        media: Option<MediaRef>,
    },
    RedPacket {
        wish: String,
        count: Option<u64>,
        /// Fen.
        amount: Option<u64>,
    },
    /// An external person let his messages be archived; `at` is in Unix milliseconds.
    Agreed {
        user: String,
        at: Option<i64>,
    },
    /// An external person did not.
    Disagreed {
        user: String,
        at: Option<i64>,
    },
    /// The message by this name was taken back.
    Recall {
        of: String,
    },
    Switch,
    /// A kind not listed here, or one whose content is missing. What looked like words was gathered.
    Other {
        texts: Vec<String>,
    },
}

/// A time and a place. The platform's page gives no unit for its times; Unix seconds were seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    pub title: String,
    pub starts: Option<i64>,
    pub ends: Option<i64>,
    pub place: String,
    pub remarks: String,
}

/// How many may be chosen in a vote: 101 and 102.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    One,
    Several,
}

/// A question of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    pub text: String,
    /// What is to be answered, as the platform names it.
    pub kind: String,
}

impl Body {
    /// Finds the object that holds the content, and reads it. It is named after the kind, except where it is not; where neither name is
    /// there, the only object in the message is taken.
    pub(super) fn of_message(kind: &str, message: &Value) -> Self {
        let named = match kind {
            "docmsg" => "doc",
            "markdown" | "news" | "voiptext" | "qydiskfile" | "solitaire" | "meeting_notification" => "info",
            "external_redpacket" => "redpacket",
            other => other,
        };
        let object =
            [named, kind, "info"].into_iter().find_map(|key| message.get(key).filter(|value| value.is_object()));
        let object = object.or_else(|| {
            let mut objects = message.as_object()?.values().filter(|value| value.is_object());
            objects.next().filter(|_| objects.next().is_none())
        });
        match object {
            Some(object) => Self::read(kind, Fields(object), 0),
            None => Self::Other { texts: Vec::new() },
        }
    }

    pub(super) fn read(kind: &str, fields: Fields<'_>, depth: usize) -> Self {
        let text = |key: &str| fields.text(key);
        let media = || MediaRef::read(fields);
        match kind {
            "text" => Self::Text { content: text("content") },
            "markdown" => Self::Markdown { content: text("content") },
            "image" => Self::Image { media: media() },
            "voice" => Self::Voice { media: media(), seconds: fields.count("play_length") },
            "video" => Self::Video { media: media(), seconds: fields.count("play_length") },
            "file" => Self::File { media: media(), extension: text("fileext") },
            "emotion" => Self::Emotion { media: media(), width: fields.count("width"), height: fields.count("height") },
            "link" => Self::link(fields, "link_url", "image_url"),
            "location" => Self::Location {
                longitude: fields.float("longitude"),
                latitude: fields.float("latitude"),
                title: text("title"),
                address: text("address"),
            },
            "card" => Self::Card { corporation: text("corpname"), user: text("userid") },
            "weapp" => Self::MiniProgram {
                title: text("title"),
                description: text("description"),
                name: text("displayname"),
                app_id: text("appid"),
                page: text("pagepath"),
            },
            "meeting" => Self::Meeting { event: Event::read(fields), id: fields.count("meetingid") },
            "calendar" => Self::Calendar {
                event: Event::read(fields),
                creator: text("creatorname"),
                attendees: fields.texts("attendeename"),
            },
            "todo" => Self::Todo { title: text("title"), content: text("content") },
            "vote" => Self::Vote {
                title: text("votetitle"),
                items: fields.texts("voteitem"),
                choice: match fields.int("votetype") {
                    Some(101) => Some(Choice::One),
                    Some(102) => Some(Choice::Several),
                    _ => None,
                },
                id: text("voteid"),
            },
            "collect" => Self::Collect {
                title: text("title"),
                room_name: text("room_name"),
                creator: text("creator"),
                questions: fields
                    .list("details")
                    .map(|row| Question { id: row.text("id"), text: row.text("ques"), kind: row.text("type") })
                    .collect(),
            },
            "chatrecord" => Self::ChatRecord { title: text("title"), items: Item::list(fields, "item", depth) },
            "mixed" => Self::Mixed { items: Item::list(fields, "item", depth) },
            "note" => {
                let within = Fields(&fields.0["info"]);
                let holder = if within.0.is_object() { within } else { fields };
                Self::Note { items: Item::list(holder, "items", depth) }
            }
            "docmsg" => Self::Document { title: text("title"), creator: text("doc_creator"), url: text("link_url") },
            "qydiskfile" => Self::Document { title: text("filename"), creator: String::new(), url: text("url") },
            "news" => Self::News {
                articles: fields.list("item").map(|article| Self::link(article, "url", "picurl")).collect(),
            },
            "voiptext" | "meeting_voice_call" | "voip_doc_share" => Self::Call {
                seconds: fields.count("callduration"),
                id: fields.any(&["voiceid", "voipid"]),
                media: MediaRef::if_any(fields),
            },
            "redpacket" | "external_redpacket" => Self::RedPacket {
                wish: text("wish"),
                count: fields.count("totalcnt"),
                amount: fields.count("totalamount"),
            },
            "agree" => Self::Agreed { user: text("userid"), at: fields.int("agree_time") },
            "disagree" => Self::Disagreed { user: text("userid"), at: fields.int("disagree_time") },
            "revoke" => Self::Recall { of: text("pre_msgid") },
            _ => Self::Other { texts: texts_of(fields.0) },
        }
    }

    fn link(fields: Fields<'_>, url: &str, image_url: &str) -> Self {
        Self::Link {
            title: fields.text("title"),
            description: fields.text("description"),
            url: fields.any(&[url, "link_url", "url"]),
            image_url: fields.any(&[image_url, "image_url", "picurl"]),
        }
    }
}

impl Event {
    fn read(fields: Fields<'_>) -> Self {
        Self {
            title: fields.any(&["topic", "title"]),
            starts: fields.int("starttime"),
            ends: fields.int("endtime"),
            place: fields.any(&["address", "place"]),
            remarks: fields.text("remarks"),
        }
    }
}
