//! Every path of the console, once.

use super::session;
use leptos_router::NavigateOptions;
use model::mapping::MappingStatus;
use model::permission::Permission;
use model::run::RunKind;
use model::{AgentId, ChangeSetId, ConnectionId, ConversationId, CustomerId, HandoverId, MemberId, SeatId, TagId};
use std::cell::RefCell;
use std::rc::Rc;

/// A page with a place in the rail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Home,
    Members,
    Chart,
    Joining,
    Customers,
    Handovers,
    Conversations,
    Presence,
    Agents,
    Sync,
    Activity,
    Settings,
}

impl Page {
    /// In the order of the rail.
    pub const ALL: [Self; 12] = [
        Self::Home,
        Self::Members,
        Self::Chart,
        Self::Joining,
        Self::Customers,
        Self::Handovers,
        Self::Conversations,
        Self::Presence,
        Self::Agents,
        Self::Sync,
        Self::Activity,
        Self::Settings,
    ];

    /// Its path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Members => "/members",
            Self::Chart => "/chart",
            Self::Joining => "/joining",
            Self::Customers => "/customers",
            Self::Handovers => "/handovers",
            Self::Conversations => "/conversations",
            Self::Presence => "/presence",
            Self::Agents => "/agents",
            Self::Sync => "/sync",
            Self::Activity => "/activity",
            Self::Settings => "/settings",
        }
    }

    /// Whether it is shown to somebody: any of its rights is enough.
    pub fn is_for(self, may: impl Fn(Permission) -> bool) -> bool {
        match self {
            Self::Home => true,
            Self::Members => may(Permission::MembersRead),
            Self::Chart => may(Permission::DepartmentsRead),
            Self::Joining => may(Permission::JoinsRead) || may(Permission::InvitationsRead),
            Self::Customers => may(Permission::CustomersRead),
            Self::Handovers => may(Permission::HandoversRead),
            // A successor goes on with what his seat came with, whatever his role.
            Self::Conversations => may(Permission::ArchiveRead) || session::me().inherits,
            Self::Presence => may(Permission::MappingsRead) || may(Permission::PresenceRead),
            Self::Agents => may(Permission::AgentsRead),
            Self::Sync => may(Permission::ConnectionsRead),
            Self::Activity => may(Permission::AuditRead),
            Self::Settings => may(Permission::OrganisationWrite),
        }
    }

    /// The page of a path, by its first part.
    pub fn of(path: &str) -> Option<Self> {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        Self::ALL.into_iter().find(|page| page.path().trim_start_matches('/') == first)
    }
}

/// A customer's page.
pub fn customer(id: &CustomerId) -> String {
    format!("/customers/{id}")
}

/// The table of the customers whom a member looks after.
pub fn customers_of(id: &model::MemberId) -> String {
    format!("{}?owner={id}", Page::Customers.path())
}

/// A hand-over: its wizard until it is carried out, its board afterwards.
pub fn handover(id: &HandoverId) -> String {
    format!("{}/{id}", Page::Handovers.path())
}

/// The tags of customers.
pub const TAGS: &str = "/customers/tags";

/// The table of customers who carry a tag.
pub fn customers_with_tag(id: &TagId) -> String {
    format!("{}?tags={id}", Page::Customers.path())
}

/// Deleted customers, until their time is up.
pub const BIN: &str = "/customers/bin";

/// What people ask about the data that are held about them.
pub const PRIVACY: &str = "/customers/privacy";

/// How long what is kept.
pub const RETENTION: &str = "/customers/privacy?tab=retention";

/// One of those requests.
pub fn privacy_request(id: &model::PrivacyRequestId) -> String {
    format!("{PRIVACY}?open={id}")
}

/// An archived conversation, with what is looked for in it.
pub fn conversation(id: &ConversationId, find: &str) -> String {
    let address = format!("{}/{id}", Page::Conversations.path());
    if find.is_empty() { address } else { format!("{address}?find={}", super::dom::encode(find)) }
}

/// The archived conversations with a customer.
pub fn conversations_with(customer: &CustomerId) -> String {
    format!("{}?customer={customer}", Page::Conversations.path())
}

/// The archived conversations in which a member takes part.
pub fn conversations_of(member: &MemberId) -> String {
    format!("{}?holder={member}", Page::Conversations.path())
}

/// A member on a platform to which accounts are mapped.
pub fn mapping(connection: &ConnectionId, member: &MemberId) -> String {
    format!("{}?tenant={connection}&open={member}", Page::Presence.path())
}

/// Members who stand so on a platform to which accounts are mapped.
pub fn mappings(connection: &ConnectionId, status: MappingStatus) -> String {
    format!("{}?tenant={connection}&status={status}", Page::Presence.path())
}

/// The table of agents with one agent's drawer open.
pub fn agent(id: &AgentId) -> String {
    format!("{}?agent={id}", Page::Agents.path())
}

/// The skill groups.
pub const SKILL_GROUPS: &str = "/agents?tab=groups";

/// A file of an archived message.
pub fn archived_file(conversation: &ConversationId, message: &str, position: i64) -> String {
    format!("/archive/{conversation}/{message}/{position}")
}

/// A connection's page.
pub fn connection(id: &ConnectionId) -> String {
    format!("/sync/connections/{id}")
}

/// The page of a connection that does not exist yet.
pub const NEW_CONNECTION: &str = "/sync/connections/new";

/// The page of a connection of some kind that does not exist yet.
pub fn new_connection(kind: model::connection::ConnectionKind) -> String {
    format!("{NEW_CONNECTION}?kind={kind}")
}

/// One's own profile.
pub const PROFILE: &str = "/profile";

/// What sends messages to people, and their texts.
pub const SENDERS: &str = "/settings/messages";

/// The keys that scripts sign in with.
pub const KEYS: &str = "/settings/keys";

/// The addresses that hear of events.
pub const WEBHOOKS: &str = "/settings/webhooks";

/// What one of them was told.
pub fn webhook(id: &str) -> String {
    format!("{WEBHOOKS}?open={id}")
}

/// Whose chats are archived, and who carries on.
pub const INTEROPERABILITY: &str = "/settings/interoperability";

/// Through whose hands a seat went.
pub fn seat(id: &SeatId) -> String {
    format!("{INTEROPERABILITY}?seat={id}")
}

/// Backups of the installation.
pub const BACKUPS: &str = "/settings/backups";

/// Files whose rows become records: earlier ones, and a new one.
pub const IMPORTS: &str = "/import";

/// The way in for files of one kind.
pub fn imports(kind: model::import::ImportKind) -> String {
    format!("{IMPORTS}?kind={kind}")
}

/// One import, at the step where it stands.
pub fn import(id: &model::ImportId) -> String {
    format!("{IMPORTS}/{id}")
}

/// Who may do what, and the roles of the organisation's own.
pub const ROLES: &str = "/settings/roles";

/// The member table of those who hold a role, by its word or its id.
pub fn holders(role: &str) -> String {
    format!("/members?role={role}")
}

/// The review of a change set.
pub fn change_set(id: &ChangeSetId) -> String {
    format!("/sync/changes/{id}")
}

/// Where a run can be looked at: its changes, its connection, or the page of what it works on.
pub fn run(run: &model::run::Run) -> String {
    match (&run.change_set, &run.connection_id, run.kind) {
        (Some(set), ..) => change_set(set),
        (None, Some(id), _) => connection(id),
        (None, None, RunKind::ReadImport | RunKind::CheckImport | RunKind::DraftImport) => IMPORTS.to_owned(),
        (None, None, RunKind::CheckActivity) => Page::Activity.path().to_owned(),
        (None, None, RunKind::Dossier) => PRIVACY.to_owned(),
        (None, None, RunKind::Retention) => RETENTION.to_owned(),
        (None, None, _) => Page::Sync.path().to_owned(),
    }
}

/// The member table with one member's drawer open.
pub fn member(id: &model::MemberId) -> String {
    format!("/members?open={id}")
}

/// The member table of one department.
pub fn department(id: &model::DepartmentId) -> String {
    format!("/members?department={id}")
}

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
}

/// Called once inside the router: handlers have no context to find it by.
pub fn provide(navigate: impl Fn(&str, NavigateOptions) + 'static) {
    NAVIGATE.set(Some(Rc::new(navigate)));
}

/// Goes to a path of the console.
pub fn go(path: &str) {
    navigate(path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
}

/// Goes to a path in the place of the present one: *Back* skips it.
pub fn replace(path: &str) {
    navigate(path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
}

fn navigate(path: &str, options: NavigateOptions) {
    let navigate = NAVIGATE.with_borrow(Clone::clone);
    if let Some(navigate) = navigate {
        navigate(path, options);
    }
}
