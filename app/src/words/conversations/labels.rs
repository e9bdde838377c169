//! A word for each value of conversations.

use super::{ConversationsWords, Text};
use model::conversation::{Consent, ConversationKind};

crate::labels! {
    ConversationsWords;
    kind: ConversationKind { Customer => kind_customer, Group => kind_group, Members => kind_members }
    consent_word: Consent { Agreed => consent_agreed, Refused => consent_refused, Unknown => consent_unknown }
}

impl ConversationsWords {
    /// What people call a kind of message of the platform's; nothing for one that needs no name and for one that nobody knows yet.
    pub fn message_type(&self, kind: &str) -> Option<Text> {
        Some(match kind {
            "image" => self.type_image,
            "emotion" => self.type_emotion,
            "voice" => self.type_voice,
            "video" => self.type_video,
            "file" | "qydiskfile" => self.type_file,
            "link" | "news" => self.type_link,
            "weapp" => self.type_weapp,
            "card" => self.type_card,
            "location" => self.type_location,
            "chatrecord" => self.type_chatrecord,
            "todo" => self.type_todo,
            "vote" => self.type_vote,
            "collect" => self.type_collect,
            "redpacket" | "external_redpacket" => self.type_redpacket,
            "meeting" | "meeting_notification" => self.type_meeting,
            "calendar" => self.type_calendar,
            "docmsg" => self.type_document,
            "voiptext" | "meeting_voice_call" | "voip_doc_share" => self.type_call,
            _ => return None,
        })
    }
}
