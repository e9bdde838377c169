//! From the server's skeleton to the frame with its first screen.

use super::kit::{Button, ButtonKind, Toasts};
use super::{dom, live, router, session, speech, theme};
use crate::api::organisation;
use leptos::prelude::*;
use model::{Code, Problem};

/// Takes the place of the skeleton that the server painted.
pub fn mount() {
    theme::follow();
    leptos::mount::mount_to_body(App);
}

#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Ready,
    Failed(Problem),
}

/// Asks who is signed in, then shows the frame; the skeleton stays until there is an answer.
#[component]
fn App() -> impl IntoView {
    let stage = RwSignal::new(Stage::Asking);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let next = match organisation::me().await {
                Ok(me) => {
                    speech::choose(me.language.as_deref());
                    session::enter(me);
                    live::open();
                    Stage::Ready
                }
                Err(failure) if failure.0.code == Code::SignedOut => return session::sign_in(),
                Err(failure) => {
                    speech::choose(None);
                    Stage::Failed(failure.0)
                }
            };
            dom::remove("skeleton");
            stage.set(next);
        });
    };
    ask();
    move || match stage.get() {
        Stage::Asking => ().into_any(),
        Stage::Ready => view! {
            <router::Console/>
            <Toasts/>
        }
        .into_any(),
        Stage::Failed(problem) => view! {
            <main class="fatal" role="alert">
                <h1>{speech::w().kit.failed_title}</h1>
                <p>{speech::say(&problem)}</p>
                <Button kind=ButtonKind::Primary on_click=ask>{speech::w().common.retry}</Button>
            </main>
        }
        .into_any(),
    }
}
