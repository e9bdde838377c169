//! Conversations: what members and customers wrote to each other, as the message archive has it.

use crate::page::PageRequest;
use crate::text::{Check, line};
use crate::{ConnectionId, ConversationId, CustomerId, MemberId, Moment, OpeningId, Problem, SeatId, limits};
use crate::{moment, seat::SeatRange};
use serde::{Deserialize, Serialize};

/// For how long a reason counts.
pub const OPEN_FOR: i64 = moment::HOUR;

/// More hits of a search are not counted.
pub const MOST_FOUND: i64 = 5_000;

crate::words!(
    /// With whom.
    ConversationKind {
        /// Members with one customer: whoever looks after him, it stays the same.
        Customer = "customer",
        /// A group.
        Group = "group",
        /// Two members.
        Members = "members",
    }
);

crate::words!(
    /// Who wrote.
    SenderKind {
        /// Somebody of the organisation.
        Member = "member",
        /// Somebody outside.
        Customer = "customer",
        /// A program.
        Bot = "bot",
    }
);

crate::words!(
    /// Where a file of a message is.
    MediaState {
        /// Not fetched yet.
        Pending = "pending",
        /// Here.
        Held = "held",
        /// The platform had forgotten it.
        Gone = "gone",
    }
);

crate::words!(
    /// Whether somebody outside lets his messages be archived.
    Consent {
        /// He does.
        Agreed = "agreed",
        /// He does not.
        Refused = "refused",
        /// Nobody asked him yet, or the platform does not say.
        Unknown = "unknown",
    }
);

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The member, where he is known here.
    pub member_id: Option<MemberId>,
    /// The name; the id on the platform of somebody who is not known here.
    pub name: String,
}

/// One conversation, without a word of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// With whom.
    pub kind: ConversationKind,
    /// The customer, where he is known here.
    pub customer_id: Option<CustomerId>,
    /// The customer's name, the group's id on the platform, or nothing.
    pub name: String,
    /// The members who take part, as far as the viewer sees their messages.
    pub members: Vec<Party>,
    /// Messages that the viewer may know of.
    pub messages: i64,
    /// The first of them.
    pub first_at: Moment,
    /// The last of them.
    pub last_at: Moment,
    /// Whether the viewer may know of messages only, and not read them.
    pub summary: bool,
    /// Messages that a search found, at most [`MOST_FOUND`]; `None` without a search.
    pub found: Option<i64>,
    /// Whether the customer lets his messages be archived; `None` where nobody looked.
    pub consent: Option<Consent>,
}

/// Which conversations are wanted, the one with the newest message first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct ConversationQuery {
    /// Words that occur in one of their messages: any part of Chinese text, parts of other words from three letters on.
    #[serde(default)]
    pub search: String,
    /// In which this member takes part.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// With this customer.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// With a message not before this moment.
    #[serde(default)]
    pub from: Option<Moment>,
    /// With a message before this moment.
    #[serde(default)]
    pub until: Option<Moment>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// A request to open a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenConversation {
    /// Which.
    pub id: ConversationId,
    /// Why: it is kept, and the activity shows it.
    pub reason: String,
}

impl OpenConversation {
    /// Trims the reason.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] naming `reason` for none and for one above [`limits::NOTE`] characters.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.reason = check.take("reason", line(&self.reason, limits::NOTE));
        check.done()?;
        Ok(self)
    }
}

/// That somebody opened a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// Who.
    pub by: String,
    /// Why; empty once the customer was erased.
    pub reason: String,
    /// How much there was to read.
    pub range: SeatRange,
    /// When.
    pub at: Moment,
    /// Until when it counts.
    pub until: Moment,
}

/// Which openings are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct OpeningQuery {
    /// Of this conversation.
    #[serde(default)]
    pub conversation: Option<ConversationId>,
    /// By this member.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Which messages of a conversation are wanted. Without a cursor the newest; they come oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageQuery {
    /// Of which conversation.
    pub conversation: ConversationId,
    /// Those before this place.
    #[serde(default)]
    pub before: Option<String>,
    /// Those after this place.
    #[serde(default)]
    pub after: Option<String>,
    /// Those from the message with this id on, and it first.
    #[serde(default)]
    pub from: Option<String>,
    /// Only those in which these words occur.
    #[serde(default)]
    pub search: String,
    /// Messages wanted; 0 for [`crate::page::DEFAULT_LIMIT`].
    #[serde(default)]
    pub limit: u32,
}

/// A part of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// The oldest first.
    pub items: Vec<Message>,
    /// Asks for those before the first; `None` where there are none.
    pub before: Option<String>,
    /// Asks for those after the last; `None` where there are none yet.
    pub after: Option<String>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it was sent.
    pub at: Moment,
    /// Who wrote it.
    pub sender_kind: SenderKind,
    /// The member who wrote it, where he is known here.
    pub member_id: Option<MemberId>,
    /// The name; the id on the platform of somebody who is not known here.
    pub sender: String,
    /// The member whom the customer wrote with: he changes where somebody carries on. `None` among members and in groups.
    #[serde(default)]
    pub holder: Option<Party>,
    /// What the platform calls the kind, such as `text`, `image`, `voice`, `file`, `link`, `revoke`.
    pub kind: String,
    /// The words in it, one line for each text; empty where there are none.
    pub text: String,
    /// Where a link leads.
    pub link: Option<String>,
    /// When it was taken back.
    pub recalled_at: Option<Moment>,
    /// The files that belong to it.
    pub media: Vec<Media>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Which of the message's files, from 0.
    pub position: i64,
    /// Its name; empty for images, voices and videos.
    pub name: String,
    /// Bytes, where known.
    pub size: Option<i64>,
    /// Where it is.
    pub state: MediaState,
}

/// A time for which a member looked after a customer, or held the seat that came with him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// The member.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// From when he looked after the customer.
    pub since: Moment,
    /// Whether he still does.
    pub holds: bool,
    /// Messages that passed between the two.
    pub messages: i64,
    /// The seat by which they were archived; `None` without one.
    pub seat: Option<SeatId>,
    /// From when he held the seat.
    pub seat_since: Option<Moment>,
    /// Until when; `None` while he does.
    pub seat_until: Option<Moment>,
    /// Whose seat it was before.
    pub inherited_from: Option<Party>,
    /// What he may read of the time before.
    pub range: Option<SeatRange>,
}

/// How far an archive was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveSource {
    /// The connection.
    pub connection_id: ConnectionId,
    /// Its name.
    pub connection: String,
    /// The last number of the platform's that is here; 0 before the first reading.
    pub seq: i64,
    /// When it was last read.
    pub pulled_at: Option<Moment>,
    /// When nothing more was there.
    pub caught_up_at: Option<Moment>,
    /// Rows that wait for their key.
    pub unread: i64,
    /// Files that were not fetched yet.
    pub pending_media: i64,
    /// Messages may be missing here.
    pub gaps: Vec<ArchiveGap>,
    /// Whether the platform's own library is set where one is needed.
    pub library: bool,
    /// Whether the archive's own secret is set where one is needed.
    #[serde(default)]
    pub secret: bool,
    /// Versions of the private keys that are here, the oldest first; none where the platform encrypts nothing.
    #[serde(default)]
    pub key_versions: Vec<u32>,
    /// How many pairs of member and customer, and people in groups, gave which answer.
    #[serde(default)]
    pub consents: Vec<(Consent, i64)>,
}

impl ArchiveSource {
    /// Whether it can be read.
    pub const fn is_ready(&self) -> bool {
        self.library && self.secret
    }
}

/// A place where messages may be missing: nobody read for longer than the platform keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveGap {
    /// The last number before.
    pub after_seq: i64,
    /// The first number after; `None` where nothing was there.
    pub first_seq: Option<i64>,
    /// When it was found.
    pub found_at: Moment,
}
