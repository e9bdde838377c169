use std::collections::{HashMap, HashSet};

use connectors::{
    ccc::{StatusFilter, fake::FakeOptions, types::Staff},
    wecom::{WeCom, fake as wecom_fake},
};

use super::{World, http};

/// Must hold: the same company is in all made-up platforms.
#[tokio::test]
async fn agent_i_is_wecoms_member_i_by_address_and_name() {
    let options = wecom_fake::FakeOptions { seed: 7, members: 60, contact_reads_details: true, ..Default::default() };
    let wecom = wecom_fake::start(options).await.unwrap();
    let client = WeCom::new(wecom.config(), http());
    let mut members = HashMap::new();
    for row in client.member_ids(None, 1_000).await.unwrap().rows {
        let member = client.member(&row.userid).await.unwrap();
        members.insert(member.email.clone(), member.name);
    }
    let options = FakeOptions { seed: 7, staff: 60, mail_domain: "example.test".to_owned(), ..FakeOptions::default() };
    let world = World::with(options).await;
    let all = world.all().await;
    assert!(all.iter().all(|staff| members.get(&staff.mail) == Some(&staff.name)));
}

#[tokio::test]
async fn the_same_seed_is_the_same_centre() {
    let story = async |seed| {
        let world = World::with(FakeOptions { seed, capital_percent: 10, ..FakeOptions::default() }).await;
        format!("{:?}{:?}", world.all().await, world.client.status_metrics(&StatusFilter::default()).await.unwrap())
    };
    let (one, again, other) = (story(7).await, story(7).await, story(8).await);
    assert!(one == again && one != other);
}

#[tokio::test]
async fn numbers_and_addresses_are_one_agents_each() {
    let world = World::with(FakeOptions { staff: 8_000, ..FakeOptions::default() }).await;
    let all = world.all().await;
    let of: [fn(&Staff) -> String; 4] = [
        |staff| staff.mail.to_lowercase(),
        |staff| staff.phone.clone(),
        |staff| staff.staff_number.clone(),
        |staff| staff.extension_number.clone(),
    ];
    for value in of {
        assert_eq!(all.iter().map(value).collect::<HashSet<_>>().len(), 8_000);
    }
    let extensions = all.iter().map(|staff| staff.extension_number.as_str());
    assert!(extensions.into_iter().all(|number| number.len() <= 6 && !number.starts_with(['0', '9'])));
}
