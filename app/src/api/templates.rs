//! The texts that messages are written from.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::language::Language;
use model::outbox::{Medium, Preview, Template, TemplateText};

/// All texts, as they are used now.
///
/// # Errors
/// What the use case refuses; see `domain::templates::list`.
#[server(name = ListTemplates, prefix = "/fn", endpoint = "templates/list", input = Json, output = Json)]
pub async fn list() -> Answer<Vec<TemplateText>> {
    let caller = super::caller()?;
    Ok(domain::templates::list(&caller.services, &caller.viewer).await?)
}

/// Writes a text of the organisation's own.
///
/// # Errors
/// What the use case refuses; see `domain::templates::save`.
#[server(name = SaveTemplate, prefix = "/fn", endpoint = "templates/save", input = Json, output = Json)]
pub async fn save(text: TemplateText) -> Answer<TemplateText> {
    let caller = super::caller()?;
    Ok(domain::templates::save(&caller.services, &caller.viewer, &text).await?)
}

/// Goes back to the product's own text.
///
/// # Errors
/// What the use case refuses; see `domain::templates::reset`.
#[server(name = ResetTemplate, prefix = "/fn", endpoint = "templates/reset", input = Json, output = Json)]
pub async fn reset(template: Template, medium: Medium, language: Language) -> Answer<TemplateText> {
    let caller = super::caller()?;
    Ok(domain::templates::reset(&caller.services, &caller.viewer, (template, medium, language)).await?)
}

/// A text as somebody would get it.
///
/// # Errors
/// What the use case refuses; see `domain::templates::preview`.
#[server(name = PreviewTemplate, prefix = "/fn", endpoint = "templates/preview", input = Json, output = Json)]
pub async fn preview(text: TemplateText) -> Answer<Preview> {
    let caller = super::caller()?;
    Ok(domain::templates::preview(&caller.services, &caller.viewer, &text).await?)
}
