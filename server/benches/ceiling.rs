//! The fake's own ceiling: the same pages, fetched with the product's client and thrown away.

use anyhow::Result;
use connectors::http::{Http, HttpSettings};
use connectors::wecom::fake::FakeOptions;
use connectors::wecom::types::UserId;
use connectors::wecom::{LimitSettings, Settings, WeCom, WeComConfig};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use url::Url;

/// Calls at once, as many as the product makes.
const AT_ONCE: usize = 4;

fn client(base_url: &str) -> Result<WeCom> {
    let corporation = FakeOptions::default();
    let config = WeComConfig {
        base_url: Url::parse(base_url)?,
        corp_id: corporation.corp_id,
        contact_secret: corporation.contact_secret.as_str().into(),
        app_secret: corporation.app_secret.as_str().into(),
        agent_id: corporation.agent_id,
        archive_secret: None,
        provider: None,
        callback_token: String::new().into(),
        callback_aes_key: String::new().into(),
    };
    // The platform's limits would be measured instead.
    let limits = LimitSettings { per_minute: u32::MAX, per_hour: u32::MAX, ..LimitSettings::default() };
    let http = Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() })?;
    Ok(WeCom::with_settings(config, http, Settings { limits, ..Settings::default() }))
}

/// Every department, its members and the ids; how many members came.
pub async fn contacts(base_url: &str) -> Result<u64> {
    let client = client(base_url)?;
    let departments = client.departments().await?;
    let members = stream::iter(departments)
        .map(|node| {
            let client = client.clone();
            async move { client.members_of(node.id).await }
        })
        .buffer_unordered(AT_ONCE)
        .try_fold(0, |sum, page| async move { Ok(sum + page.len() as u64) })
        .await?;
    let mut cursor = None;
    loop {
        cursor = client.member_ids(cursor.as_ref(), 10_000).await?.next;
        if cursor.is_none() {
            return Ok(members);
        }
    }
}

/// Every relation; how many came.
pub async fn customers(base_url: &str) -> Result<u64> {
    let client = client(base_url)?;
    let owners = client.follow_users().await?;
    let relations = stream::iter(owners.chunks(100).map(<[UserId]>::to_vec))
        .map(|owners| {
            let client = client.clone();
            async move {
                let (mut sum, mut cursor) = (0, None);
                loop {
                    let page = client.customers_of(&owners, cursor.as_ref()).await?;
                    sum += page.rows.len() as u64;
                    cursor = page.next;
                    if cursor.is_none() {
                        return Ok::<u64, anyhow::Error>(sum);
                    }
                }
            }
        })
        .buffer_unordered(AT_ONCE)
        .try_fold(0, |sum, rows| async move { Ok(sum + rows) })
        .await?;
    Ok(relations)
}
