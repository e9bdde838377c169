//! Filters of the table, alone and together: what they find is what one finds by looking at everybody.

use super::Shop;
use serde_json::{Value, json};

#[tokio::test]
async fn any_filters_together_find_what_each_lets_through() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let tag = shop.owner.ask("customers/save_tag", json!({ "save": { "name": "Golden" } })).await;
    let some: Vec<&Value> = rows.iter().step_by(3).map(|row| &row["id"]).collect();
    shop.owner.ask("customers/tag", json!({ "tagging": { "ids": some, "add": [tag["id"]] } })).await;
    let member = rows[0]["owners"][0]["member_id"].clone();
    shop.add(json!({ "name": "Lin", "owners": [member], "tags": [tag["id"]] })).await;
    let rows = shop.rows().await;
    let theirs =
        rows.iter().flat_map(|row| row["tags"].as_array().unwrap()).find(|other| other["id"] != tag["id"]).unwrap();
    let department = shop.owner.row(&member).await["departments"][0]["department_id"].clone();
    let page = json!({ "query": { "department": department, "page": { "limit": 500 } } });
    let inside = shop
        .owner
        .ask("members/list", json!({ "query": { "department": department, "below": true, "page": { "limit": 500 } } }))
        .await;
    let inside: Vec<&Value> = inside["items"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    let _ = page;
    let mut times: Vec<i64> = rows.iter().map(|row| row["added_at"].as_i64().unwrap()).collect();
    times.sort_unstable();
    let middle = times[times.len() / 2];
    type Test = Box<dyn Fn(&Value) -> bool>;
    let has = |row: &Value, list: &str, key: &str, wanted: &Value| {
        row[list].as_array().unwrap().iter().any(|one| one[key] == *wanted)
    };
    let (golden, platform, owned) = (tag["id"].clone(), theirs["id"].clone(), member.clone());
    let inside: Vec<Value> = inside.into_iter().cloned().collect();
    let filters: Vec<(Value, Test)> = vec![
        (json!({ "owner": member }), Box::new(move |row| has(row, "owners", "member_id", &owned))),
        (
            json!({ "department": department }),
            Box::new(move |row| inside.iter().any(|id| has(row, "owners", "member_id", id))),
        ),
        (json!({ "tags": [golden] }), Box::new(move |row| has(row, "tags", "id", &golden))),
        (json!({ "tags": [platform] }), Box::new(move |row| has(row, "tags", "id", &platform))),
        (json!({ "source": "manual" }), Box::new(|row| row["source"] == "manual")),
        (json!({ "added_from": middle }), Box::new(move |row| row["added_at"].as_i64().unwrap() >= middle)),
        (json!({ "contacted_until": middle }), Box::new(move |row| row["contacted_at"].as_i64().unwrap() < middle)),
    ];
    for one in 0..filters.len() {
        for other in one..filters.len() {
            for sort in ["newest", "name", "contact"] {
                let mut query = json!({ "sort": sort, "page": { "limit": 500, "count": true } });
                for (filter, _) in [&filters[one], &filters[other]] {
                    for (key, value) in filter.as_object().unwrap() {
                        if key == "tags" && query["tags"].is_array() && query["tags"][0] != value[0] {
                            query["tags"].as_array_mut().unwrap().push(value[0].clone());
                        } else {
                            query[key] = value.clone();
                        }
                    }
                }
                let page = shop.owner.ask("customers/list", json!({ "query": query })).await;
                let mut found: Vec<&str> =
                    page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
                let expected = rows.iter().filter(|row| filters[one].1(row) && filters[other].1(row));
                let mut expected: Vec<&str> = expected.map(|row| row["id"].as_str().unwrap()).collect();
                assert_eq!(page["total"].as_i64().unwrap(), expected.len() as i64, "{query}");
                found.sort_unstable();
                expected.sort_unstable();
                assert_eq!(found, expected, "{query}");
            }
        }
    }
}

#[tokio::test]
async fn pages_of_a_filter_follow_each_other_without_gap_or_repetition() {
    let shop = Shop::open().await;
    let member = shop.rows().await[0]["owners"][0]["member_id"].clone();
    for sort in ["newest", "name", "contact"] {
        for filter in [json!({}), json!({ "owner": member }), json!({ "source": "wecom" })] {
            let mut query = filter;
            query["sort"] = json!(sort);
            query["page"] = json!({ "limit": 500 });
            let all =
                shop.owner.ask("customers/list", json!({ "query": query })).await["items"].as_array().unwrap().clone();
            let mut paged = Vec::new();
            let mut cursor = Value::Null;
            loop {
                query["page"] = json!({ "limit": 7, "cursor": cursor });
                let page = shop.owner.ask("customers/list", json!({ "query": query })).await;
                paged.extend(page["items"].as_array().unwrap().clone());
                cursor = page["next_cursor"].clone();
                if cursor.is_null() {
                    break;
                }
            }
            assert_eq!(paged, all, "{query}");
        }
    }
}
