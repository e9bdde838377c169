//! Sending a file that is to be restored.

use super::{said, words};
use crate::ui::kit::{Banner, BannerKind, Button, TextField, TextKind};
use crate::ui::live::touch;
use crate::ui::session;
use gloo_net::http::Request;
use leptos::html;
use leptos::prelude::*;
use model::{Code, Problem};
use web_sys::{Blob, FormData};

/// The passphrase, the file, and the button.
#[component]
pub fn UploadPart() -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<Problem>));
    let input = NodeRef::<html::Input>::new();
    let send = move || {
        let Some(file) = input.get_untracked().and_then(|input| chosen(&input)) else { return };
        let typed = passphrase.get_untracked();
        busy.set(true);
        problem.set(None);
        leptos::task::spawn_local(async move {
            let answer = post(&typed, &file.0, &file.1).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    passphrase.try_set(String::new());
                    touch(&["backups"]);
                }
                Err(failed) if failed.code == Code::SignedOut => session::sign_in(),
                Err(failed) => {
                    problem.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <div class="stack tight">
            <p class="faint">{words().restore_upload_text}</p>
            <div aria-live="polite">
                {move || problem.with(|problem| problem.as_ref().map(said)).map(|said| view! {
                    <Banner kind=BannerKind::Error>{said}</Banner>
                })}
                {move || busy.get().then(|| view! { <p class="faint">{words().sending}</p> })}
            </div>
            <label class="field">
                <span>{words().choose_file}</span>
                <input node_ref=input type="file" name="file" disabled=busy/>
            </label>
            <TextField
                name="passphrase"
                label=words().restore_passphrase
                hint=words().restore_passphrase_hint
                value=passphrase
                kind=TextKind::Password
                max=512
            />
            <div class="line"><Button busy on_click=send>{words().look}</Button></div>
        </div>
    }
}

/// The chosen file and its name.
fn chosen(input: &web_sys::HtmlInputElement) -> Option<(Blob, String)> {
    use wasm_bindgen::JsCast as _;
    let list = js_sys::Reflect::get(input, &"files".into()).ok()?;
    let file = js_sys::Reflect::get_u32(&list, 0).ok()?;
    let name = js_sys::Reflect::get(&file, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    Some((file.dyn_into::<Blob>().ok()?, name))
}

async fn post(passphrase: &str, file: &Blob, name: &str) -> Result<(), Problem> {
    let lost = || Problem::new(Code::Unreachable);
    let form = FormData::new().map_err(|_| lost())?;
    form.append_with_str("passphrase", passphrase).map_err(|_| lost())?;
    form.append_with_blob_and_filename("file", file, name).map_err(|_| lost())?;
    let request = Request::post("/backups/upload").body(form).map_err(|_| lost())?;
    let answer = request.send().await.map_err(|_| lost())?;
    if answer.ok() { Ok(()) } else { Err(answer.json().await.unwrap_or_else(|_| Problem::new(Code::Internal))) }
}
