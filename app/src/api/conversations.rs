//! Archived conversations.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::conversation::{
    ArchiveSource, Conversation, ConversationQuery, Custody, MessageQuery, Messages, OpenConversation, Opening,
    OpeningQuery,
};
use model::page::Page;
use model::{ConversationId, CustomerId};

/// One page of conversations, the one with the newest message first.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::list`.
#[server(name = ListConversations, prefix = "/fn", endpoint = "conversations/list", input = Json, output = Json)]
pub async fn list(query: ConversationQuery) -> Answer<Page<Conversation>> {
    let caller = super::caller()?;
    Ok(domain::conversations::list(&caller.services, &caller.viewer, &query).await?)
}

/// One conversation, without a word of it.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::get`.
#[server(name = GetConversation, prefix = "/fn", endpoint = "conversations/get", input = Json, output = Json)]
pub async fn get(id: ConversationId) -> Answer<Conversation> {
    let caller = super::caller()?;
    Ok(domain::conversations::get(&caller.services, &caller.viewer, &id).await?)
}

/// Says why a conversation is read; it counts for an hour.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::open`.
#[server(name = OpenConversationFn, prefix = "/fn", endpoint = "conversations/open", input = Json, output = Json)]
pub async fn open(open: OpenConversation) -> Answer<Opening> {
    let caller = super::caller()?;
    Ok(domain::conversations::open(&caller.services, &caller.viewer, &open).await?)
}

/// A part of a conversation that was opened.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::messages`.
#[server(name = ConversationMessages, prefix = "/fn", endpoint = "conversations/messages", input = Json, output = Json)]
pub async fn messages(query: MessageQuery) -> Answer<Messages> {
    let caller = super::caller()?;
    Ok(domain::conversations::messages(&caller.services, &caller.viewer, &query).await?)
}

/// One page of openings, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::openings`.
#[server(name = ConversationOpenings, prefix = "/fn", endpoint = "conversations/openings", input = Json, output = Json)]
pub async fn openings(query: OpeningQuery) -> Answer<Page<Opening>> {
    let caller = super::caller()?;
    Ok(domain::conversations::openings(&caller.services, &caller.viewer, &query).await?)
}

/// Through whose hands a customer went.
///
/// # Errors
/// What the use case refuses; see `domain::conversations::custody`.
#[server(name = CustomerCustody, prefix = "/fn", endpoint = "conversations/custody", input = Json, output = Json)]
pub async fn custody(customer: CustomerId) -> Answer<Vec<Custody>> {
    let caller = super::caller()?;
    Ok(domain::conversations::custody(&caller.services, &caller.viewer, &customer).await?)
}

/// How far each archive was read.
///
/// # Errors
/// What the use case refuses; see `domain::archive::sources`.
#[server(name = ArchiveSources, prefix = "/fn", endpoint = "conversations/sources", input = Json, output = Json)]
pub async fn sources() -> Answer<Vec<ArchiveSource>> {
    let caller = super::caller()?;
    Ok(domain::archive::sources(&caller.services, &caller.viewer).await?)
}
