//! Joins: from opening a link to the decision of an admin.

mod ask;
mod decide;
mod enter;
mod invited;
mod list;
mod same;
mod standing;
mod told;
mod welcome;

pub use ask::{Applicant, Asked, ask};
pub(crate) use decide::approve_by_rule;
pub use decide::{decide, rehearse};
pub use invited::invited;
pub(crate) use invited::of_account;
pub(crate) use list::count_waiting;
pub use list::{get, list};
pub use standing::{Standing, standings, withdraw};
pub use welcome::welcome;

use crate::accounts::Account;
use crate::invitations::{self, rows};
use crate::roles::Held;
use crate::{Conn, Result, join_rules, members};
use model::invitation::{Channel, InvitationState};
use model::invite::Address;
use model::join::JoinRule;
use model::join_rules::{JoinOutcome, JoinRules, JoinVerdict, judge};
use model::permission::{Rights, Role};
use model::text::Email;
use model::{AccountId, Code, DepartmentId, InvitationId, MemberId, Moment, OrganisationId, Problem};

/// How somebody came to the join page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticket {
    /// With the token of a link or its QR code.
    Link(String),
    /// With a door number, in its stored form.
    Door(String),
}

/// What a ticket opens.
#[derive(Debug, Clone)]
struct Opening {
    organisation: OrganisationId,
    organisation_name: String,
    rules: JoinRules,
    channel: Channel,
    invitation: Option<InvitationId>,
    inviter: Option<(MemberId, String)>,
    inviter_role: Option<Role>,
    /// Of an invitation to one person: whom it was sent to.
    bound: Option<Bound>,
    department: Option<DepartmentId>,
    position: String,
    /// The role that the invitation brings; that of an ordinary member for the door number.
    held: Option<Held>,
    /// That the inviter could not give this role by now: then nobody has it before an admin who can lets him in.
    beyond_inviter: bool,
    /// Why nobody new comes in this way, though it is a real one.
    closed: Option<Code>,
}

impl Opening {
    /// What the rules say of whoever comes this way.
    fn verdict(&self) -> JoinVerdict {
        let verdict = judge(self.channel, self.inviter_role, &self.rules);
        if self.beyond_inviter && verdict.outcome == JoinOutcome::Joins {
            return JoinVerdict { outcome: JoinOutcome::Waits, rule: JoinRule::InviterNotAdmin };
        }
        verdict
    }

    /// That the organisation takes nobody by this way, where nothing else speaks against it already.
    fn judged(mut self) -> Self {
        if self.closed.is_none() && self.verdict().outcome == JoinOutcome::Refused {
            self.closed = Some(Code::ChannelClosed);
        }
        self
    }

    /// Passes if the way is open to somebody new.
    fn require_open(&self) -> Result<()> {
        let Some(code) = self.closed else { return Ok(()) };
        let problem = Problem::new(code).with("organisation", &self.organisation_name);
        Err(problem.with("channel", self.channel).into())
    }
}

/// The one person that an invitation is for.
#[derive(Debug, Clone)]
struct Bound {
    /// The member that was made for the person; nobody once it was removed.
    member: Option<MemberId>,
    /// Where it was sent.
    address: Option<Address>,
    /// The account that it is for, if that was known.
    account: Option<AccountId>,
}

impl Bound {
    /// Whether an account is the one that was meant. Holding the link shows that somebody reads that mailbox, so an account
    /// with the same address is; any other may be a colleague to whom the message was passed on.
    fn is_for(&self, account: &Account) -> bool {
        match (&self.account, &self.address) {
            (Some(id), _) => *id == account.id,
            (None, Some(Address::Email(email))) => account
                .email
                .as_deref()
                .and_then(|text| Email::parse(text).ok())
                .is_some_and(|own| own.key() == email.key()),
            (None, Some(Address::Phone(phone))) => account.phone.as_deref() == Some(phone.as_str()),
            (None, None) => true,
        }
    }

    fn wrong_account(&self) -> Problem {
        let address = self.address.as_ref().map(Address::masked).unwrap_or_default();
        Problem::new(Code::WrongAccount).with("address", address)
    }
}

/// What a ticket opens, working or not.
///
/// # Errors
/// [`Code::NotFound`] if it opens nothing.
async fn open(conn: &mut Conn, ticket: &Ticket, now: Moment) -> Result<Opening> {
    match ticket {
        Ticket::Link(token) => open_link(conn, token, now).await,
        Ticket::Door(number) => open_door(conn, number).await,
    }
}

async fn open_link(conn: &mut Conn, token: &str, now: Moment) -> Result<Opening> {
    let row = rows::find_by_token(conn, token).await?.ok_or(Code::NotFound)?;
    let (organisation_name, state): (String, String) =
        sqlx::query_as("select name, state from organisations where id = $1")
            .bind(&row.organisation_id)
            .fetch_one(&mut *conn)
            .await?;
    let closed = if state != "open" {
        Some(Code::OrganisationClosed)
    } else {
        match invitations::state(&row, now) {
            InvitationState::Active => None,
            InvitationState::Paused => Some(Code::InvitationPaused),
            InvitationState::Revoked => Some(Code::InvitationRevoked),
            InvitationState::Expired => Some(Code::InvitationExpired),
            InvitationState::UsedUp => Some(Code::InvitationUsedUp),
        }
    };
    let bound = (row.kind != Channel::Link).then(|| Bound {
        member: row.member_id,
        address: Address::parse(&row.address).ok(),
        account: row.account_id,
    });
    let beyond_inviter = !row.held.is_plain() && {
        let inviter = members::rows::find(conn, &row.organisation_id, &row.inviter_id).await?;
        let gives = |rights: &Rights| !rights.scoped && rights.may_give(&row.held.rights());
        !inviter.is_some_and(|inviter| gives(&inviter.held.rights()))
    };
    let opening = Opening {
        rules: join_rules::find(conn, &row.organisation_id).await?,
        organisation: row.organisation_id,
        organisation_name,
        channel: row.kind,
        bound,
        invitation: Some(row.id),
        inviter: Some((row.inviter_id, row.inviter)),
        inviter_role: Some(row.inviter_role),
        department: row.department_id,
        position: row.position,
        held: Some(row.held),
        beyond_inviter,
        closed,
    };
    Ok(opening.judged())
}

async fn open_door(conn: &mut Conn, number: &str) -> Result<Opening> {
    let found: Option<(OrganisationId, String, String, bool)> =
        sqlx::query_as("select id, name, state, door_open from organisations where door_number = $1")
            .bind(number)
            .fetch_optional(&mut *conn)
            .await?;
    let (organisation, organisation_name, state, door_open) = found.ok_or(Code::NotFound)?;
    let opening = Opening {
        rules: join_rules::find(conn, &organisation).await?,
        organisation,
        organisation_name,
        channel: Channel::Door,
        invitation: None,
        inviter: None,
        inviter_role: None,
        bound: None,
        department: None,
        position: String::new(),
        held: None,
        beyond_inviter: false,
        closed: if state != "open" || !door_open { Some(Code::OrganisationClosed) } else { None },
    };
    Ok(opening.judged())
}
