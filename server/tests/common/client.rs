//! A client that keeps cookies and names its origin, as a browser does.

use reqwest::header::{HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// One browser.
pub struct Client {
    http: reqwest::Client,
    origin: String,
    cookies: Mutex<BTreeMap<String, String>>,
    /// The e-mail address of whoever uses it.
    pub email: String,
}

/// What came back, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    /// The code of the problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Status and code of the problem.
    pub fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.code_or_empty())
    }

    /// The fields at fault, each with why and, where there is one, the limit: `name too_long 64`.
    pub fn faults(&self) -> Vec<String> {
        let problem = self.json();
        let words = |field: &Value| {
            let limit = field["limit"].as_i64().map_or_else(String::new, |limit| format!(" {limit}"));
            format!("{} {}{limit}", field["field"].as_str().unwrap_or("?"), field["fault"].as_str().unwrap_or("?"))
        };
        problem["fields"].as_array().map_or_else(Vec::new, |fields| fields.iter().map(words).collect())
    }

    /// A parameter of the problem.
    pub fn param(&self, name: &str) -> String {
        let problem = self.json();
        let pairs = problem["params"].as_array().cloned().unwrap_or_default();
        pairs
            .iter()
            .find(|pair| pair[0] == name)
            .map_or_else(String::new, |pair| pair[1].as_str().unwrap_or("?").into())
    }

    /// The code of the problem; nothing if there is none.
    pub fn code_or_empty(&self) -> String {
        if self.status.is_success() { String::new() } else { self.code() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or_default())
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

impl Client {
    pub fn new(origin: &str) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { http, origin: origin.to_owned(), cookies: Mutex::default(), email: String::new() }
    }

    /// What its pages are from.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A request with the cookies, for tests that set headers of their own.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().expect("no panic before");
        let line = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = self.http.request(method, format!("{}{path}", self.origin));
        if line.is_empty() { request } else { request.header("cookie", line) }
    }

    /// Sends a request and keeps the cookies that come back.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let mut cookies = self.cookies.lock().expect("no panic before").clone();
        for line in response.headers().get_all(SET_COOKIE) {
            let line = line.to_str().expect("text");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        *self.cookies.lock().expect("no panic before") = cookies;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.expect("a whole body").to_vec();
        Answer { status, headers, body }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header("accept", "text/html")).await
    }

    /// Sends a form of our own page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.request(Method::POST, path).header(ORIGIN, &self.origin).header("accept", "text/html");
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(body)).await
    }

    /// Calls a server function, as the console does.
    pub async fn call(&self, function: &str, arguments: Value) -> Answer {
        let request = self.request(Method::POST, &format!("/fn/{function}")).header(ORIGIN, &self.origin);
        self.send(request.json(&arguments)).await
    }

    /// Calls a server function that must succeed.
    pub async fn ask(&self, function: &str, arguments: Value) -> Value {
        let answer = self.call(function, arguments).await;
        assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.text());
        answer.json()
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("no panic before").get(name).cloned()
    }

    /// Puts a cookie in by hand.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no panic before").insert(name.to_owned(), value.to_owned());
    }
}
