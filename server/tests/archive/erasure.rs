//! Nothing is left of what an erased customer wrote.

use super::{Office, message};
use crate::customers::deletion;
use model::moment::DAY;
use serde_json::json;

/// Every file below a folder that holds one of these texts.
#[cfg(not(feature = "postgres"))]
fn holding(folder: &std::path::Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        let legible = String::from_utf8_lossy(&bytes);
        found.extend(
            texts.iter().filter(|text| legible.contains(**text)).map(|text| format!("{}: {text}", path.display())),
        );
    }
    found
}

#[tokio::test]
async fn erasing_a_customer_leaves_no_word_and_no_file_of_his_anywhere() {
    let mut office = Office::open().await;
    let (user, gone, other) = (office.user.clone(), office.customers[0].0.clone(), office.customers[1].0.clone());
    std::fs::create_dir(office.files.path().join("media")).unwrap();
    std::fs::write(office.files.path().join("media/FILE1"), "the drawing of pier nine").unwrap();
    std::fs::write(office.files.path().join("media/FILE2"), "a picture for two").unwrap();
    let picture = |n: i64, from: &str, file: &str| {
        let mut image = message(n, from, &[&user], "", "");
        image["msgtype"] = json!("image");
        image["image"] = json!({ "sdkfileid": file });
        image
    };
    office
        .take(&[
            office.said(1, true, "Nightfall over Valparaiso"),
            picture(2, &gone, "FILE1"),
            picture(3, &gone, "FILE2"),
            picture(4, &other, "FILE2"),
            message(5, &gone, &[&user, &other], "wrROOM1", "Lighthouse keeper"),
            message(6, &user, &[&gone, &other], "wrROOM1", "Everybody stays"),
        ])
        .await;
    let conversation = office.conversation(&office.owner, 0).await;
    let open = json!({ "open": { "id": conversation["id"], "reason": "Because of Valparaiso" } });
    office.owner.ask("conversations/open", open).await;
    office.owner.ask("customers/delete", deletion(&[&office.customers[0].1])).await;
    let page = office.owner.ask("conversations/list", json!({ "query": { "search": "Nightfall" } })).await;
    assert_eq!(page["items"], json!([]), "nobody reads what lies in the bin");
    #[cfg(not(feature = "postgres"))]
    assert!(!holding(office.app.data(), &["Valparaiso"]).is_empty(), "the search for it works");
    let held = || office.app.count("select count(distinct sha256) from archive_media where state = 'held'");
    assert_eq!(held().await, 2);
    office.app.edge.services.clock.advance(31 * DAY);
    office.app.sweep().await;
    office.owner = office.app.signed_in("ada@example.com").await;
    #[cfg(not(feature = "postgres"))]
    {
        let texts = ["Valparaiso", "valparaiso", "Lighthouse", "pier nine", gone.as_str()];
        assert_eq!(holding(office.app.data(), &texts), Vec::<String>::new());
        assert_eq!(holding(office.app.data(), &["a picture for two"]).len(), 1, "somebody else has it, too");
    }
    assert_eq!(office.app.count("select count(*) from archive_messages").await, 2);
    let group = office.owner.ask("conversations/list", json!({ "query": { "search": "everybody" } })).await;
    assert_eq!((&group["items"][0]["kind"], &group["items"][0]["messages"]), (&json!("group"), &json!(1)));
    let log = office.owner.ask("conversations/openings", json!({ "query": {} })).await;
    assert_eq!((&log["items"][0]["reason"], &log["items"][0]["by"]), (&json!(""), &json!("Ada Owner")));
    let certificate = office.owner.ask("customers/certificates", json!({ "page": {} })).await["items"][0].clone();
    assert!(certificate["counts"].as_array().unwrap().contains(&json!(["messages", 4])), "{certificate}");

    // The archive still has him: what comes from it is not taken down again.
    office.app.tamper("update archive_sources set seq = 0").await;
    let run = office.pull().await;
    assert_eq!((&run["counts"]["add"], &run["counts"]["unchanged"]), (&json!(0), &json!(2)), "{run}");
    office.app.sound().await;
}

#[tokio::test]
async fn who_comes_back_from_the_bin_has_his_conversations_again() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Hello")]).await;
    let id = &office.customers[0].1;
    office.owner.ask("customers/delete", deletion(&[id])).await;
    office.take(&[office.said(2, true, "Still there?")]).await;
    let all = office.owner.ask("conversations/list", json!({ "query": {} })).await;
    assert_eq!(all["items"], json!([]));
    office.owner.ask("customers/restore", json!({ "ids": [id] })).await;
    let conversation = office.conversation(&office.owner, 0).await;
    assert_eq!(office.read(&office.owner, &conversation).await, ["Hello", "Still there?"]);
}

#[tokio::test]
async fn the_file_of_a_person_holds_his_messages() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "What do you keep of me?")]).await;
    let asked = crate::privacy::asked(&office.owner, json!({ "customer": office.customers[0].1 })).await;
    let made = office.owner.ask("privacy/start_dossier", json!({ "id": asked["id"] })).await;
    office.app.work().await;
    let path = format!("/dossiers/{}/file.json", made[0]["id"].as_str().unwrap());
    let document = office.owner.get(&path).await.json();
    assert_eq!(document["archived_messages"][0]["text"], "What do you keep of me?");
    let path = path.trim_end_matches("/file.json").to_owned();
    assert!(office.owner.get(&path).await.text().contains("What do you keep of me?"));
}
