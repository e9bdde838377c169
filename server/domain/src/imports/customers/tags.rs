//! Tags of the organisation's own: found by group and name, found by their names alone, or to be made.

use super::super::judge::Judged;
use super::here::Here;
use super::{Found, Rules};
use crate::customers::TagName;
use crate::keys::fold;
use crate::{Conn, Result, Viewer};
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::text::{line, optional_line};
use model::{TagId, limits};
use std::collections::HashMap;

/// The organisation's own tags; capitals tell none apart.
#[derive(Debug, Default)]
pub(super) struct Tags {
    by_name: HashMap<(String, String), TagName>,
    groups: HashMap<String, Vec<String>>,
}

enum Meant {
    One(TagName),
    /// Several groups have a tag of this name.
    Several,
    Nothing,
}

impl Tags {
    /// All of them, in one statement.
    pub async fn load(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        let rows: Vec<(TagId, String, String)> = sqlx::query_as(
            "select id, group_name, name from tags where connection_id is null and organisation_id = $1 order by id desc",
        )
        .bind(&viewer.organisation)
        .fetch_all(conn)
        .await?;
        Ok(Self::of(rows.into_iter().map(|(id, group, name)| TagName { id: Some(id), group, name })))
    }

    fn of(all: impl Iterator<Item = TagName>) -> Self {
        let mut tags = Self::default();
        for tag in all {
            let (group, name) = (fold(&tag.group), fold(&tag.name));
            if tags.by_name.insert((group.clone(), name.clone()), tag).is_none() {
                tags.groups.entry(name).or_default().push(group);
            }
        }
        tags
    }

    /// The tag that a text means. Groups and names may hold the delimiter themselves, so every place is tried where it stands.
    fn find(&self, text: &str, delimiter: char) -> Meant {
        let places = text.match_indices(delimiter).map(|(at, found)| (&text[..at], &text[at + found.len()..]));
        for (group, name) in places.chain([("", text)]) {
            if let Some(tag) = self.by_name.get(&(fold(group), fold(name))) {
                return Meant::One(tag.clone());
            }
        }
        if text.contains(delimiter) {
            return Meant::Nothing;
        }
        let name = fold(text);
        match self.groups.get(&name).map(Vec::as_slice) {
            Some([group]) => self.by_name.get(&(group.clone(), name)).cloned().map_or(Meant::Nothing, Meant::One),
            Some(_) => Meant::Several,
            None => Meant::Nothing,
        }
    }
}

impl Rules<'_> {
    /// Finds the tags of a row, or says what is in the way.
    pub(super) fn tag(&self, judged: &mut Judged<Found>) {
        let texts = std::mem::take(&mut judged.of.tags);
        let here = judged.of.here.as_ref().map(|(here, _)| here.clone());
        if here
            .as_ref()
            .is_some_and(|here| self.base.options.duplicates == Duplicates::FillEmpty && !here.tags.is_empty())
        {
            return;
        }
        for text in texts {
            if here.as_ref().is_some_and(|here| is_of_platform(here, &text, self.base.delimiter)) {
                continue;
            }
            let tag = match self.tags.find(&text, self.base.delimiter) {
                Meant::One(tag) => Some(tag),
                Meant::Several => {
                    self.say(judged, Level::Error, IssueCode::TagAmbiguous, &[("path", &text)]);
                    None
                }
                Meant::Nothing => self.make_tag(judged, &text),
            };
            let tags = &mut judged.of.customer.tags;
            if let Some(tag) = tag.filter(|tag| !tags.contains(tag)) {
                tags.push(tag);
            }
        }
        if judged.of.customer.tags.len() > limits::TAGS_AT_ONCE {
            let limit = limits::TAGS_AT_ONCE.to_string();
            self.say(judged, Level::Error, IssueCode::TooManyTags, &[("limit", &limit)]);
        }
    }

    /// A tag that is not here.
    fn make_tag(&self, judged: &mut Judged<Found>, text: &str) -> Option<TagName> {
        let (group, name) = text.split_once(self.base.delimiter).unwrap_or(("", text));
        let limit = limits::TAG.to_string();
        let (Ok(group), Ok(name)) = (optional_line(group, limits::TAG), line(name, limits::TAG)) else {
            self.say(judged, Level::Error, IssueCode::TagBadName, &[("path", text), ("limit", &limit)]);
            return None;
        };
        let tag = TagName { id: None, group, name };
        let shown = tag.shown();
        if !self.base.options.create_tags {
            self.say(judged, Level::Error, IssueCode::TagUnknown, &[("path", &shown)]);
            return None;
        }
        if !judged.makes.contains(&shown) {
            self.say(judged, Level::Info, IssueCode::TagCreated, &[("path", &shown)]);
            judged.makes.push(shown);
        }
        Some(tag)
    }

    fn say(&self, judged: &mut Judged<Found>, level: Level, code: IssueCode, params: &[(&str, &str)]) {
        judged.issues.push(self.base.issue(level, Some(ImportField::Tags), code, params));
    }
}

/// Whether a platform put this tag on the customer, and the organisation did not: our own files tell both alike.
fn is_of_platform(here: &Here, text: &str, delimiter: char) -> bool {
    let named = |tag: &TagName| format!("{}{delimiter}{}", tag.group, tag.name) == text || tag.name == text;
    here.platform_tags.iter().any(named) && !here.tags.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let all = [("Level", "Gold"), ("", "Fair"), ("A/B", "C"), ("A", "B/D"), ("One", "Same"), ("Two", "Same")];
        let all =
            all.into_iter().map(|(group, name)| TagName { id: None, group: group.to_owned(), name: name.to_owned() });
        match Tags::of(all).find(text, '/') {
            Meant::One(tag) => format!("{}|{}", tag.group, tag.name),
            Meant::Several => "several".to_owned(),
            Meant::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn tags_are_found_by_group_and_name_or_by_the_name_alone() {
        for (text, meant) in [
            ("Level/Gold", "Level|Gold"),
            ("level / GOLD", "Level|Gold"),
            ("Gold", "Level|Gold"),
            ("Fair", "|Fair"),
            ("/Fair", "|Fair"),
            ("A/B/C", "A/B|C"),
            ("A/B/D", "A|B/D"),
            ("Same", "several"),
            ("Two/Same", "Two|Same"),
            ("Level/Silver", "nothing"),
            ("Silver", "nothing"),
        ] {
            assert_eq!(found(text), meant, "{text}");
        }
    }
}
