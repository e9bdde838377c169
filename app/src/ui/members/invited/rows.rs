//! A row: the member, and the newest invitation.

use crate::api::{Answer, invitations, members};
use crate::ui::may;
use model::MemberId;
use model::invite::PersonalInvitation;
use model::member::{MemberQuery, MemberRow};
use model::page::Page;
use model::permission::Permission;

/// One row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who it is.
    pub member: MemberRow,
    /// How he was invited; nothing for somebody who came by a synchronisation.
    pub invitation: Option<PersonalInvitation>,
}

impl Row {
    /// Whether there is anything to send a message to.
    pub fn is_reachable(&self) -> bool {
        let invited = self.invitation.as_ref().is_some_and(|invitation| !invitation.address.is_empty());
        invited || self.member.email.is_some() || self.member.phone.is_some()
    }
}

/// A page of members with their invitations.
pub async fn page_of(query: MemberQuery) -> Answer<Page<Row>> {
    let Page { items, next_cursor, total } = members::list(query).await?;
    let ids: Vec<MemberId> = items.iter().map(|member| member.id.clone()).collect();
    let sees = may(Permission::InvitationsRead) && !ids.is_empty();
    let mut known = if sees { invitations::personal(ids).await? } else { Vec::new() };
    let mut row = |member: MemberRow| {
        let at = known.iter().position(|invitation| invitation.member == member.id);
        Row { invitation: at.map(|at| known.swap_remove(at)), member }
    };
    Ok(Page { items: items.into_iter().map(&mut row).collect(), next_cursor, total })
}
