//! Seats: who is archived, and who carries on.

use crate::common::platform::{Platform, outcome};
use crate::common::{Client, TestApp};
use connectors::wecom::fake::{Action, FakeOptions};
use serde_json::{Value, json};

/// An organisation whose contacts and seats were synchronised: eight seats, of all editions.
struct Shop {
    app: TestApp,
    owner: Client,
    platform: Platform,
    connection: Value,
}

impl Shop {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let options = FakeOptions {
            members: 60,
            departments: 12,
            customers: 100,
            archive_seats: 8,
            archive_messages: 0,
            ..FakeOptions::default()
        };
        let platform = Platform::with(options).await;
        let mut save = platform.settings();
        save["settings"]["archive_secret"] = json!(platform.options.archive_secret);
        let connection = owner.ask("connections/save", json!({ "save": save })).await;
        app.bring_contacts(&owner, &connection).await;
        let shop = Self { app, owner, platform, connection };
        let run = shop.sync().await;
        assert_eq!((&run["state"], &run["counts"]["add"]), (&json!("waiting_review"), &json!(8)), "{run}");
        shop.app.apply(&shop.owner, &run["change_set"]).await;
        shop
    }

    async fn sync(&self) -> Value {
        self.app.sync(&self.owner, &self.connection, "sync_seats").await
    }

    async fn seats(&self, query: Value) -> Vec<Value> {
        let page = self.owner.ask("seats/list", json!({ "query": query })).await;
        page["items"].as_array().expect("seats").clone()
    }

    /// A seat of the service edition.
    async fn seat(&self) -> Value {
        self.seats(json!({ "kind": "service" })).await[0].clone()
    }

    /// Those who could take it over, and those who could not.
    async fn successors(&self, seat: &Value) -> (Vec<Value>, Vec<Value>) {
        let query = json!({ "seat": seat["id"], "page": { "limit": 200 } });
        let page = self.owner.ask("seats/successors", json!({ "query": query })).await;
        let all = page["items"].as_array().expect("members").clone();
        all.into_iter().partition(|one| one["bar"].is_null())
    }

    async fn inherit(&self, seat: &Value, to: &Value, range: Value) -> Value {
        let inherit = json!({ "id": seat["id"], "to": to["member_id"], "range": range });
        self.owner.ask("seats/inherit", json!({ "inherit": inherit })).await
    }

    /// Puts a set back; the set as it ended.
    async fn undo(&self, set: &Value) -> Value {
        self.owner.ask("changes/undo", json!({ "id": set })).await;
        self.app.work().await;
        self.owner.ask("changes/get", json!({ "id": set })).await
    }

    /// The id on the platform of a member.
    async fn userid(&self, member: &Value) -> String {
        let id = member.as_str().expect("an id");
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        let found = sqlx::query_scalar("select external_id from member_links where member_id = $1").bind(id);
        found.fetch_one(&mut *conn).await.expect("he is known there")
    }

    async fn range(&self, userid: &str, edition: Option<i64>) {
        let action = Action::ArchiveRange { userid: userid.to_owned(), edition };
        self.platform.running.fake.act(action).expect("the range is set");
    }
}

#[tokio::test]
async fn whom_the_platform_archives_holds_a_seat_here_and_the_same_list_changes_nothing() {
    let shop = Shop::open().await;
    let seats = shop.seats(json!({})).await;
    assert_eq!(seats.len(), 8);
    assert!(seats.iter().all(|seat| seat["state"] == "active" && seat["until"].is_null()));
    let totals = shop.owner.ask("seats/totals", json!({})).await;
    let used: Vec<_> =
        totals.as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["used"].clone())).collect();
    assert_eq!(used, [(json!("enterprise"), json!(2)), (json!("office"), json!(2)), (json!("service"), json!(4))]);
    let again = shop.sync().await;
    assert_eq!((&again["state"], &again["counts"]["unchanged"]), (&json!("done"), &json!(8)), "{again}");
    shop.app.sound().await;
}

#[tokio::test]
async fn who_is_taken_out_of_the_range_loses_the_seat_and_undo_gives_it_back() {
    let shop = Shop::open().await;
    let seat = shop.seat().await;
    shop.range(&shop.userid(&seat["holder_id"]).await, None).await;
    let run = shop.sync().await;
    assert_eq!(run["counts"]["leave"], 1, "{run}");
    shop.owner.ask("changes/apply", json!({ "id": run["change_set"], "word": "APPLY" })).await;
    shop.app.work().await;
    assert_eq!(shop.seats(json!({})).await.len(), 7);
    let ended = shop.seats(json!({ "member": seat["holder_id"] })).await;
    assert_eq!((ended.len(), &ended[0]["state"]), (1, &json!("ended")));
    shop.owner.ask("changes/undo", json!({ "id": run["change_set"] })).await;
    shop.app.work().await;
    assert_eq!(shop.seats(json!({})).await.len(), 8);
    shop.app.sound().await;
}

#[tokio::test]
async fn somebody_whom_the_contacts_do_not_know_is_named_and_gets_no_seat() {
    let shop = Shop::open().await;
    let hire = Action::Hire { name: "Nia Novak".into(), userid: Some("nia".into()), department: None, position: None };
    shop.platform.running.fake.act(hire).unwrap();
    shop.range("nia", Some(2)).await;
    let run = shop.sync().await;
    assert_eq!(run["counts"]["blocked"], 1, "{run}");
    let rows = shop.owner.ask("changes/rows", json!({ "query": { "set": run["change_set"] } })).await;
    assert_eq!(
        (&rows["items"][0]["verdict"], &rows["items"][0]["reason"]),
        (&json!("blocked"), &json!("unknown_here"))
    );
    shop.app.bring_contacts(&shop.owner, &shop.connection).await;
    let run = shop.sync().await;
    assert_eq!(run["counts"]["add"], 1, "{run}");
}

#[tokio::test]
async fn a_seat_is_inherited_and_the_platform_that_follows_later_is_no_news() {
    let shop = Shop::open().await;
    let seat = shop.seat().await;
    let (free, barred) = shop.successors(&seat).await;
    let bar = |id: &Value| barred.iter().find(|one| one["member_id"] == *id).map(|one| one["bar"].clone());
    assert_eq!(bar(&seat["holder_id"]), Some(json!("same")));
    assert!(barred.iter().filter(|one| one["bar"] == "has_seat").count() == 3, "{barred:?}");
    assert!(barred.iter().any(|one| one["bar"] == "not_there"), "the owner is not on the platform");
    let done = shop.inherit(&seat, &free[0], json!({ "from": 1_700_000_000_000_i64 })).await;
    let new = &done["seat"];
    assert_eq!((&new["holder_id"], &new["state"]), (&free[0]["member_id"], &json!("unlisted")));
    assert_eq!(new["range"], json!({ "from": 1_700_000_000_000_i64 }));
    assert_eq!((&new["inherited_from"]["seat"], &new["inherited_from"]["name"]), (&seat["id"], &seat["holder"]));
    let chain = shop.owner.ask("seats/lineage", json!({ "id": new["id"] })).await;
    let holders: Vec<_> = chain.as_array().unwrap().iter().map(|one| one["holder"].clone()).collect();
    assert_eq!(holders, [seat["holder"].clone(), new["holder"].clone()]);

    // The console of the platform still names the predecessor.
    let run = shop.sync().await;
    assert_eq!((&run["state"], &run["change_set"]), (&json!("done"), &Value::Null), "{run}");
    // Then somebody changes the range there.
    shop.range(&shop.userid(&seat["holder_id"]).await, None).await;
    shop.range(&shop.userid(&free[0]["member_id"]).await, Some(2)).await;
    assert_eq!(shop.sync().await["state"], "done");
    let now = shop.seats(json!({ "member": free[0]["member_id"] })).await;
    assert_eq!(now[0]["state"], "active");
    let told = shop.owner.activity(json!({ "subject": "seat", "verb": "inherit" })).await;
    let holder = |part: &str| serde_json::from_str::<Value>(told[0][part].as_str().unwrap()).unwrap()["holder"].clone();
    assert_eq!((&holder("before"), &holder("after")), (&seat["holder"], &new["holder"]));
    shop.app.sound().await;
}

#[tokio::test]
async fn an_inheritance_is_put_back_unless_the_seat_went_on() {
    let shop = Shop::open().await;
    let seat = shop.seat().await;
    let (free, _) = shop.successors(&seat).await;
    let first = shop.inherit(&seat, &free[0], json!("everything")).await;
    let second = shop.inherit(&first["seat"], &free[1], json!("summary")).await;
    let set = shop.undo(&first["set"]).await;
    assert_eq!(outcome(&set, "kept"), 1, "it went on: {set}");
    let set = shop.undo(&second["set"]).await;
    assert_eq!(outcome(&set, "undone"), 1, "{set}");
    let now = shop.seats(json!({ "kind": "service", "search": free[0]["name"] })).await;
    assert_eq!((now.len(), &now[0]["id"]), (1, &first["seat"]["id"]));
    shop.app.sound().await;
}

#[tokio::test]
async fn who_cannot_inherit_is_told_why_and_nothing_is_changed() {
    let shop = Shop::open().await;
    let seat = shop.seat().await;
    let (free, barred) = shop.successors(&seat).await;
    for bar in ["same", "has_seat", "not_there"] {
        let one = barred.iter().find(|one| one["bar"] == bar).expect("somebody");
        let inherit = json!({ "id": seat["id"], "to": one["member_id"], "range": "everything" });
        let answer = shop.owner.call("seats/inherit", json!({ "inherit": inherit })).await;
        assert_eq!(answer.refusal(), (409, "cannot_inherit".to_owned()), "{bar}");
        assert!(answer.text().contains(bar), "{}", answer.text());
    }
    assert_eq!(shop.owner.step(&free[0]["member_id"], "suspend").await.status, 200);
    let inherit = json!({ "id": seat["id"], "to": free[0]["member_id"], "range": "everything" });
    let answer = shop.owner.call("seats/inherit", json!({ "inherit": inherit })).await;
    assert!(answer.text().contains("not_active"), "{}", answer.text());
    let gone = shop.inherit(&seat, &free[1], json!("everything")).await;
    let again = json!({ "id": seat["id"], "to": free[2]["member_id"], "range": "everything" });
    let answer = shop.owner.call("seats/inherit", json!({ "inherit": again })).await;
    assert_eq!(answer.refusal(), (409, "wrong_state".to_owned()), "it passed on to {}", gone["seat"]["holder"]);
    assert_eq!(shop.seats(json!({})).await.len(), 8);
}

#[tokio::test]
async fn how_many_were_bought_is_written_down() {
    let shop = Shop::open().await;
    let save =
        |total: Value| json!({ "save": { "connection": shop.connection["id"], "kind": "service", "total": total } });
    let answer = shop.owner.call("seats/save_total", save(json!(-1))).await;
    assert_eq!(answer.faults(), ["total out_of_range"]);
    let totals = shop.owner.ask("seats/save_total", save(json!(50))).await;
    let of = |totals: &Value| totals.as_array().unwrap().iter().find(|one| one["kind"] == "service").unwrap().clone();
    assert_eq!((&of(&totals)["used"], &of(&totals)["total"]), (&json!(4), &json!(50)));
    let totals = shop.owner.ask("seats/save_total", save(Value::Null)).await;
    assert_eq!(of(&totals)["total"], Value::Null);
}

#[tokio::test]
async fn a_script_lists_seats_and_has_one_inherited() {
    let shop = Shop::open().await;
    let script = shop.app.script(&shop.owner, &["seats.inherit"]).await;
    let page = script.get("/seats?kind=service&count=true").await.json();
    assert_eq!(page["total"], 4);
    let seat = &page["items"][0];
    assert_eq!((&seat["state"], &seat["until"], &seat["range"]), (&json!("active"), &Value::Null, &Value::Null));
    let (free, _) = shop.successors(seat).await;
    let path = format!("/seats/{}/inherit", seat["id"].as_str().unwrap());
    let sent = json!({ "to": free[0]["member_id"], "range": { "from": "2025-01-01T00:00:00Z" } });
    let done = script.post(&path, sent).await.json();
    assert_eq!(
        (&done["seat"]["inherited_from"], &done["seat"]["range"]["from"]),
        (&seat["id"], &json!("2025-01-01T00:00:00Z"))
    );
    assert!(done["change_set"].is_string());
    let refused = script.post(&path, json!({ "to": free[1]["member_id"], "range": "everything" })).await;
    assert_eq!(refused.refusal(), (409, "wrong_state".to_owned()));
}

#[tokio::test]
async fn whoever_holds_a_seat_is_not_taken_out_by_undoing_the_contacts() {
    let shop = Shop::open().await;
    let sets = shop.owner.ask("changes/list", json!({ "page": {} })).await;
    let contacts = sets["items"].as_array().unwrap().iter().find(|set| set["kind"] == "contacts").unwrap().clone();
    let set = shop.undo(&contacts["id"]).await;
    let rows = shop.owner.ask("changes/rows", json!({ "query": { "set": set["id"], "page": { "limit": 500 } } })).await;
    let seats = shop.seats(json!({})).await;
    for seat in &seats {
        let row = crate::common::find(&rows["items"], "subject_id", seat["holder_id"].as_str().unwrap());
        assert_eq!(
            (&row["state"], &row["problem"]["params"]),
            (&json!("kept"), &json!([["state", "in_use"]])),
            "{row}"
        );
    }
    assert_eq!(seats.len(), 8);
    shop.app.sound().await;
}

#[tokio::test]
async fn removing_the_connection_ends_its_seats_and_keeps_their_history() {
    let shop = Shop::open().await;
    let seat = shop.seat().await;
    let connections = shop.owner.ask("connections/list", json!({})).await;
    let remove = json!({ "id": connections[0]["id"], "revision": connections[0]["revision"] });
    assert_eq!(shop.owner.call("connections/remove", remove).await.status, 200);
    assert_eq!(shop.seats(json!({})).await.len(), 0);
    assert_eq!(shop.owner.ask("seats/totals", json!({})).await, json!([]));
    let before = shop.seats(json!({ "member": seat["holder_id"] })).await;
    assert_eq!((before.len(), &before[0]["state"]), (1, &json!("ended")));
}

#[tokio::test]
async fn without_the_archives_secret_the_synchronisation_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 4, 10).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_seats").await;
    assert_eq!((&run["state"], &run["problem"]["code"]), (&json!("failed"), &json!("platform")), "{run}");
    assert!(run["problem"].to_string().contains("there is no archive secret"), "{run}");
}
