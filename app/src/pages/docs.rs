//! The REST interface, told for people who write scripts. In English, like the interface's own words.

use super::Frame;
use crate::words::Language;
use leptos::prelude::*;

/// The whole page.
#[derive(Debug)]
pub struct Docs {
    /// The address of this server.
    pub origin: String,
    /// What there is.
    pub resources: Vec<Resource>,
    /// What can go wrong: the code, its status, its sentence.
    pub problems: Vec<Value>,
}

/// What belongs together.
#[derive(Debug)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// What one can do with it.
    pub operations: Vec<Operation>,
}

/// One thing to do.
#[derive(Debug)]
pub struct Operation {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// What it does, in a few words.
    pub title: String,
    /// What else there is to know.
    pub about: String,
    /// The scope that a key needs.
    pub scope: String,
    /// What stands in the address and the headers.
    pub parameters: Vec<Value>,
    /// The fields of the body.
    pub sent: Vec<Value>,
    /// The fields of the answer.
    pub answer: Vec<Value>,
    /// The status of the answer.
    pub status: String,
    /// How to try it.
    pub curl: String,
}

/// A parameter, a field, a problem.
#[derive(Debug)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// What it is.
    pub about: String,
}

impl Docs {
    /// The page as HTML.
    pub fn html(self) -> String {
        let frame = Frame { language: Language::En, theme: None, query: String::new() };
        let links = self.resources.iter().map(|resource| {
            view! { <a href=format!("#{}", resource.name)>{resource.name.clone()}</a> " " }
        });
        let links = links.collect_view();
        let example =
            format!("curl {}/api/v1/members?limit=10 \\\n  -H \"Authorization: Bearer $MUSTER_KEY\"", self.origin);
        let problems = self.problems.into_iter().map(|problem| {
            let id = format!("problem-{}", problem.name);
            view! {
                <dt id=id>{problem.kind} " " <code>{problem.name}</code></dt>
                <dd>{problem.about}</dd>
            }
        });
        let main = view! {
            <h1>"REST interface"</h1>
            <p class="lead">
                "JSON over HTTP, for scripts. Ids are opaque text; moments are RFC 3339 in UTC. The same as a document: "
                <a href="/api/v1/openapi.json">"OpenAPI 3.1"</a>"."
            </p>
            <section class="card">
                <h2>"A key"</h2>
                <p>"An administrator makes one, with the scopes that it needs and no more; it is shown once."</p>
                <pre><code>"muster key create --organisation NAME --name NAME --scope members.read"</code></pre>
                <p>"Send it with each request. Cookies mean nothing here."</p>
                <pre><code>{example}</code></pre>
            </section>
            <section class="card">
                <h2>"What holds everywhere"</h2>
                <dl>
                    <dt>"Lists"</dt>
                    <dd>"limit up to 500 (100 without), cursor from next_cursor until that is null, count=true for the total."</dd>
                    <dt>"Changes"</dt>
                    <dd>"PATCH and DELETE carry If-Match with the ETag of the last answer; 409 says that somebody was faster."</dd>
                    <dt>"Repeats"</dt>
                    <dd>"A POST with an Idempotency-Key is carried out once and answered alike for a day."</dd>
                    <dt>"Limits"</dt>
                    <dd>"Each key has a number of requests a minute; RateLimit tells what is left of it, 429 with Retry-After comes beyond. A body has at most 1 MB."</dd>
                    <dt>"Problems"</dt>
                    <dd>"application/problem+json (RFC 9457) with code and, for each field at fault, errors."</dd>
                </dl>
            </section>
            <nav class="links" aria-label="Resources">{links}<a href="#problems">"Problems"</a></nav>
            {self.resources.into_iter().map(resource).collect_view()}
            <h2 id="problems">"Problems"</h2>
            <dl>{problems.collect_view()}</dl>
        };
        frame.document("REST interface", main)
    }
}

fn resource(resource: Resource) -> impl IntoView {
    view! {
        <section>
            <h2 id=resource.name.clone()>{resource.name.clone()}</h2>
            {resource.operations.into_iter().map(operation).collect_view()}
        </section>
    }
}

fn operation(operation: Operation) -> impl IntoView {
    let about = (!operation.about.is_empty()).then(|| view! { <p>{operation.about}</p> });
    view! {
        <details class="operation">
            <summary>{operation.title} " " <code class="hint">{operation.method} " " {operation.path}</code></summary>
            {about}
            <p class="hint">"Scope: " <code>{operation.scope}</code></p>
            {values("Parameters", operation.parameters)}
            {values("Body", operation.sent)}
            {values(&format!("Answer {}", operation.status), operation.answer)}
            <pre><code>{operation.curl}</code></pre>
        </details>
    }
}

fn values(title: &str, values: Vec<Value>) -> Option<impl IntoView + use<>> {
    if values.is_empty() {
        return None;
    }
    let rows = values.into_iter().map(|value| {
        let about = if value.about.is_empty() { value.kind } else { format!("{}. {}", value.kind, value.about) };
        view! {
            <dt><code>{value.name}</code></dt>
            <dd>{about}</dd>
        }
    });
    Some(view! {
        <h3>{title.to_owned()}</h3>
        <dl>{rows.collect_view()}</dl>
    })
}
