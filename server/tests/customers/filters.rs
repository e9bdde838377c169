//! Filters of the table, alone and together: what they find is what one finds by looking at everybody.

use super::Shop;
use crate::common::TestApp;
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
    let inside = shop
        .owner
        .ask("members/list", json!({ "query": { "department": department, "below": true, "page": { "limit": 500 } } }))
        .await;
    let inside: Vec<&Value> = inside["items"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
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

#[tokio::test]
async fn a_former_customer_is_found_by_whoever_looked_after_him() {
    let shop = Shop::open().await;
    let member = shop.rows().await[0]["owners"][0]["member_id"].clone();
    let customer = shop.add(json!({ "name": "Lin", "owners": [member] })).await["row"]["id"].clone();
    let id = customer.as_str().unwrap();
    shop.app.tamper(&format!("update relations set state = 'ended' where customer_id = '{id}'")).await;
    shop.app.tamper(&format!("update customers set ended = true where id = '{id}'")).await;
    let department = shop.owner.row(&member).await["departments"][0]["department_id"].clone();
    for filter in [json!({ "owner": member }), json!({ "department": department })] {
        for (state, found) in [("ended", vec![&customer]), ("live", Vec::new())] {
            let mut query = filter.clone();
            query["state"] = json!(state);
            query["page"] = json!({ "limit": 500, "count": true });
            let page = shop.owner.ask("customers/list", json!({ "query": query })).await;
            let rows = page["items"].as_array().unwrap().iter().filter(|row| row["id"] == customer);
            assert_eq!(rows.clone().map(|row| &row["id"]).collect::<Vec<_>>(), found, "{query}");
            assert!(rows.into_iter().all(|row| row["owners"][0]["member_id"] == member), "{page}");
            assert!(state == "live" || page["total"] == 1, "{page}");
        }
    }
}

#[tokio::test]
async fn what_takes_too_long_is_stopped_in_the_database_and_the_connection_goes_on() {
    let app = TestApp::start().await;
    let mut conn = app.edge.services.store.read().await.unwrap();
    let counted = async |conn: &mut domain::Conn, most: i64| -> domain::Result<i64> {
        let sql = "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1) \
                   select count(*) from n";
        Ok(sqlx::query_scalar(sql).bind(most).fetch_one(conn).await?)
    };
    let moment = std::time::Duration::from_millis(100);
    let stopped = domain::store::within(&mut conn, moment, async |conn| counted(conn, 10_000_000_000).await).await;
    assert_eq!(stopped.unwrap(), None);
    assert_eq!(counted(&mut conn, 200_000).await.unwrap(), 200_000, "whoever comes next has as long as he needs");
    let minute = std::time::Duration::from_secs(60);
    let done = domain::store::within(&mut conn, minute, async |conn| counted(conn, 1_000).await).await;
    assert_eq!(done.unwrap(), Some(1_000));
}
