//! What the demo holds. Everything goes through the same use cases as a person's clicks, so that the demo shows nothing that
//! the product cannot do.

use super::agents;
use super::leaving;
use super::senders::{self, Senders};
use super::telephony::Telephony;
use connectors::wecom::fake::{Action, FakeOptions, Running};
use domain::{
    From, Result, Services, Viewer, backups, changes, connections, customers, departments, invitations, joins,
};
use domain::{api_keys, members, privacy, roles, runs, sessions, setup, webhooks, worker};
use model::account::NewAccount;
use model::api_key::{NewApiKey, Scope};
use model::audit::Origin;
use model::connection::{ConnectionKind, SaveConnection, SaveSchedule};
use model::customer::CustomerQuery;
use model::deletion::{Deletion, LegalBasis, PlaceHold};
use model::import::ImportKind;
use model::invitation::NewInvitation;
use model::join::{Decision, JoinQuery, JoinState};
use model::member::{ChangeRole, MemberQuery};
use model::page::PageRequest;
use model::permission::{Permission, Role};
use model::privacy::{CloseRequest, PrivacyLaw, RequestChannel, RequestKind, RequestState, SaveRequest};
use model::role::{RoleKey, SaveRole};
use model::run::RunKind;
use model::setting::Setting;
use model::webhook::SaveWebhook;
use model::{Code, ConnectionId, CustomerId, change, moment};

/// Whom to sign in as.
pub(super) const EMAIL: &str = "demo@example.com";
/// Everybody's password in the demo.
pub(super) const PASSWORD: &str = "demo demo demo";

/// People who opened a link: name, e-mail.
const APPLICANTS: [(&str, &str); 6] = [
    ("何思远", "he.siyuan@example.test"),
    ("Beatriz Nunes", "beatriz.nunes@example.test"),
    ("Tom Fairweather", "tom.fairweather@example.test"),
    ("苏晓晴", "su.xiaoqing@example.test"),
    ("Inês Carvalho", "ines.carvalho@example.test"),
    ("陆一鸣", "lu.yiming@example.test"),
];

/// Fills a fresh installation: an owner, about 300 people in 40 departments and 2 000 customers from the made-up WeCom, links,
/// people who wait, messages below `files`; then the made-up WeCom moves on, so that the next synchronisation has something to show.
pub(super) async fn all(
    services: &Services,
    platform: &Running,
    (senders, telephony): (&Senders<'_>, &Telephony),
    files: &std::path::Path,
) -> Result<()> {
    let owner = person("Demo Owner", EMAIL);
    setup::create(services, "云帆贸易 Yunfan Trading", &owner).await?;
    let viewer = viewer(services).await?;
    let connection = connect(services, &viewer, platform).await?;
    for kind in [RunKind::SyncContacts, RunKind::SyncCustomers] {
        bring(services, &viewer, &connection, kind).await?;
    }
    gone(services, &viewer).await?;
    asked(services, &viewer).await?;
    schedule(services, &viewer, &connection).await?;
    senders.connect(services, &viewer).await?;
    fair(services, &viewer).await?;
    joining(services, &viewer).await?;
    scripts(services, &viewer).await?;
    senders::invite(services, &viewer).await?;
    idle(services).await?;
    offices(services, &viewer).await?;
    leaving::all(services, &viewer, (platform, &connection), files).await?;
    telephony.connect(services, &viewer).await?;
    agents::all(services, &viewer).await?;
    backups::begin(services, &viewer).await?;
    idle(services).await?;
    move_on(services, &viewer, platform).await
}

/// A key that sees one department from one network, and a webhook, switched off: the demo calls nobody.
async fn scripts(services: &Services, viewer: &Viewer) -> Result<()> {
    let tree = departments::tree(services, viewer).await?;
    let key = NewApiKey {
        name: "Payroll export".to_owned(),
        scopes: vec![Scope::MembersRead, Scope::MembersExport],
        addresses: vec!["203.0.113.0/24".to_owned()],
        departments: tree.into_iter().filter(|one| one.parent_id.is_some()).take(1).map(|one| one.id).collect(),
        ..NewApiKey::default()
    };
    api_keys::create(services, viewer, &key).await?;
    let hook = SaveWebhook {
        url: "https://payroll.example.com/hooks/muster".to_owned(),
        description: "Tells payroll who comes and goes".to_owned(),
        events: ["member.approved", "member.terminated", "change_set.applied"].map(str::to_owned).to_vec(),
        enabled: false,
    };
    webhooks::create(services, viewer, &hook).await?;
    Ok(())
}

/// Two customers are in the recycle bin, and a hold keeps another.
async fn gone(services: &Services, viewer: &Viewer) -> Result<()> {
    let query = CustomerQuery { page: PageRequest { limit: 3, ..PageRequest::default() }, ..CustomerQuery::default() };
    let ids = customers::list(services, viewer, &query).await?.items.into_iter().map(|row| row.id);
    let mut ids: Vec<CustomerId> = ids.collect();
    if let Some(customer) = ids.pop() {
        let place = PlaceHold { customer, reason: "Court of Harbour, file 4711".to_owned(), until: None };
        customers::hold(services, viewer, &place).await?;
    }
    let deletion = Deletion {
        ids,
        query: CustomerQuery::default(),
        reason: "Asked us to by letter".to_owned(),
        basis: LegalBasis::PiplConsent,
        basis_note: String::new(),
    };
    customers::delete(services, viewer, &deletion, false).await?;
    Ok(())
}

/// What somebody brought from a fair: two customers with tags that are not there yet, one without a sound address.
const FAIR: &str = "\
Customer,Company,Mobile,E-mail,Remarks,Tags\r\n\
Nora Example,Example Textiles,+44 20 7946 0188,nora@example.com,asked for samples,Fair/Autumn\r\n\
示例 陈静,示例贸易,138 0013 8088,,,Fair/Autumn; Sample\r\n\
Otto Example,Example Paper,,otto at example,,\r\n";

/// A file of customers waits to be checked.
async fn fair(services: &Services, viewer: &Viewer) -> Result<()> {
    let mut upload = domain::imports::Upload::begin(services, viewer, Some(ImportKind::Customers), "fair.csv").await?;
    upload.push(FAIR.as_bytes()).await?;
    upload.finish(None).await?;
    Ok(())
}

/// What people asked about the data that are held about them; one of them waits for too long.
async fn asked(services: &Services, viewer: &Viewer) -> Result<()> {
    let query = CustomerQuery { page: PageRequest { limit: 2, ..PageRequest::default() }, ..CustomerQuery::default() };
    let customers = customers::list(services, viewer, &query).await?.items;
    let now = services.clock.now();
    let request = |kind, law, days: i64| SaveRequest {
        id: None,
        revision: 0,
        kind,
        law,
        channel: RequestChannel::Email,
        customer: None,
        member: None,
        name: String::new(),
        note: String::new(),
        received_at: Some(now.plus(-days * moment::DAY)),
        due_at: None,
    };
    let mut late = request(RequestKind::Access, PrivacyLaw::Lgpd, 20);
    late.customer = customers.first().map(|row| row.id.clone());
    late.note = "Quer saber quais dados temos. Pediu por e-mail.".to_owned();
    privacy::save(services, viewer, &late).await?;
    let mut erasure = request(RequestKind::Erasure, PrivacyLaw::Pipl, 2);
    erasure.customer = customers.get(1).map(|row| row.id.clone());
    privacy::save(services, viewer, &erasure).await?;
    let mut other = request(RequestKind::Objection, PrivacyLaw::Gdpr, 9);
    other.name = "Greta Fairweather".to_owned();
    other.note = "No newsletters any more.".to_owned();
    let other = privacy::save(services, viewer, &other).await?;
    let reason = "Taken off the list.".to_owned();
    let close = CloseRequest { id: other.id, revision: other.revision, state: RequestState::Answered, reason };
    privacy::close(services, viewer, &close).await?;
    Ok(())
}

fn person(name: &str, email: &str) -> NewAccount {
    NewAccount { name: name.to_owned(), email: email.to_owned(), phone: String::new(), password: PASSWORD.to_owned() }
}

fn from() -> From {
    From { origin: Origin::Cli, address: String::new() }
}

async fn viewer(services: &Services) -> Result<Viewer> {
    let fresh = sessions::sign_in(services, &from(), EMAIL, PASSWORD, "muster demo").await?;
    let identity = sessions::identify(services, &fresh.token, &from()).await?;
    identity.and_then(|identity| identity.viewer).ok_or_else(|| Code::SignedOut.into())
}

async fn connect(services: &Services, viewer: &Viewer, platform: &Running) -> Result<ConnectionId> {
    let options = FakeOptions::default();
    let settings = [
        (Setting::BaseUrl, platform.base_url().to_string()),
        (Setting::CorpId, options.corp_id),
        (Setting::AgentId, options.agent_id.to_string()),
        (Setting::Contact, options.contact_secret),
        (Setting::App, options.app_secret),
        (Setting::Archive, options.archive_secret),
        (Setting::CallbackToken, options.callback_token),
        (Setting::CallbackKey, options.callback_aes_key),
    ];
    let save = SaveConnection {
        id: None,
        revision: 0,
        kind: ConnectionKind::WeCom,
        name: "WeCom".to_owned(),
        settings: settings.into(),
        forget: Vec::new(),
        brake_percent: change::BRAKE_PERCENT,
    };
    let connection = connections::save(services, viewer, &save).await?;
    connections::test(services, viewer, &connection.id).await?;
    idle(services).await?;
    Ok(connection.id)
}

/// Works until nothing is due: the server's own workers have not begun yet.
pub(super) async fn idle(services: &Services) -> Result<()> {
    while worker::one(services, "demo").await? {}
    Ok(())
}

pub(super) async fn bring(
    services: &Services,
    viewer: &Viewer,
    connection: &ConnectionId,
    kind: RunKind,
) -> Result<()> {
    let started = runs::start_sync(services, viewer, connection, kind, false).await?;
    idle(services).await?;
    let run = runs::get(services, viewer, &started.run.id).await?;
    if let Some(set) = run.change_set {
        changes::apply(services, viewer, &set, change::BRAKE_WORD).await?;
        idle(services).await?;
    }
    Ok(())
}

async fn schedule(services: &Services, viewer: &Viewer, connection: &ConnectionId) -> Result<()> {
    let save = SaveSchedule {
        connection: connection.clone(),
        kind: RunKind::SyncContacts,
        cron: "30 2 * * *".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        enabled: true,
    };
    connections::save_schedule(services, viewer, &save).await?;
    Ok(())
}

async fn joining(services: &Services, viewer: &Viewer) -> Result<()> {
    let tree = departments::tree(services, viewer).await?;
    let department = tree.get(3).map(|department| department.id.clone());
    let week = NewInvitation {
        department,
        position: "实习生".to_owned(),
        note: "Campus fair".to_owned(),
        lasts: Some(7 * moment::DAY),
        max_uses: Some(50),
        ..NewInvitation::default()
    };
    let link = invitations::create(services, viewer, &week).await?;
    let partners = NewInvitation { note: "Partner office".to_owned(), max_uses: Some(10), ..NewInvitation::default() };
    invitations::create(services, viewer, &partners).await?;
    let url = link.url.unwrap_or_default();
    let token = url.rsplit('/').next().unwrap_or_default().to_owned();
    for (name, email) in APPLICANTS {
        let applicant = joins::Applicant::New(person(name, email));
        joins::ask(
            services,
            &from(),
            &joins::Ticket::Link(token.clone()),
            applicant,
            &model::join_details::Told::default(),
            "muster demo",
        )
        .await?;
    }
    let query = JoinQuery { states: vec![JoinState::Waiting], ..JoinQuery::default() };
    let waiting = joins::list(services, viewer, &query).await?;
    let (Some(first), Some(last)) = (waiting.items.first(), waiting.items.last()) else { return Ok(()) };
    let approve = Decision::Approve { department: None, position: None, same_as: None };
    joins::decide(services, viewer, std::slice::from_ref(&first.id), &approve).await?;
    let refuse = Decision::Refuse { reason: "Please ask with your company address.".to_owned() };
    joins::decide(services, viewer, std::slice::from_ref(&last.id), &refuse).await?;
    Ok(())
}

async fn offices(services: &Services, viewer: &Viewer) -> Result<()> {
    let tree = departments::tree(services, viewer).await?;
    let found = members::list(services, viewer, &MemberQuery::default()).await?;
    let others: Vec<_> = found.items.iter().filter(|row| row.role == Role::Member).take(3).collect();
    let scope = tree.get(1).map(|department| department.id.clone());
    for (row, role) in others.into_iter().zip([Role::AccountAdmin, Role::DepartmentAdmin, Role::Auditor]) {
        let scope = if role.is_scoped() { scope.iter().cloned().collect() } else { Vec::new() };
        let change = ChangeRole { id: row.id.clone(), revision: row.revision, role: role.into(), scope };
        members::change_role(services, viewer, &change).await?;
    }
    let permissions = vec![Permission::InvitationsWrite, Permission::JoinsWrite, Permission::MembersRead];
    let own = SaveRole { name: "人事专员 · People desk".to_owned(), permissions, ..SaveRole::default() };
    let own = roles::save(services, viewer, &own).await?;
    if let Some(row) = found.items.iter().filter(|row| row.role == Role::Member).nth(3) {
        let change =
            ChangeRole { id: row.id.clone(), revision: row.revision, role: RoleKey::Own(own.id), scope: Vec::new() };
        members::change_role(services, viewer, &change).await?;
    }
    Ok(())
}

/// Life goes on at the made-up platform: somebody marries, somebody leaves, somebody comes, a team is founded.
async fn move_on(services: &Services, viewer: &Viewer, platform: &Running) -> Result<()> {
    let found = members::list(services, viewer, &MemberQuery::default()).await?;
    let mut linked = Vec::new();
    for row in found.items.iter().skip(10).step_by(9).take(8) {
        let detail = members::get(services, viewer, &row.id).await?;
        linked.extend(detail.external_id.map(|id| (id, row.name.clone())));
    }
    let act = |action| {
        if let Err(error) = platform.fake.act(action) {
            tracing::warn!(?error, "the made-up WeCom refused");
        }
    };
    for (at, (userid, name)) in linked.into_iter().enumerate() {
        match at {
            0..3 => act(Action::Rename { userid, name: format!("{name} (林)") }),
            3..6 => act(Action::Leave { userid }),
            _ => act(Action::Move { userid, departments: vec![1] }),
        }
    }
    for name in ["方知行", "Clara Mendes"] {
        act(Action::Hire {
            name: name.to_owned(), userid: None, department: None, position: Some("顾问".to_owned())
        });
    }
    act(Action::DepartmentCreate { name: "出海创新组".to_owned(), parent: 1 });
    Ok(())
}
