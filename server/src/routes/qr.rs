//! QR codes of invitations and of the door number, as SVG and PNG.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::session::Visitor;
use axum::Extension;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::invitations::{self, Format};
use model::{Code, InvitationId};
use std::sync::Arc;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// `/invitations/{id}/qr.svg`
pub async fn invitation_svg(place: Place, who: Who, request: Request) -> Response {
    invitation(place, who, request, Format::Svg).await
}

/// `/invitations/{id}/qr.png`
pub async fn invitation_png(place: Place, who: Who, request: Request) -> Response {
    invitation(place, who, request, Format::Png).await
}

/// `/door/qr.svg`
pub async fn door_svg(place: Place, who: Who, request: Request) -> Response {
    door(place, who, request, Format::Svg).await
}

/// `/door/qr.png`
pub async fn door_png(place: Place, who: Who, request: Request) -> Response {
    door(place, who, request, Format::Png).await
}

async fn invitation(State(edge): Place, Extension(visitor): Who, request: Request, format: Format) -> Response {
    let asked = Asked::of(&request);
    let Some(viewer) = visitor.viewer() else { return asked.refuse(&Code::SignedOut.into()) };
    let (mut parts, _) = request.into_parts();
    let Ok(Path(id)) = Path::<String>::from_request_parts(&mut parts, &edge).await else {
        return asked.refuse(&Code::NotFound.into());
    };
    let names = names(&format, ["invitation.svg", "invitation.png"]);
    match invitations::qr(&edge.services, viewer, &InvitationId::from(id), format).await {
        Ok(image) => picture(image, names),
        Err(error) => asked.refuse(&error.into_problem()),
    }
}

async fn door(State(edge): Place, Extension(visitor): Who, request: Request, format: Format) -> Response {
    let asked = Asked::of(&request);
    let Some(viewer) = visitor.viewer() else { return asked.refuse(&Code::SignedOut.into()) };
    let names = names(&format, ["door-number.svg", "door-number.png"]);
    match invitations::door_qr(&edge.services, viewer, format).await {
        Ok(image) => picture(image, names),
        Err(error) => asked.refuse(&error.into_problem()),
    }
}

/// Content type and file name.
const fn names(format: &Format, [svg, png]: [&'static str; 2]) -> (&'static str, &'static str) {
    match format {
        Format::Svg => ("image/svg+xml", svg),
        Format::Png => ("image/png", png),
    }
}

/// `inline`, so that the same address works in an `<img>`; a link with `download` saves it under this name.
fn picture(image: Vec<u8>, (kind, name): (&'static str, &'static str)) -> Response {
    let mut response = image.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::try_from(format!("inline; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
