//! What holds for every request, whatever it asks for.

mod common;

#[path = "edge/events.rs"]
mod events;
#[path = "edge/guard.rs"]
mod guard;
#[path = "edge/joining.rs"]
mod joining;
#[path = "edge/limits.rs"]
mod limits;
#[path = "edge/pages.rs"]
mod pages;
#[path = "edge/sessions.rs"]
mod sessions;
#[path = "edge/walk.rs"]
mod walk;
