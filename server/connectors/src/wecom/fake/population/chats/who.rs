//! Who has a seat in the archive, who talks to whom, and who agreed.

use crate::wecom::fake::population::{Customers, Members, mix, pick};

use super::phrases::Language;

/// Members whose messages are archived, by number, each with the edition: at first those who have customers, as far as seats were
/// bought.
#[derive(Debug, Default)]
pub(crate) struct Seats(Vec<(u32, i64)>);

/// People who write to each other.
#[derive(Debug)]
pub(crate) struct Conversation {
    /// userids; the first has a seat.
    pub(crate) members: Vec<String>,
    /// external_userids.
    pub(crate) externals: Vec<String>,
    pub(crate) room: Option<String>,
    pub(super) language: Language,
    /// Whether what the external people write is archived.
    pub(super) agreed: bool,
}

/// Chats of two for each member with a seat, at most.
const CHATS: usize = 2;
/// Members whose chats are told.
const TALKERS: usize = 40;
/// Each so-and-so-many chats there is a group of their people.
const GROUP: usize = 8;

impl Seats {
    pub(super) fn new(bought: u32, members: &Members, customers: &Customers) -> Self {
        let serving = (0..members.end()).filter(|number| customers.serves(*number) && members.is_here(*number));
        // 1 office, 2 service, 3 enterprise.
        Self(serving.take(bought as usize).zip([2, 2, 3, 1].into_iter().cycle()).collect())
    }

    /// Each with the edition.
    pub(crate) fn all(&self) -> &[(u32, i64)] {
        &self.0
    }

    /// Whether somebody's messages are archived.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.iter().any(|(seated, _)| *seated == number)
    }

    /// Sets whether they are, and by which edition.
    pub(crate) fn put(&mut self, number: u32, edition: Option<i64>) {
        self.0.retain(|(seated, _)| *seated != number);
        self.0.extend(edition.map(|edition| (number, edition)));
    }
}

pub(super) fn conversations(seed: u64, seats: &Seats, members: &Members, customers: &Customers) -> Vec<Conversation> {
    let mut found: Vec<Conversation> = Vec::new();
    for (number, _) in seats.all().iter().take(TALKERS) {
        let Some(userid) = members.userid(*number) else { continue };
        for customer in customers.of_member(*number).into_iter().take(CHATS) {
            let external = customers.id(customer);
            found.push(Conversation {
                members: vec![userid.clone()],
                agreed: consent(seed, &external) != "Disagree",
                externals: vec![external],
                room: None,
                language: language(mix(seed, 20, customer.into())),
            });
        }
    }
    let groups: Vec<Conversation> = found.chunks(GROUP).enumerate().map(|(place, chats)| group(place, chats)).collect();
    found.extend(groups);
    found
}

/// A group of the people of some chats; every third is internal.
fn group(place: usize, chats: &[Conversation]) -> Conversation {
    let mut members: Vec<String> = chats.iter().flat_map(|chat| chat.members.clone()).collect();
    members.dedup();
    let internal = place % 3 == 2;
    // Who did not agree writes in the group all the same, but is not archived; here such a person is not in one.
    let agreed = chats.iter().filter(|chat| chat.agreed && !internal);
    Conversation {
        members,
        externals: agreed.flat_map(|chat| chat.externals.clone()).collect(),
        room: Some(format!("wrFAKE{place:010}")),
        language: Language::Chinese,
        agreed: true,
    }
}

/// Most are Chinese, some are of the branches abroad.
fn language(dice: u64) -> Language {
    use Language::{Chinese, English, Portuguese};
    pick(&[Chinese, Chinese, Chinese, English, Portuguese], dice)
}

/// What a customer said when the platform asked, until he says otherwise.
pub(super) fn consent(seed: u64, external: &str) -> &'static str {
    let number = external.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    match mix(seed, 21, number) % 20 {
        0..3 => "Disagree",
        3..5 => "Default_Agree",
        _ => "Agree",
    }
}
