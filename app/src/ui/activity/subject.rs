//! Where the thing that an entry is about can be looked at.

use crate::ui::may;
use crate::ui::route::{self, Page};
use model::audit::{Entry, Subject, Verb};
use model::import::ImportKind;
use model::permission::Permission;
use model::{
    AgentId, ChangeSetId, ConnectionId, ConversationId, CustomerId, DepartmentId, HandoverId, ImportId, MemberId,
    PrivacyRequestId, SeatId,
};

/// The page of an entry's subject, where there is one and the person may see it.
pub fn page_of(entry: &Entry) -> Option<String> {
    let id = entry.subject_id.as_str();
    if id.is_empty() || entry.verb == Verb::Delete {
        return None;
    }
    let (page, address) = match entry.subject {
        Subject::Member => (Page::Members, route::member(&MemberId::from(id))),
        Subject::Department => (Page::Members, route::department(&DepartmentId::from(id))),
        Subject::Customer => (Page::Customers, route::customer(&CustomerId::from(id))),
        Subject::Connection => (Page::Sync, route::connection(&ConnectionId::from(id))),
        Subject::ChangeSet => (Page::Sync, route::change_set(&ChangeSetId::from(id))),
        Subject::Join => (Page::Joining, Page::Joining.path().to_owned()),
        Subject::Invitation => {
            // Door numbers have no page; a link is shown in its tab, ended or not.
            return may(Permission::InvitationsRead).then(|| format!("/joining?tab=links&ended=1&open={id}"));
        }
        // Whoever may not import may well read what was imported.
        Subject::Import => {
            let any = ImportKind::ALL.iter().any(|kind| kind.rights().iter().all(|right| may(*right)));
            return any.then(|| route::import(&ImportId::from(id)));
        }
        Subject::Organisation => (Page::Settings, Page::Settings.path().to_owned()),
        Subject::Role => (Page::Members, route::ROLES.to_owned()),
        Subject::Template => (Page::Settings, route::SENDERS.to_owned()),
        Subject::PrivacyRequest => {
            let id = PrivacyRequestId::from(id);
            return may(Permission::PrivacyWrite).then(|| route::privacy_request(&id));
        }
        Subject::Retention => {
            return may(Permission::OrganisationWrite).then(|| route::RETENTION.to_owned());
        }
        // A group has no page of its own; its connection, which has one, is not in the entry.
        Subject::Run | Subject::Schedule | Subject::Group => (Page::Sync, Page::Sync.path().to_owned()),
        Subject::Tag => (Page::Customers, route::TAGS.to_owned()),
        Subject::Handover => (Page::Handovers, route::handover(&HandoverId::from(id))),
        // Of whom and where, the page of the mapping tells: its id leads nowhere by itself.
        Subject::Presence => {
            return may(Permission::PresenceRead).then(|| [Page::Presence.path(), "?tab=board"].concat());
        }
        Subject::Agent => (Page::Agents, route::agent(&AgentId::from(id))),
        Subject::SkillGroup => (Page::Agents, route::SKILL_GROUPS.to_owned()),
        Subject::Mapping => return may(Permission::MappingsRead).then(|| Page::Presence.path().to_owned()),
        Subject::Seat => return may(Permission::SeatsRead).then(|| route::seat(&SeatId::from(id))),
        Subject::Conversation => (Page::Conversations, route::conversation(&ConversationId::from(id), "")),
        Subject::Webhook => return may(Permission::WebhooksRead).then(|| route::webhook(id)),
        Subject::Account | Subject::Relation | Subject::Backup | Subject::ApiKey | Subject::CustomerGroup => {
            return None;
        }
    };
    page.is_for(may).then_some(address)
}
