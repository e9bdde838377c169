//! `/conversations`

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::conversations;
use model::conversation::{
    Conversation as Known, ConversationKind, ConversationQuery, MediaState, Message as KnownMessage, MessageQuery,
    OpenConversation, SenderKind,
};
use model::problem::Fault;
use model::{Code, ConversationId, CustomerId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One conversation of the message archive, without a word of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conversation {
    id: String,
    /// customer, group or members.
    #[schema(value_type = String, example = "customer")]
    kind: ConversationKind,
    /// The customer, where he is known here.
    #[schema(required)]
    customer_id: Option<String>,
    /// The customer's name, or the group's id on the platform.
    name: String,
    /// The members who take part, where they are known here.
    member_ids: Vec<String>,
    /// How many messages.
    messages: i64,
    first_at: At,
    last_at: At,
    /// Messages that `q` found.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<i64>,
}

impl From<Known> for Conversation {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            kind: known.kind,
            customer_id: known.customer_id.map(|id| id.0),
            name: known.name,
            member_ids: known.members.into_iter().filter_map(|one| one.member_id).map(|id| id.0).collect(),
            messages: known.messages,
            first_at: At(known.first_at),
            last_at: At(known.last_at),
            found: known.found,
        }
    }
}

/// One message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    id: String,
    at: At,
    /// member, customer or bot.
    #[schema(value_type = String, example = "member")]
    sender_kind: SenderKind,
    /// The member who wrote it, where he is known here.
    #[schema(required)]
    member_id: Option<String>,
    /// The name, or the id on the platform.
    sender: String,
    /// As the platform calls it: text, image, voice, file, link, revoke and others.
    #[schema(example = "text")]
    kind: String,
    text: String,
    #[schema(required)]
    link: Option<String>,
    /// When it was taken back.
    #[schema(required)]
    recalled_at: Option<At>,
    media: Vec<Media>,
}

/// A file of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Media {
    name: String,
    #[schema(required)]
    size: Option<i64>,
    /// pending, held or gone.
    #[schema(value_type = String, example = "held")]
    state: MediaState,
}

impl From<KnownMessage> for Message {
    fn from(known: KnownMessage) -> Self {
        let media = known.media.into_iter().map(|one| Media { name: one.name, size: one.size, state: one.state });
        Self {
            id: known.id,
            at: At(known.at),
            sender_kind: known.sender_kind,
            member_id: known.member_id.map(|id| id.0),
            sender: known.sender,
            kind: known.kind,
            text: known.text,
            link: known.link,
            recalled_at: known.recalled_at.map(At),
            media: media.collect(),
        }
    }
}

/// Which conversations are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConversationFilter {
    /// Words that occur in a message.
    q: Option<String>,
    /// In which this member takes part.
    member_id: Option<String>,
    /// With this customer.
    customer_id: Option<String>,
    /// With a message not before this moment.
    from: Option<String>,
    /// With a message before this moment.
    until: Option<String>,
}

fn moment(field: &str, text: Option<&str>) -> Result<Option<model::Moment>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    At::parse(text).map(|at| Some(at.0)).ok_or_else(|| Problem::field(field, Fault::Malformed))
}

/// List conversations
///
/// The one with the newest message first. Of a word that occurs very often, the newest 5 000 messages count.
#[utoipa::path(
    get, path = "/conversations", tag = "Conversations", operation_id = "listConversations", params(Paging, ConversationFilter),
    security(("key" = ["archive.read"])), responses((status = 200, body = Listed<Conversation>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<ConversationFilter>,
) -> Told<Json<Listed<Conversation>>> {
    let query = ConversationQuery {
        search: filter.q.unwrap_or_default(),
        member: filter.member_id.map(MemberId),
        customer: filter.customer_id.map(CustomerId),
        from: moment("from", filter.from.as_deref())?,
        until: moment("until", filter.until.as_deref())?,
        page: paging.request()?,
    };
    let page = conversations::list(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(page, Conversation::from)))
}

/// Read a conversation, without its messages
#[utoipa::path(
    get, path = "/conversations/{id}", tag = "Conversations", operation_id = "getConversation", params(("id" = String, Path)),
    security(("key" = ["archive.read"])), responses((status = 200, body = Conversation)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Json<Conversation>> {
    Ok(Json(conversations::get(&edge.services, &caller.viewer, &ConversationId(id)).await?.into()))
}

/// Why, and which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Reading {
    /// Why the conversation is read. It is kept, the activity tells it, and it counts for an hour; until then it may be left out.
    reason: Option<String>,
    /// Only those in which these words occur.
    q: Option<String>,
    /// Messages wanted; 500 are the most that come.
    #[param(minimum = 1, default = 100)]
    limit: Option<i32>,
    /// Where to go on, towards the past: `next_cursor` of the part before.
    cursor: Option<String>,
}

/// Read messages
///
/// The newest first. The first reading within an hour needs a `reason`.
#[utoipa::path(
    get, path = "/conversations/{id}/messages", tag = "Conversations", operation_id = "listMessages",
    params(("id" = String, Path), Reading),
    security(("key" = ["archive.read"])), responses((status = 200, body = Listed<Message>)),
)]
pub async fn messages(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Asked(reading): Asked<Reading>,
) -> Told<Json<Listed<Message>>> {
    let paging: Paging = Paging::of(reading.limit, reading.cursor);
    let page = paging.request()?;
    let query = MessageQuery {
        conversation: ConversationId(id.clone()),
        before: page.cursor,
        after: None,
        from: None,
        search: reading.q.unwrap_or_default(),
        limit: page.limit,
    };
    let read = conversations::messages(&edge.services, &caller.viewer, &query).await;
    let part = match read {
        // Nobody said why within the last hour: now somebody does.
        Err(error) if error.code() == Some(Code::NotOpened) => {
            let open = OpenConversation { id: ConversationId(id), reason: reading.reason.unwrap_or_default() };
            conversations::open(&edge.services, &caller.viewer, &open).await?;
            conversations::messages(&edge.services, &caller.viewer, &query).await?
        }
        other => other?,
    };
    let items = part.items.into_iter().rev().map(Message::from).collect();
    Ok(Json(Listed { items, next_cursor: part.before, total: None }))
}
