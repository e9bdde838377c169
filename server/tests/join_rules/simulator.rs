//! The simulator says what happens.

use super::{close, door, link, outcome, path, saved};
use crate::common::{Client, TestApp};
use model::invitation::Channel;
use model::permission::Role;
use serde_json::{Value, json};

/// The one who joins again and again: hashing a password a case would take minutes.
const EMAIL: &str = "otto@example.net";
const PHONE: &str = "+8613900000001";

/// A way in by a channel, made while the inviter still may.
async fn way_in(app: &TestApp, owner: &Client, inviter: &Client, channel: Channel) -> String {
    let address = match channel {
        Channel::Link => return link(inviter).await,
        Channel::Door => return door(owner).await,
        Channel::Email => EMAIL,
        Channel::Phone => PHONE,
        Channel::Contact => {
            // As if chosen from contacts, for which the two would have to share an organisation.
            let told = inviter.invite(&["contact@example.test"]).await;
            let member = told[0]["member"].as_str().expect("an id");
            app.tamper(&format!(
                "update invitations set kind = 'contact', \
                 account_id = (select id from accounts where email = '{EMAIL}') where member_id = '{member}'"
            ))
            .await;
            return path(&owner.invitation(&told[0]["member"]).await["url"]);
        }
    };
    super::invited(inviter, owner, address).await
}

/// Nobody knows him here any more.
async fn forget(app: &TestApp) {
    app.tamper(
        "update members set account_id = null, email = null, email_key = null, phone = null, status = 'terminated' \
         where organisation_id in (select id from organisations where name = 'Harbour Works') \
         and name <> 'Ada Owner' and name not like 'Person%'",
    )
    .await;
}

async fn become_role(app: &TestApp, inviter: &Value, role: Role) {
    let id = inviter.as_str().expect("an id");
    app.tamper(&format!("update members set role = '{role}' where id = '{id}'")).await;
}

#[tokio::test]
async fn for_every_way_and_every_role_it_says_what_happens() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto = app.stranger().await;
    app.tamper(&format!("update accounts set phone = '{PHONE}' where email = '{EMAIL}'")).await;
    let inviter = app.member(&owner, Role::AccountAdmin).await;
    let id = inviter.me().await["member"].clone();
    let everything = [
        ("link", "admin"),
        ("link", "other_admin"),
        ("link", "member"),
        ("door", "nobody"),
        ("email", "other_admin"),
        ("email", "member"),
        ("phone", "other_admin"),
        ("phone", "member"),
        ("contact", "other_admin"),
        ("contact", "member"),
    ];
    let mut cases = 0;
    for (verification, closed) in [(true, &everything[..0]), (false, &everything[..0]), (false, &everything[..])] {
        for channel in Channel::ALL.iter().copied() {
            for role in Role::ALL.iter().copied() {
                saved(&owner, |rules| rules["closed"] = json!([])).await;
                become_role(&app, &id, Role::AccountAdmin).await;
                let way = way_in(&app, &owner, &inviter, channel).await;
                become_role(&app, &id, role).await;
                saved(&owner, |rules| {
                    rules["verification"] = json!(verification);
                    rules["closed"] = close(closed);
                })
                .await;
                let case = json!({ "case": { "channel": channel, "inviter": role } });
                let said = owner.ask("join_rules/simulate", case).await;
                let answer = otto.post(&way, &[("way", "signed-in")]).await;
                assert_eq!(said["outcome"], outcome(&answer), "{channel} {role} {verification}: {said}");
                if answer.status == 303 {
                    let rule = super::newest(&owner).await["rule"].clone();
                    assert_eq!(rule, said["rule"], "{channel} {role}");
                }
                if app.count("select count(*) from members where status <> 'terminated'").await > 3 {
                    forget(&app).await;
                }
                // Sixty tries a minute from one address; more are told to wait.
                app.edge.services.clock.advance(1_200);
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 90);
}
