//! People, made through the same doors that real ones use.

use super::{Client, TestApp, find};
use domain::setup;
use model::account::NewAccount;
use model::permission::Role;
use serde_json::{Value, json};
use std::sync::atomic::Ordering::Relaxed;

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery staple";

impl TestApp {
    /// The first owner, by the set-up link. Once a test.
    pub async fn owner(&self) -> Client {
        let token = setup::pending(&self.edge.services).await.expect("a token").expect("nobody is here yet");
        let mut owner = self.nobody();
        owner.email = "ada@example.com".to_owned();
        let fields = [
            ("organisation", "Harbour Works"),
            ("name", "Ada Owner"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        let answer = owner.post(&format!("/setup/{token}"), &fields).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"), "{}", answer.text());
        owner
    }

    /// The owner of another organisation on the same installation.
    pub async fn stranger(&self) -> Client {
        let account = NewAccount {
            name: "Otto Other".to_owned(),
            email: "otto@example.net".to_owned(),
            phone: String::new(),
            password: PASSWORD.to_owned(),
        };
        setup::create(&self.edge.services, "Other Works", &account).await.expect("a second organisation");
        self.signed_in("otto@example.net").await
    }

    /// A browser in which this person has just signed in.
    pub async fn signed_in(&self, email: &str) -> Client {
        let mut client = self.nobody();
        client.email = email.to_owned();
        let answer = client.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        client
    }

    /// Somebody who asked to join by the door number and waits.
    pub async fn applicant(&self, owner: &Client) -> Client {
        let number = self.people.fetch_add(1, Relaxed);
        let mut client = self.nobody();
        client.email = format!("person{number}@example.com");
        let door = owner.ask("invitations/door", json!({})).await;
        let path = format!("/join/{}", door["number"].as_str().expect("a number"));
        let name = format!("Person {number}");
        let fields = [("way", "new"), ("name", &name), ("email", &client.email), ("password", PASSWORD)];
        let answer = client.post(&path, &fields).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/waiting"), "{}", answer.text());
        client
    }

    /// A member with this name, address and phone number; either of the two may be empty. The row of the table.
    pub async fn person(&self, owner: &Client, name: &str, email: &str, phone: &str) -> Value {
        let door = owner.ask("invitations/door", json!({})).await;
        let path = format!("/join/{}", door["number"].as_str().expect("a number"));
        let fields = [("way", "new"), ("name", name), ("email", email), ("phone", phone), ("password", PASSWORD)];
        let answer = self.nobody().post(&path, &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
        let join = joins["items"].as_array().expect("a list").last().expect("the request").clone();
        let approve = json!({ "approve": { "department": null, "position": null } });
        owner.ask("joins/decide", json!({ "ids": [join["id"]], "decision": approve })).await;
        owner.row(&join["member_id"]).await
    }

    /// A member in a role.
    pub async fn member(&self, owner: &Client, role: Role) -> Client {
        let client = self.applicant(owner).await;
        let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
        let join = find(&joins["items"], "email", &client.email);
        let approve = json!({ "approve": { "department": null, "position": null } });
        owner.ask("joins/decide", json!({ "ids": [join["id"]], "decision": approve })).await;
        if role != Role::Member {
            let id = join["member_id"].clone();
            let member = owner.ask("members/get", json!({ "id": id })).await;
            let change = json!({ "id": id, "revision": member["row"]["revision"], "role": role, "scope": [] });
            owner.ask("members/change_role", json!({ "change": change })).await;
        }
        client
    }
}
