//! The routes and, made from the same handlers, the document that describes them.

use super::{
    ROOT, agent_steps, agents, audit, backups, change_rows, change_sets, connections, conversations, customer_edits,
    customers, departments, docs, erasures, exports, handovers, idempotency, import_files, imports, invitations, joins,
    key, keys, mappings, member_steps, members, organisation, presence, problem, runs, sample, seats, skill_groups,
    tags, webhook_deliveries, webhooks,
};
use crate::edge::Edge;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{Route, get};
use model::{Code, Problem};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::{Arc, LazyLock};
use tower::{Layer, Service};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Muster",
        license(name = "MIT"),
        description = "The REST interface for scripts. JSON, UTF-8; ids are opaque text; moments are RFC 3339 in UTC."
    ),
    components(schemas(problem::Document))
)]
struct Head;

/// Every resource.
pub fn resources() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new()
        .routes(routes!(organisation::get, organisation::change))
        .routes(routes!(organisation::reset_door_number))
        .routes(routes!(departments::list, departments::add))
        .routes(routes!(departments::get, departments::change, departments::delete))
        .routes(routes!(members::list, members::invite))
        .routes(routes!(member_steps::bulk))
        .routes(routes!(members::get, members::change))
        .routes(routes!(member_steps::suspend))
        .routes(routes!(member_steps::resume))
        .routes(routes!(member_steps::terminate))
        .routes(routes!(member_steps::restore))
        .routes(routes!(invitations::list, invitations::make))
        .routes(routes!(invitations::get, invitations::withdraw))
        .routes(routes!(invitations::qr_svg))
        .routes(routes!(invitations::qr_png))
        .routes(routes!(invitations::pause))
        .routes(routes!(invitations::resume))
        .routes(routes!(invitations::resend))
        .routes(routes!(joins::list))
        .routes(routes!(joins::bulk))
        .routes(routes!(joins::approve))
        .routes(routes!(joins::refuse))
        .routes(routes!(joins::block))
        .routes(routes!(joins::reexamine))
        .routes(routes!(customers::list, customer_edits::add))
        .routes(routes!(customer_edits::tag))
        .routes(routes!(customer_edits::merge))
        .routes(routes!(customers::bin))
        .routes(routes!(erasures::list))
        .routes(routes!(erasures::get))
        .routes(routes!(customers::delete_many))
        .routes(routes!(customers::restore))
        .routes(routes!(customers::get, customer_edits::change, customers::delete))
        .routes(routes!(tags::list, tags::make))
        .routes(routes!(tags::get, tags::change, tags::delete))
        .routes(routes!(imports::list))
        .routes(routes!(import_files::template))
        .routes(routes!(import_files::customer_template))
        .routes(routes!(import_files::mapping_template))
        .routes(routes!(import_files::agent_template))
        .routes(routes!(imports::get, imports::change))
        .routes(routes!(import_files::rejected))
        .routes(routes!(imports::apply))
        .routes(routes!(imports::cancel))
        .routes(routes!(imports::undo))
        .routes(routes!(exports::begin))
        .routes(routes!(exports::get))
        .routes(routes!(exports::file))
        .routes(routes!(connections::list, connections::make))
        .routes(routes!(connections::get, connections::change, connections::remove))
        .routes(routes!(connections::test))
        .routes(routes!(connections::sync))
        .routes(routes!(change_sets::list))
        .routes(routes!(change_sets::get))
        .routes(routes!(change_rows::list, change_rows::decide))
        .routes(routes!(change_sets::apply))
        .routes(routes!(change_sets::undo))
        .routes(routes!(change_sets::retry))
        .routes(routes!(change_sets::discard))
        .routes(routes!(handovers::list, handovers::draft))
        .routes(routes!(handovers::unassigned))
        .routes(routes!(handovers::get, handovers::change))
        .routes(routes!(handovers::items))
        .routes(routes!(handovers::apply))
        .routes(routes!(handovers::retry))
        .routes(routes!(handovers::undo))
        .routes(routes!(seats::list))
        .routes(routes!(seats::get))
        .routes(routes!(seats::inherit))
        .routes(routes!(mappings::list, mappings::map))
        .routes(routes!(mappings::unmap))
        .routes(routes!(mappings::ignore))
        .routes(routes!(presence::list))
        .routes(routes!(agents::list, agents::add))
        .routes(routes!(agents::get, agents::change, agents::delete))
        .routes(routes!(agent_steps::reset))
        .routes(routes!(agent_steps::force))
        .routes(routes!(agent_steps::resume))
        .routes(routes!(agent_steps::replace))
        .routes(routes!(agent_steps::restore))
        .routes(routes!(skill_groups::list, skill_groups::make))
        .routes(routes!(skill_groups::get, skill_groups::change, skill_groups::delete))
        .routes(routes!(conversations::list))
        .routes(routes!(conversations::get))
        .routes(routes!(conversations::messages))
        .routes(routes!(keys::list, keys::make))
        .routes(routes!(keys::get, keys::change, keys::revoke))
        .routes(routes!(keys::rotate))
        .routes(routes!(webhooks::list, webhooks::make))
        .routes(routes!(webhooks::get, webhooks::change, webhooks::remove))
        .routes(routes!(webhooks::rotate))
        .routes(routes!(webhooks::test))
        .routes(routes!(webhook_deliveries::list))
        .routes(routes!(webhook_deliveries::redeliver))
        .routes(routes!(webhook_deliveries::redeliver_failed))
        .routes(routes!(backups::list, backups::begin))
        .routes(routes!(backups::get, backups::delete))
        .routes(routes!(backups::file))
        .routes(routes!(runs::list))
        .routes(routes!(runs::get))
        .routes(routes!(audit::chain))
        .routes(routes!(audit::list))
}

/// What takes files in: they are read piece by piece, so neither the bound of bodies nor the memory of answers is for them.
fn uploads() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new().routes(routes!(imports::upload))
}

/// The interface with everything around it; `body` bounds what is read of a request.
pub fn routes<L>(edge: &Arc<Edge>, body: L) -> Router<Arc<Edge>>
where
    L: Layer<Route> + Clone + Send + Sync + 'static,
    L::Service: Service<Request> + Clone + Send + Sync + 'static,
    <L::Service as Service<Request>>::Response: IntoResponse + 'static,
    <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
    <L::Service as Service<Request>>::Future: Send + 'static,
{
    let (resources, _) = OpenApiRouter::new().nest(ROOT, resources()).split_for_parts();
    let (uploads, _) = OpenApiRouter::new().nest(ROOT, uploads()).split_for_parts();
    resources
        .method_not_allowed_fallback(not_allowed)
        // A key first: nobody makes us read a megabyte without one.
        .layer(from_fn_with_state(edge.clone(), idempotency::once))
        .layer(body)
        .merge(uploads.layer(DefaultBodyLimit::disable()))
        .layer(from_fn_with_state(edge.clone(), key::identify))
        .route("/api/v1/openapi.json", get(document))
        .route("/docs", get(docs::show))
}

async fn not_allowed() -> Response {
    problem::response(&Problem::new(Code::MethodNotAllowed))
}

async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.to_string()).into_response()
}

/// The document.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut head = Head::openapi();
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("msk_…");
    let scheme = scheme.description(Some("An API key. The words are the scopes of which the key needs one, or `all`."));
    let components = head.components.get_or_insert_default();
    components.add_security_scheme("key", SecurityScheme::Http(scheme.build()));
    let (_, document) =
        OpenApiRouter::<Arc<Edge>>::with_openapi(head).nest(ROOT, resources().merge(uploads())).split_for_parts();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    let components = document["components"].clone();
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, operations) in paths {
            for (method, operation) in operations.as_object_mut().into_iter().flatten() {
                complete(method, operation);
                let source = sample::curl(&components, (method, path), operation);
                operation[SAMPLES] = json!([{ "lang": "Shell", "label": "curl", "source": source }]);
            }
        }
    }
    document
});

/// Where tools that draw such documents look for examples.
pub const SAMPLES: &str = "x-codeSamples";

/// Adds what holds for every operation of a method, so that no handler has to repeat it.
fn complete(method: &str, operation: &mut Value) {
    let header = |name: &str, required: bool, text: &str| json!({ "name": name, "in": "header", "required": required, "description": text, "schema": { "type": "string" } });
    let mut headers = Vec::new();
    match method {
        "post" => headers.push(header(
            "Idempotency-Key",
            false,
            "Up to 255 characters of your own: the same request sent again within a day is carried out once.",
        )),
        "patch" | "delete" => headers.push(header("If-Match", true, "The `ETag` of the last answer.")),
        _ => {}
    }
    if let Some(operation) = operation.as_object_mut() {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.extend(headers);
        }
    }
    operation["responses"]["default"] = json!({
        "description": "Refused",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
}
