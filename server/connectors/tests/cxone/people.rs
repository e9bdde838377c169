use std::collections::HashMap;

use connectors::{
    cxone::fake::FakeOptions,
    wecom::{WeCom, fake as wecom_fake},
};

use super::{World, http};

/// Must hold: the demo maps people of three platforms to each other by their addresses.
#[tokio::test]
async fn agent_i_has_the_address_of_wecoms_member_i() {
    let options = wecom_fake::FakeOptions { seed: 7, members: 60, contact_reads_details: true, ..Default::default() };
    let wecom = wecom_fake::start(options).await.unwrap();
    let client = WeCom::new(wecom.config(), http());
    let mut members = HashMap::new();
    for row in client.member_ids(None, 1_000).await.unwrap().rows {
        let member = client.member(&row.userid).await.unwrap();
        members.insert(member.email.clone(), member.name);
    }
    let options = FakeOptions { seed: 7, agents: 60, mail_domain: "example.test".to_owned(), ..FakeOptions::default() };
    let world = World::with(options).await;
    let agents = world.all_agents(100).await.unwrap();
    assert_eq!(agents.iter().filter(|agent| members.contains_key(&agent.email_address)).count(), 60);
    let latin = agents.iter().filter(|agent| members[&agent.email_address] == agent.display_name()).count();
    assert!(latin > 0 && latin < 30, "those with Latin names are called the same: {latin}");
}

#[tokio::test]
async fn addresses_are_as_unruly_as_they_were_ordered() {
    let options = FakeOptions {
        agents: 1_000,
        duplicate_percent: 10,
        capital_percent: 10,
        no_mail_percent: 10,
        inactive_percent: 10,
        ..FakeOptions::default()
    };
    let world = World::with(options).await;
    let agents = world.all_agents(100).await.unwrap();
    let share = |count: usize| assert!((40..200).contains(&count), "{count}");
    share(agents.iter().filter(|agent| agent.email_address.is_empty()).count());
    share(agents.iter().filter(|agent| agent.email_address.chars().any(|c| c.is_ascii_uppercase())).count());
    share(agents.iter().filter(|agent| !agent.is_active).count());
    let mut times: HashMap<String, usize> = HashMap::new();
    for agent in agents.iter().filter(|agent| !agent.email_address.is_empty()) {
        *times.entry(agent.email_address.to_lowercase()).or_default() += 1;
    }
    share(times.values().filter(|times| **times > 1).count());
}

#[tokio::test]
async fn the_same_seed_is_the_same_centre() {
    let story = async |seed| {
        let world = World::with(FakeOptions { seed, ..FakeOptions::default() }).await;
        format!("{:?}{:?}", world.all_agents(100).await.unwrap(), world.client.agent_states(None).await.unwrap().states)
    };
    assert_eq!(story(7).await, story(7).await);
    assert_ne!(story(7).await, story(8).await);
}
