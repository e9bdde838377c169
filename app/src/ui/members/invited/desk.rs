//! What the table, its dialogs and the bar of chosen rows share.

use super::super::words;
use crate::api::{Answer, invitations, members};
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::{Selection, toast};
use crate::ui::{count, dom, live};
use crate::words::{Plural, fill};
use leptos::prelude::*;
use model::member::{MemberQuery, MemberRow, Outcome};
use model::page::{MAX_LIMIT, PageRequest};
use model::{MemberId, limits};

/// About whom something is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Whom {
    /// These.
    These(Vec<MemberId>),
    /// All that match, as far as one request takes them.
    All(Box<MemberQuery>),
}

impl Whom {
    /// Their ids.
    pub async fn ids(self) -> Answer<Vec<MemberId>> {
        let query = match self {
            Self::These(ids) => return Ok(ids),
            Self::All(query) => query,
        };
        let mut ids = Vec::new();
        let mut page = PageRequest { limit: MAX_LIMIT, ..PageRequest::default() };
        loop {
            let found = members::list(MemberQuery { page: page.clone(), ..(*query).clone() }).await?;
            ids.extend(found.items.into_iter().map(|member| member.id));
            page.cursor = found.next_cursor;
            if page.cursor.is_none() || ids.len() >= limits::BULK {
                ids.truncate(limits::BULK);
                return Ok(ids);
            }
        }
    }
}

/// An invitation that shall be taken back, or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Cancelling {
    /// Whose.
    pub whom: Whom,
    /// How many.
    pub amount: i64,
    /// The name, of one.
    pub name: String,
}

/// The desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The chosen rows.
    pub selection: Selection,
    /// What the last deed could not do.
    pub failed: RwSignal<Vec<Outcome<MemberId>>>,
    /// Sends again.
    pub send_again: Deed<Whom>,
    /// Puts a link on the clipboard; with the name of the one whom it is for.
    pub copy: Deed<(String, String)>,
    /// Whose address is being changed.
    pub readdressing: RwSignal<Option<MemberRow>>,
    /// What is asked about taking back.
    pub cancelling: RwSignal<Option<Cancelling>>,
    /// Whether it is asked now.
    pub cancel_asked: RwSignal<bool>,
}

impl Desk {
    /// Asks before invitations are taken back.
    pub fn ask_cancel(&self, cancelling: Cancelling) {
        self.cancelling.set(Some(cancelling));
        self.cancel_asked.set(true);
    }
}

/// A desk. Make it once, at the top of the page.
pub fn desk(selection: Selection) -> Desk {
    let failed = RwSignal::new(Vec::new());
    let send_again = deed_in_place(
        |whom: Whom| async move { invitations::resend(whom.ids().await?).await },
        move |outcomes| settle(outcomes, &words().sent_again, failed, selection),
    );
    let copy = deed_in_place(
        |(url, name): (String, String)| async move { Ok(dom::copy(&url).await.then_some(name)) },
        |name: Option<String>| {
            if let Some(name) = name {
                toast::done(fill(words().link_copied, &[("name", &name)]));
            }
        },
    );
    Desk {
        selection,
        failed,
        send_again,
        copy,
        readdressing: RwSignal::new(None),
        cancelling: RwSignal::new(None),
        cancel_asked: RwSignal::new(false),
    }
}

/// Says how many it was done for; the others are listed with their reasons.
pub fn settle(
    outcomes: Vec<Outcome<MemberId>>,
    sentence: &'static Plural,
    failed: RwSignal<Vec<Outcome<MemberId>>>,
    selection: Selection,
) {
    let (done, not): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|one| one.problem.is_none());
    if !done.is_empty() {
        toast::done(count(sentence, done.len() as i64));
    }
    failed.set(not);
    selection.clear();
    live::touch(&["members", "invitations", "departments"]);
}
