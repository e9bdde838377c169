//! The people in the box: what falls out of typing and pasting, and what is known about each.

use leptos::prelude::*;
use model::invite::{Address, InviteVerdict, Invited, NewPerson, split_addresses};
use model::{limits, text};
use std::collections::HashSet;

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Names it in the list.
    pub id: u32,
    /// As it was typed.
    pub text: String,
    /// What is found without the server: no address at all, or the same as another in the list.
    own: Option<InviteVerdict>,
    /// What the server found.
    told: Option<Invited>,
}

impl Entry {
    /// What is known, as the server tells it.
    pub fn known(&self) -> Option<Invited> {
        match self.own {
            Some(verdict) => Some(Invited {
                address: self.text.clone(),
                verdict,
                member: None,
                revision: 0,
                join: None,
                name: String::new(),
            }),
            None => self.told.clone(),
        }
    }
    /// Whether nothing speaks against inviting, as far as is known; the server looks again anyway.
    fn is_ready(&self) -> bool {
        self.own.is_none() && self.told.as_ref().is_none_or(|told| told.verdict == InviteVerdict::Fine)
    }
    /// Whom it stands for. The name before `<` helps to tell people apart who had the same mailbox.
    fn person(&self) -> NewPerson {
        let name = self.text.split_once('<').map(|(name, _)| name.trim().trim_matches('"')).unwrap_or_default();
        let name = text::optional_line(name, limits::NAME).unwrap_or_default();
        NewPerson { address: self.text.clone(), name, ..NewPerson::default() }
    }
}

/// The box.
#[derive(Clone, Copy)]
pub struct Crowd {
    /// What is being typed.
    pub typed: RwSignal<String>,
    /// The people.
    pub entries: RwSignal<Vec<Entry>>,
    next: StoredValue<u32>,
    /// Grows whenever something has to be looked up, so that an old answer is never taken for a new one.
    turn: RwSignal<u32>,
}

impl Crowd {
    /// Nobody.
    pub fn new() -> Self {
        Self {
            typed: RwSignal::new(String::new()),
            entries: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            turn: RwSignal::new(0),
        }
    }
    /// Takes what the text field has now; what is complete becomes people.
    pub fn write(&self, text: &str, pasted: bool) {
        let (whole, rest) = take(text, pasted);
        self.add(whole);
        self.typed.set(rest);
    }
    /// Takes all that is typed, complete or not.
    pub fn take_typed(&self) {
        // The box may be gone: a field that is left takes its text a moment later.
        let Some(text) = self.typed.try_get_untracked() else { return };
        if !text.trim().is_empty() {
            self.add(split_addresses(&text));
            self.typed.set(String::new());
        }
    }
    fn add(&self, texts: Vec<String>) {
        if texts.is_empty() {
            return;
        }
        let mut id = self.next.get_value();
        self.entries.update(|entries| {
            for text in texts {
                entries.push(Entry { id, text, own: None, told: None });
                id += 1;
            }
            settle(entries);
        });
        self.next.set_value(id);
        self.turn.update(|turn| *turn += 1);
    }
    /// Takes somebody out.
    pub fn remove(&self, id: u32) {
        self.entries.update(|entries| {
            entries.retain(|entry| entry.id != id);
            settle(entries);
        });
        self.turn.update(|turn| *turn += 1);
    }
    /// Takes the last one out.
    pub fn remove_last(&self) {
        if let Some(id) = self.entries.with_untracked(|entries| entries.last().map(|last| last.id)) {
            self.remove(id);
        }
    }
    /// Puts somebody back into the text field, to be corrected.
    pub fn reopen(&self, address: &str) {
        let id =
            self.entries.with_untracked(|all| all.iter().find(|entry| entry.text == address).map(|found| found.id));
        if let Some(id) = id {
            self.take_typed();
            self.remove(id);
            self.typed.set(address.to_owned());
        }
    }
    /// Looks an address up again, after something was done about it.
    pub fn forget(&self, address: &str) {
        self.entries.update(|entries| {
            entries.iter_mut().filter(|entry| entry.text == address).for_each(|entry| entry.told = None);
        });
        self.turn.update(|turn| *turn += 1);
    }
    /// Whom the server has to be asked about.
    pub fn unknown(&self) -> (u32, Vec<NewPerson>) {
        let people = self.entries.with(|entries| {
            let unknown = entries.iter().filter(|entry| entry.own.is_none() && entry.told.is_none());
            unknown.take(limits::INVITED_AT_ONCE).map(Entry::person).collect()
        });
        (self.turn.get(), people)
    }
    /// Keeps what the server found.
    pub fn learn(&self, found: &[Invited]) {
        if found.is_empty() {
            return;
        }
        self.entries.update(|entries| {
            for entry in entries.iter_mut().filter(|entry| entry.told.is_none()) {
                entry.told = found.iter().find(|told| told.address == entry.text).cloned();
            }
        });
    }
    /// Those who can be invited.
    pub fn ready(&self) -> (Vec<u32>, Vec<NewPerson>) {
        self.entries.with_untracked(|entries| {
            entries.iter().filter(|entry| entry.is_ready()).map(|entry| (entry.id, entry.person())).unzip()
        })
    }
    /// How many can be invited, with what is still being typed.
    pub fn count(&self) -> usize {
        let typed =
            self.typed.with(|text| split_addresses(text).iter().filter(|one| Address::parse(one).is_ok()).count());
        typed + self.entries.with(|entries| entries.iter().filter(|entry| entry.is_ready()).count())
    }
    /// Whether an address of this kind is among them: `true` asks for phone numbers.
    pub fn has(&self, phone: bool) -> bool {
        let of_kind = |entry: &Entry| {
            entry.is_ready()
                && Address::parse(&entry.text).is_ok_and(|found| matches!(found, Address::Phone(_)) == phone)
        };
        self.entries.with(|entries| entries.iter().any(of_kind))
    }
    /// After inviting: those who were invited go, the others stay with what is in the way.
    pub fn invited(&self, ids: &[u32], told: &[Invited]) {
        self.entries.update(|entries| {
            for (id, told) in ids.iter().zip(told) {
                if told.verdict == InviteVerdict::Fine {
                    entries.retain(|entry| entry.id != *id);
                } else if let Some(entry) = entries.iter_mut().find(|entry| entry.id == *id) {
                    entry.told = Some(told.clone());
                }
            }
            settle(entries);
        });
    }
}

/// Finds what needs no server: what is no address, and what is there twice.
fn settle(entries: &mut [Entry]) {
    let mut seen = HashSet::new();
    for entry in entries {
        entry.own = match Address::parse(&entry.text) {
            Err(_) => Some(InviteVerdict::Malformed),
            Ok(address) if !seen.insert(address.key()) => Some(InviteVerdict::Repeated),
            Ok(_) => None,
        };
    }
}

/// The addresses that are complete in a text, and what is left of it.
///
/// A comma, semicolon or line ends an address; a blank only after an e-mail address, because numbers and names have blanks inside.
fn take(text: &str, pasted: bool) -> (Vec<String>, String) {
    let ends = |c: &char| matches!(c, ',' | ';' | '\n' | '\r' | '\t' | '，' | '；' | '、');
    let is_mail = text.contains('@') && text.contains('<') == text.contains('>');
    let is_address = |piece: &String| Address::parse(piece).is_ok();
    if pasted && split_addresses(text).iter().any(is_address) || text.ends_with([' ', '\u{3000}']) && is_mail {
        return (split_addresses(text), String::new());
    }
    match text.char_indices().rev().find(|(_, c)| ends(c)) {
        Some((at, end)) => {
            let (whole, rest) = text.split_at(at + end.len_utf8());
            (split_addresses(whole), rest.trim_start().to_owned())
        }
        None => (Vec::new(), text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u32, text: &str) -> Entry {
        Entry { id, text: text.to_owned(), own: None, told: None }
    }

    #[test]
    fn typing_becomes_people_at_a_comma_a_line_and_after_a_mailbox_at_a_blank() {
        let taken = |text: &str| take(text, false);
        assert_eq!(taken("lin@example.com"), (vec![], "lin@example.com".to_owned()));
        assert_eq!(taken("lin@example.com "), (vec!["lin@example.com".to_owned()], String::new()));
        assert_eq!(taken("lin@example.com, f"), (vec!["lin@example.com".to_owned()], "f".to_owned()));
        assert_eq!(taken("138 0013 "), (vec![], "138 0013 ".to_owned()), "a number has blanks inside");
        assert_eq!(taken("138 0013 8000，"), (vec!["138 0013 8000".to_owned()], String::new()));
        assert_eq!(taken("Lin Fang <lin@example.com "), (vec![], "Lin Fang <lin@example.com ".to_owned()));
        assert_eq!(taken("Lin Fang "), (vec![], "Lin Fang ".to_owned()));
    }

    #[test]
    fn what_is_pasted_needs_no_end() {
        let both = vec!["a@x.cn".to_owned(), "+86 138 0013 8000".to_owned()];
        assert_eq!(take("a@x.cn\n+86 138 0013 8000", true), (both, String::new()));
        assert_eq!(take("lin", true), (vec![], "lin".to_owned()), "half an address may be pasted too");
    }

    #[test]
    fn the_second_of_two_alike_and_what_is_no_address_are_found_at_once() {
        let mut entries = vec![entry(0, "Lin <a@x.cn>"), entry(1, "A@X.cn"), entry(2, "nobody"), entry(3, "b@x.cn")];
        settle(&mut entries);
        let own: Vec<_> = entries.iter().map(|entry| entry.own).collect();
        assert_eq!(own, [None, Some(InviteVerdict::Repeated), Some(InviteVerdict::Malformed), None]);
        entries.remove(0);
        settle(&mut entries);
        assert_eq!(entries[0].own, None, "the first one went: the other is no repetition any more");
        assert_eq!(entry(0, "\"Lin Fang\" <a@x.cn>").person().name, "Lin Fang");
    }
}
