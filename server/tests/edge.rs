//! What holds for every request, whatever it asks for.

mod events;
mod guard;
mod joining;
mod limits;
mod pages;
mod sessions;
mod tries;
mod walk;
