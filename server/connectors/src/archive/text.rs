//! What a search finds a message by, and the files in it.

use serde_json::Value;

use super::{Body, Event, MediaRef};

/// Names of fields that hold words, in kinds that nobody described.
const WORDS: [&str; 11] = [
    "title",
    "topic",
    "content",
    "description",
    "desc",
    "feed_desc",
    "sph_name",
    "text",
    "remarks",
    "filename",
    "name",
];

/// The most texts gathered of one unknown message.
const GATHERED: usize = 100;

impl Body {
    pub(super) fn searchable(&self) -> String {
        let mut texts = Vec::new();
        self.words(&mut texts);
        texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn words<'a>(&'a self, out: &mut Vec<&'a str>) {
        match self {
            Self::Text { content } | Self::Markdown { content } => out.push(content),
            Self::Image { media } | Self::Emotion { media, .. } => out.push(&media.name),
            Self::Voice { media, .. } | Self::Video { media, .. } | Self::File { media, .. } => out.push(&media.name),
            Self::Link { title, description, .. } => out.extend([title.as_str(), description]),
            Self::Location { title, address, .. } => out.extend([title.as_str(), address]),
            Self::Card { corporation, .. } => out.push(corporation),
            Self::MiniProgram { title, description, name, .. } => out.extend([title.as_str(), description, name]),
            Self::Meeting { event, .. } => event.words(out),
            Self::Calendar { event, creator, attendees } => {
                event.words(out);
                out.push(creator);
                out.extend(attendees.iter().map(String::as_str));
            }
            Self::Todo { title, content } => out.extend([title.as_str(), content]),
            Self::Vote { title, items, .. } => {
                out.push(title);
                out.extend(items.iter().map(String::as_str));
            }
            Self::Collect { title, room_name, questions, .. } => {
                out.extend([title.as_str(), room_name]);
                out.extend(questions.iter().map(|question| question.text.as_str()));
            }
            Self::ChatRecord { title, items } => {
                out.push(title);
                items.iter().for_each(|item| item.body.words(out));
            }
            Self::Mixed { items } | Self::Note { items } => items.iter().for_each(|item| item.body.words(out)),
            Self::Document { title, .. } => out.push(title),
            Self::News { articles } => articles.iter().for_each(|article| article.words(out)),
            Self::Call { media, .. } => out.extend(media.iter().map(|media| media.name.as_str())),
            Self::RedPacket { wish, .. } => out.push(wish),
            Self::Other { texts } => out.extend(texts.iter().map(String::as_str)),
            Self::Agreed { .. } | Self::Disagreed { .. } | Self::Recall { .. } | Self::Switch => {}
        }
    }

    pub(super) fn media(&self) -> Vec<&MediaRef> {
        match self {
            Self::Image { media }
            | Self::Voice { media, .. }
            | Self::Video { media, .. }
            | Self::File { media, .. }
            | Self::Emotion { media, .. }
            | Self::Call { media: Some(media), .. } => vec![media],
            Self::ChatRecord { items, .. } | Self::Mixed { items } | Self::Note { items } => {
                items.iter().flat_map(|item| item.body.media()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Event {
    fn words<'a>(&'a self, out: &mut Vec<&'a str>) {
        out.extend([self.title.as_str(), &self.place, &self.remarks]);
    }
}

/// The words of a kind that nobody described: the texts in fields that usually hold words, wherever they are.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    gather(value, &mut found);
    found
}

fn gather(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if WORDS.contains(&key.as_str()) && out.len() < GATHERED => {
                        out.push(text.clone());
                    }
                    _ => gather(value, out),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| gather(value, out)),
        _ => {}
    }
}
