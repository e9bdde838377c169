//! Agents: from the first letter to the recycle bin.

mod access;
mod edit;
mod groups;
mod import;
mod passwords;
mod remove;

use crate::common::post::Post;
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// A contact centre with a mail server.
struct Floor {
    app: TestApp,
    owner: Client,
    post: Post,
}

impl Floor {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let post = Post::connect(&owner).await;
        Self { app, owner, post }
    }

    /// An agent with this number, who has a letter by then.
    async fn add(&self, number: &str) -> Value {
        let email = format!("agent{number}@example.com");
        let add = json!({ "name": format!("Agent {number}"), "number": number, "email": email });
        let added = self.owner.ask("agents/add", json!({ "add": add })).await;
        self.app.work().await;
        added["row"].clone()
    }

    /// The password in the newest letter to an agent.
    fn mailed(&self, number: &str) -> String {
        let text = self.post.letter(&format!("agent{number}@")).text;
        let alphabet = |c: char| c.is_ascii_alphanumeric();
        let word = text.split_whitespace().find(|word| word.len() == 16 && word.chars().all(alphabet));
        word.unwrap_or_else(|| panic!("no password in {text}")).to_owned()
    }

    /// Comes to the sign-in page with a password.
    async fn try_in(&self, number: &str, password: &str) -> (Client, crate::common::Answer) {
        let client = self.app.nobody();
        let email = format!("agent{number}@example.com");
        let answer = client.post("/sign-in", &[("email", &email), ("password", password)]).await;
        (client, answer)
    }

    /// An agent who is in, with a password of his own.
    async fn enter(&self, number: &str) -> Client {
        let (client, answer) = self.try_in(number, &self.mailed(number)).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let chosen = client.post("/new-password", &[("password", OWN)]).await;
        assert_eq!((chosen.status.as_u16(), chosen.location()), (303, "/"), "{}", chosen.text());
        client
    }

    async fn get(&self, id: &Value) -> Value {
        self.owner.ask("agents/get", json!({ "id": id })).await
    }

    /// The one outcome of a step with one agent.
    async fn step(&self, id: &Value, step: &str) -> Value {
        self.owner.ask("agents/steps", json!({ "ids": [id], "step": step })).await[0]["problem"].clone()
    }

    async fn force(&self, id: &Value, length: &str) -> Value {
        let force = json!({ "ids": [id], "reason": "Training", "length": length, "work": "finish" });
        self.owner.ask("agents/force_offline", json!({ "force": force })).await[0]["problem"].clone()
    }
}

/// What agents choose.
const OWN: &str = "a password of my own";
