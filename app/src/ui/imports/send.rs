//! Sending a file and telling how far it is: `fetch` does not say that, `XMLHttpRequest` does.

use super::said;
use crate::ui::{dom, session};
use js_sys::{Array, Function, JSON, Promise, Reflect};
use leptos::prelude::*;
use model::import::ImportKind;
use model::{Code, ImportId, Problem, limits};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FormData};

/// A file on its way to the server.
#[derive(Clone, Copy)]
pub struct Sending {
    /// What is sent; empty for what was pasted, absent while nothing is on its way.
    pub name: RwSignal<Option<String>>,
    /// Thousandths of it that were sent.
    pub sent: RwSignal<i64>,
    /// Why the last one was not taken.
    pub problem: RwSignal<Option<Problem>>,
    kind: ImportKind,
    request: StoredValue<Option<JsValue>, LocalStorage>,
    then: Callback<ImportId>,
}

impl Sending {
    /// Nothing is on its way. `then` gets the import that a sent file became.
    pub fn new(kind: ImportKind, then: impl Fn(ImportId) + Send + Sync + 'static) -> Self {
        let sending = Self {
            name: RwSignal::new(None),
            sent: RwSignal::new(0),
            problem: RwSignal::new(None),
            kind,
            request: StoredValue::new_local(None),
            then: Callback::new(then),
        };
        on_cleanup(move || sending.stop());
        sending
    }

    /// Why the last one was not taken, in words.
    pub fn said(self) -> Option<String> {
        self.problem.with(|problem| problem.as_ref().map(said))
    }

    /// Sends the first file of a `FileList`.
    pub fn files(self, owner: &JsValue) {
        let list = Reflect::get(owner, &"files".into()).unwrap_or_default();
        let Some(file) = Reflect::get_u32(&list, 0).ok().and_then(|file| file.dyn_into::<Blob>().ok()) else { return };
        if file.size() > limits::IMPORT_BYTES as f64 {
            let problem = Problem::new(Code::File).with("error", "too_large").with("limit", limits::IMPORT_BYTES);
            self.problem.set(Some(problem));
            return;
        }
        let name = Reflect::get(&file, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
        let Ok(form) = FormData::new() else { return };
        if form.append_with_blob_and_filename("file", &file, &name).is_ok() {
            self.send(name, form);
        }
    }

    /// Sends pasted cells.
    pub fn pasted(self, text: &str) {
        let Ok(form) = FormData::new() else { return };
        if form.append_with_str("pasted", text).is_ok() {
            self.send(String::new(), form);
        }
    }

    /// Stops it; the server forgets what it has of it.
    pub fn stop(self) {
        if let Some(request) = self.request.try_get_value().flatten() {
            dom::call(&request, "abort", &JsValue::UNDEFINED);
        }
    }

    fn send(self, name: String, form: FormData) {
        if self.name.with_untracked(Option::is_some) {
            return;
        }
        let Some(request) = new_request(self.kind) else { return };
        self.problem.set(None);
        self.sent.set(0);
        self.name.set(Some(name));
        self.request.set_value(Some(request.clone()));
        leptos::task::spawn_local(async move {
            let answer = answer(&request, &form, self.sent).await;
            self.request.try_set_value(None);
            self.name.try_set(None);
            match answer {
                Ok(Some(id)) => self.then.run(id),
                // Stopped by the person.
                Ok(None) => {}
                Err(problem) if problem.code == Code::SignedOut => session::sign_in(),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }
}

fn new_request(kind: ImportKind) -> Option<JsValue> {
    let class: Function = Reflect::get(&js_sys::global(), &"XMLHttpRequest".into()).ok()?.dyn_into().ok()?;
    let request = Reflect::construct(&class, &Array::new()).ok()?;
    let open: Function = Reflect::get(&request, &"open".into()).ok()?.dyn_into().ok()?;
    open.call2(&request, &"POST".into(), &format!("/import/{kind}").into()).ok()?;
    Some(request)
}

/// Sends and waits; `None` if it was stopped.
async fn answer(request: &JsValue, form: &FormData, sent: RwSignal<i64>) -> Result<Option<ImportId>, Problem> {
    if let Ok(upload) = Reflect::get(request, &"upload".into()) {
        let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
            if event.length_computable() {
                sent.try_set((event.loaded() / event.total().max(1.0) * 1_000.0) as i64);
            }
        });
        let _ = Reflect::set(&upload, &"onprogress".into(), &progress.into_js_value());
    }
    let done = Promise::new(&mut |resolve, _| {
        for event in ["onload", "onerror", "onabort"] {
            let resolve = resolve.clone();
            let end = Closure::once_into_js(move || {
                let _ = resolve.call1(&JsValue::UNDEFINED, &event.into());
            });
            let _ = Reflect::set(request, &event.into(), &end);
        }
    });
    dom::call(request, "send", form);
    let how = js_sys::futures::JsFuture::from(done).await.ok().and_then(|event| event.as_string());
    match how.as_deref() {
        Some("onload") => {}
        Some("onabort") => return Ok(None),
        _ => return Err(Problem::new(Code::Unreachable)),
    }
    let read = |name: &str| Reflect::get(request, &name.into()).unwrap_or_default();
    let text = read("responseText").as_string().unwrap_or_default();
    if read("status").as_f64() == Some(200.0) {
        let id = JSON::parse(&text).ok().and_then(|answer| Reflect::get(&answer, &"id".into()).ok()?.as_string());
        return id.map(|id| Some(ImportId(id))).ok_or_else(|| Problem::new(Code::Internal));
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| Problem::new(Code::Internal)))
}
