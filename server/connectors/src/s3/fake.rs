//! A made-up store: one bucket in memory, objects by name, uploads in parts, and requests that must be signed (AWS signature
//! version 4, of which it checks every step; the shape of answers follows the Amazon S3 API reference).

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use subtle::ConstantTimeEq as _;
use tokio::net::TcpListener;

/// How the store is set up.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Its only bucket.
    pub bucket: String,
    /// The access key it knows.
    pub access_key: String,
    /// That key's secret.
    pub secret: String,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            bucket: "muster".to_owned(),
            access_key: "AKIDEXAMPLE".to_owned(),
            secret: "fake-secret".to_owned(),
        }
    }
}

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// As it should.
    #[default]
    Well,
    /// Denies every request.
    Refuses,
    /// Has lost its bucket.
    NoBucket,
    /// Answers 500.
    Fails,
    /// Takes its time: half a second a request.
    Slow,
}

#[derive(Debug, Default)]
struct Inside {
    objects: BTreeMap<String, Bytes>,
    uploads: BTreeMap<String, BTreeMap<u32, Bytes>>,
    mood: Mood,
    next: u64,
}

#[derive(Debug, Clone)]
struct Store {
    options: Arc<FakeOptions>,
    inside: Arc<Mutex<Inside>>,
}

impl Store {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A store that runs; it ends with this.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    store: Store,
    task: tokio::task::JoinHandle<()>,
}

impl Running {
    /// Its address, to be entered as the endpoint.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes how it behaves.
    pub fn set(&self, mood: Mood) {
        self.store.inside().mood = mood;
    }

    /// Every object, the bucket before its name.
    pub fn names(&self) -> Vec<String> {
        self.store.inside().objects.keys().cloned().collect()
    }

    /// Uploads that were begun and neither finished nor given up.
    pub fn unfinished(&self) -> usize {
        self.store.inside().uploads.len()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a store.
///
/// # Errors
/// The port is taken.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let store = Store { options: Arc::new(options), inside: Arc::default() };
    let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(store.clone());
    let task = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Ok(Running { address, store, task })
}

/// Serves until the process ends.
///
/// # Errors
/// The port is taken.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    let mut running = start(options).await?;
    (&mut running.task).await.map_err(io::Error::other)
}

async fn answer(State(store): State<Store>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mood = store.inside().mood;
    match mood {
        Mood::Refuses => return failure(StatusCode::FORBIDDEN, "AccessDenied"),
        Mood::Fails => return failure(StatusCode::INTERNAL_SERVER_ERROR, "InternalError"),
        Mood::Slow => tokio::time::sleep(std::time::Duration::from_millis(500)).await,
        Mood::Well | Mood::NoBucket => {}
    }
    if let Err(code) = signed(&store.options, &method, &uri, &headers, &body) {
        return failure(StatusCode::FORBIDDEN, code);
    }
    let name = percent_decoded(uri.path().trim_start_matches('/'));
    if mood == Mood::NoBucket || name.split('/').next() != Some(store.options.bucket.as_str()) {
        return failure(StatusCode::NOT_FOUND, "NoSuchBucket");
    }
    let query: BTreeMap<String, String> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let mut inside = store.inside();
    match (method.as_str(), query.get("uploadId").cloned()) {
        ("POST", None) if query.contains_key("uploads") => {
            inside.next += 1;
            let id = format!("upload-{}", inside.next);
            inside.uploads.insert(id.clone(), BTreeMap::new());
            xml(format!(
                "<InitiateMultipartUploadResult><Bucket>{}</Bucket><Key>k</Key><UploadId>{id}</UploadId>\
                 </InitiateMultipartUploadResult>",
                store.options.bucket
            ))
        }
        ("PUT", Some(id)) => {
            let number = query.get("partNumber").and_then(|number| number.parse().ok()).unwrap_or_default();
            let Some(parts) = inside.uploads.get_mut(&id) else {
                return failure(StatusCode::NOT_FOUND, "NoSuchUpload");
            };
            let etag = etag(&body);
            parts.insert(number, body);
            ([("etag", etag)], StatusCode::OK).into_response()
        }
        ("POST", Some(id)) => {
            let Some(parts) = inside.uploads.remove(&id) else {
                return failure(StatusCode::NOT_FOUND, "NoSuchUpload");
            };
            let whole: Vec<u8> = parts.into_values().flatten().collect();
            let etag = etag(&whole);
            inside.objects.insert(name, whole.into());
            xml(format!(
                "<CompleteMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><ETag>{etag}</ETag>\
                 </CompleteMultipartUploadResult>"
            ))
        }
        ("DELETE", Some(id)) => {
            inside.uploads.remove(&id);
            StatusCode::NO_CONTENT.into_response()
        }
        ("PUT", None) => {
            let etag = etag(&body);
            inside.objects.insert(name, body);
            ([("etag", etag)], StatusCode::OK).into_response()
        }
        ("GET" | "HEAD", None) => match inside.objects.get(&name) {
            Some(bytes) => {
                let headers = [("etag", etag(bytes)), ("last-modified", "Mon, 23 Nov 2026 00:00:00 GMT".to_owned())];
                (headers, Body::from(bytes.clone())).into_response()
            }
            None => failure(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        ("DELETE", None) => {
            inside.objects.remove(&name);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => failure(StatusCode::NOT_IMPLEMENTED, "NotImplemented"),
    }
}

fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", &hex::encode(Sha256::digest(bytes))[..32])
}

fn xml(body: String) -> Response {
    ([("content-type", "application/xml")], format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body}")).into_response()
}

fn failure(status: StatusCode, code: &str) -> Response {
    (status, xml(format!("<Error><Code>{code}</Code><Message>{code}</Message></Error>"))).into_response()
}

fn percent_decoded(path: &str) -> String {
    // `+` is itself in a path.
    let path = path.replace('+', "%2B");
    let pair = format!("p={path}");
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Whether a request is signed with the key, over what it says and holds.
fn signed(
    options: &FakeOptions,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), &'static str> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let authorization = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").ok_or("AccessDenied")?;
    let fields: BTreeMap<&str, &str> =
        authorization.split(',').filter_map(|field| field.trim().split_once('=')).collect();
    let field = |name: &str| fields.get(name).copied().unwrap_or_default();
    let (key, scope) = field("Credential").split_once('/').ok_or("AccessDenied")?;
    if key != options.access_key {
        return Err("InvalidAccessKeyId");
    }
    let hash = header("x-amz-content-sha256");
    if hash != "UNSIGNED-PAYLOAD" && hash != hex::encode(Sha256::digest(body)) {
        return Err("XAmzContentSHA256Mismatch");
    }
    let mut query: Vec<String> =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
    query.iter_mut().filter(|pair| !pair.contains('=')).for_each(|pair| pair.push('='));
    query.sort();
    let names = field("SignedHeaders");
    let lines: String = names.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let request = format!("{method}\n{}\n{}\n{lines}\n{names}\n{hash}", uri.path(), query.join("&"));
    let text = format!(
        "AWS4-HMAC-SHA256\n{}\n{scope}\n{}",
        header("x-amz-date"),
        hex::encode(Sha256::digest(request.as_bytes()))
    );
    let mut key = format!("AWS4{}", options.secret).into_bytes();
    for part in scope.split('/') {
        key = sign(&key, part);
    }
    let expected = hex::encode(sign(&key, &text));
    if expected.as_bytes().ct_eq(field("Signature").as_bytes()).into() { Ok(()) } else { Err("SignatureDoesNotMatch") }
}
