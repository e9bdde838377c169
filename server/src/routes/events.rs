//! `/events`: tells an open console that something changed. The event `hint` carries topics like `members`, never data: the
//! console asks again, and rights stay in the queries. Where hints were lost, it carries every topic.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::session::Visitor;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::{Hint, Viewer, sessions};
use futures::{Stream, stream};
use model::topics::TOPICS;
use model::{Code, Problem, SessionId};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Streams of one session: as many as somebody may have tabs open.
const MOST: usize = 12;
/// How soon an ended session ends its streams where nothing tells of it.
const RECHECK: Duration = Duration::from_secs(30);
/// Proxies cut what stays silent for longer.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How many streams each session has open.
#[derive(Debug, Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<SessionId, usize>>>);

/// A session's place, given back when dropped.
struct Place(Streams, SessionId);

impl Streams {
    fn enter(&self, session: &SessionId) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(session.clone()).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Place(self.clone(), session.clone()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.1);
            }
        }
    }
}

/// Opens a stream.
pub async fn listen(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    let asked = Asked::of(&request);
    let (Some(viewer), Some(token)) = (visitor.viewer().cloned(), visitor.token.clone()) else {
        return asked.refuse(&Code::SignedOut.into());
    };
    let Some(place) = edge.streams.enter(&viewer.session) else {
        return asked.refuse(&Problem::new(Code::TooMany).with("seconds", RECHECK.as_secs()));
    };
    let mut recheck = interval(RECHECK);
    recheck.set_missed_tick_behavior(MissedTickBehavior::Delay);
    recheck.reset();
    let hints = edge.services.hints.subscribe();
    let listener = Listener { edge, viewer, token, hints, recheck, _place: place };
    Sse::new(events(listener)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

struct Listener {
    edge: Arc<Edge>,
    viewer: Viewer,
    token: String,
    hints: Receiver<Hint>,
    recheck: Interval,
    _place: Place,
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, |mut listener| async move {
        let topic = listener.next().await?;
        Some((Ok(Event::default().event("hint").data(topic)), listener))
    })
}

impl Listener {
    /// The next topic of the viewer's organisation; `None` at the end of the session or of the server.
    async fn next(&mut self) -> Option<String> {
        loop {
            tokio::select! {
                () = self.edge.stopping.cancelled() => return None,
                _ = self.recheck.tick() => if !self.is_alive().await { return None },
                hint = self.hints.recv() => match hint {
                    Ok(hint) if hint.organisation == self.viewer.organisation && hint.topic == sessions::TOPIC => {
                        if !self.is_alive().await { return None }
                    }
                    Ok(hint) if hint.organisation == self.viewer.organisation => return Some(hint.topic.to_owned()),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Some(TOPICS.join(",")),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// Whether the same person is still in the same organisation. A database that does not answer ends nothing.
    async fn is_alive(&self) -> bool {
        match sessions::identify(&self.edge.services, &self.token, &self.viewer.from).await {
            Ok(identity) => identity
                .and_then(|identity| identity.viewer)
                .is_some_and(|viewer| viewer.organisation == self.viewer.organisation),
            Err(error) => {
                tracing::debug!(code = %error.into_problem().code, "a stream's session could not be checked");
                true
            }
        }
    }
}
