//! Letters: the leaver's manager and the successors hear of a hand-over.

use super::Shop;
use crate::common::post::Post;
use serde_json::{Value, json};

/// A leaver with a manager and a customer, and a successor.
async fn team(shop: &Shop) -> (Value, Value) {
    let person = |name: &'static str, email: &'static str| shop.app.person(&shop.owner, name, email, "");
    let leaver = person("Lena Harbour", "lena.harbour@example.com").await["id"].clone();
    let manager = person("Mona Bridge", "mona.bridge@example.com").await["id"].clone();
    let successor = person("Sam Orchard", "sam.orchard@example.com").await["id"].clone();
    let row = shop.owner.row(&leaver).await;
    let edit = json!({ "id": leaver, "revision": row["revision"], "manager": manager });
    shop.owner.ask("members/edit", json!({ "edit": edit })).await;
    let new = json!({ "name": "Wan Customer", "owners": [leaver] });
    shop.owner.ask("customers/add", json!({ "add": new })).await;
    (leaver, successor)
}

#[tokio::test]
async fn the_manager_hears_of_the_date_and_of_the_end_and_the_successor_of_what_he_got() {
    let shop = Shop::open().await;
    let post = Post::connect(&shop.owner).await;
    let (leaver, successor) = team(&shop).await;
    let plan = shop.evenly(&shop.draft(&leaver).await, &[&successor]).await;
    let at = shop.app.edge.services.clock.now().0 + 3 * 86_400_000;
    let save = json!({ "id": plan["id"], "revision": plan["revision"], "at": at, "zone": "Asia/Shanghai" });
    let plan = shop.owner.ask("handovers/save", json!({ "save": save })).await;
    shop.apply(&plan).await;
    let (manager, taker) = ("mona.bridge@example.com", "sam.orchard@example.com");
    assert_eq!((post.count(manager), post.count(taker)), (1, 0));
    let planned = post.letter(manager).text;
    assert!(planned.contains("Lena Harbour") && planned.contains("(Asia/Shanghai)"), "{planned}");
    shop.days(3).await;
    domain::worker::start_due(&shop.app.edge.services).await.expect("carried out");
    shop.app.work().await;
    assert_eq!(shop.get(&plan).await["state"], "done");
    assert_eq!((post.count(manager), post.count(taker)), (2, 1), "once each");
    let got = post.letter(taker).text;
    assert!(got.contains("Lena Harbour") && got.contains("Customers: 1"), "{got}");
}

#[tokio::test]
async fn what_did_not_go_over_stands_in_the_letter_and_nobody_without_an_address_holds_anything_up() {
    let shop = Shop::open().await;
    let post = Post::connect(&shop.owner).await;
    let (leaver, successor) = team(&shop).await;
    let plan = shop.evenly(&shop.draft(&leaver).await, &[&successor]).await;
    shop.owner.step(&successor, "terminate").await;
    let plan = shop.apply(&plan).await;
    assert_eq!(plan["state"], "done", "{plan}");
    assert_eq!(post.count("sam.orchard@example.com"), 0);
    let letters = post.mail.fake.letters().into_iter();
    let told: Vec<String> =
        letters.filter(|one| one.to.iter().any(|to| to.contains("mona"))).map(|one| one.text).collect();
    assert_eq!(told.len(), 2, "it was begun, and it is through");
    assert!(
        told.iter().any(|letter| letter.contains("did not go over") && letter.contains("Customers: 1")),
        "{told:?}"
    );
}
