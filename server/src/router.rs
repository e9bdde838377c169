//! The whole HTTP surface.

use crate::edge::Edge;
use crate::http::{admit, body, observe};
use crate::routes::{
    archive, backups, callbacks, door, events, export, functions, health, import, join, new_password, papers, qr,
    setup, shell, sign_in, sign_out, waiting,
};
use crate::{guard, headers, rest, scim, session, site};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use model::import::ImportKind;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Paths that the console draws by itself; each gets the same shell.
const CONSOLE: &[&str] = &[
    "members",
    "chart",
    "joining",
    "customers",
    "conversations",
    "presence",
    "agents",
    "handovers",
    "sync",
    "activity",
    "settings",
    "profile",
];

/// Where a backup comes in that is to be restored.
const RESTORE: &str = "/backups/upload";

/// Whether a request brings a file, which takes as long as its line is slow.
pub(crate) fn is_upload(request: &Request) -> bool {
    let path = request.uri().path();
    let by_console = path == RESTORE || path.strip_prefix("/import/").and_then(ImportKind::from_word).is_some();
    request.method() == Method::POST && (by_console || path == rest::imports::PATH)
}

/// All routes with everything around them. The first layer named is the innermost.
pub fn build(edge: Arc<Edge>) -> Router {
    let pages = Router::new()
        .route("/setup/{token}", get(setup::show).post(setup::create))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_out::leave))
        .route("/new-password", get(new_password::show).post(new_password::choose))
        .route("/join", get(door::show))
        .route("/join/{ticket}", get(join::show).post(join::ask))
        .route("/waiting", get(waiting::show))
        .route("/waiting/withdraw", post(waiting::withdraw))
        .route("/", get(shell::show));
    let pages = CONSOLE.iter().fold(pages, |pages, name| {
        pages.route(&format!("/{name}"), get(shell::show)).route(&format!("/{name}/{{*rest}}"), get(shell::show))
    });
    // Not one of them: files come and go below it.
    let pages = pages.route("/import", get(shell::show)).route("/import/{id}", get(shell::show));
    let data = Router::new()
        .route("/events", get(events::listen))
        .route("/invitations/{id}/qr.svg", get(qr::invitation_svg))
        .route("/invitations/{id}/qr.png", get(qr::invitation_png))
        .route("/door/qr.svg", get(qr::door_svg))
        .route("/door/qr.png", get(qr::door_png))
        .route("/export/members", post(export::members))
        .route("/export/customers", post(export::customers))
        .route("/export/mappings", post(export::mappings))
        .route("/export/activity", post(export::activity))
        .route("/archive/{conversation}/{message}/{position}", get(archive::media))
        .route("/certificates/{id}", get(papers::certificate))
        .route("/dossiers/{id}", get(papers::dossier))
        .route("/dossiers/{id}/file.json", get(papers::dossier_file))
        .route("/backups/{id}/file", post(backups::file))
        .route("/import/{id}/rejected", get(import::rejected))
        .route("/import/template/{kind}", get(import::template));
    // A file is no body to be held in memory: its route reads as it comes, and has limits of its own.
    let upload = |kind: ImportKind| post(move |place, who, request| import::upload(place, who, kind, request));
    let files = ImportKind::ALL
        .iter()
        .fold(Router::new(), |files, kind| files.route(&format!("/import/{kind}"), upload(*kind)))
        .route(RESTORE, post(backups::upload));
    let files = files.layer(DefaultBodyLimit::disable());
    let functions = Router::new().route("/fn/{*path}", post(functions::call));
    let callbacks = Router::new()
        .route("/callbacks/{kind}/{connection}", get(callbacks::check).post(callbacks::take))
        .route("/callbacks/ringcentral/{connection}/{path}", post(callbacks::telephony));

    let who = || from_fn_with_state(edge.clone(), session::identify);
    let small = || from_fn_with_state(edge.limits.page_body, body::read_whole);
    let large = || from_fn_with_state(edge.limits.function_body, body::read_whole);
    Router::new()
        .merge(pages.merge(data).layer(who()).layer(small()))
        .merge(files.layer(who()))
        .merge(functions.layer(who()).layer(large()))
        .merge(callbacks.layer(small()))
        .merge(rest::openapi::routes(&edge, large()))
        .merge(scim::routes(&edge, large()))
        .merge(site::routes())
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(health::nothing_here)
        .layer(from_fn_with_state(edge.clone(), guard::own_site))
        .layer(from_fn_with_state(edge.clone(), admit::within_limits))
        .route("/healthz", get(health::alive))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(edge.clone(), headers::add))
        .layer(from_fn_with_state(edge.clone(), observe::requests))
        .with_state(edge)
}
