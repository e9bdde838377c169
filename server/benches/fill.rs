//! A database with many members, written by the product's own code, as the last synchronisation would have left it.

use crate::Options;
use crate::process;
use anyhow::Result;
use domain::Services;
use domain::keys::name_keys;
use domain::members::rows::{self, NewMember};
use model::member::{Source, Status};
use model::permission::Role;
use model::{DepartmentId, OrganisationId};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::path::PathBuf;
use tempfile::TempDir;

const SURNAMES: &[&str] =
    &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林"];
const GIVEN: &[&str] =
    &["芳", "伟", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超", "霞"];
const WESTERN: &[&str] = &["Ann", "Bruno", "Clara", "Diego", "Eva", "Farid", "Greta", "Hugo", "Ines", "Jonas"];
const LAST: &[&str] = &["Almeida", "Becker", "Costa", "Dias", "Evans", "Fischer", "Gomes", "Haas", "Ivanov", "Jansen"];

/// Folders with data in them; gone when dropped.
pub struct Filled {
    folder: TempDir,
    pub rows: u32,
}

impl Filled {
    /// The owner alone.
    pub fn small(&self) -> PathBuf {
        self.folder.path().join("small")
    }

    /// With all members.
    pub fn large(&self) -> PathBuf {
        self.folder.path().join("large")
    }
}

/// Fills both.
pub async fn fill(options: &Options) -> Result<Filled> {
    let filled = Filled { folder: tempfile::tempdir()?, rows: options.rows };
    process::init(&filled.small())?;
    process::init(&filled.large())?;
    let place = domain::Options {
        data: filled.large(),
        database_url: None,
        public_url: "http://localhost".to_owned(),
        allow_private_addresses: false,
        reader: None,
        archive_library: None,
        archive_files: None,
        key: None,
    };
    let services = Services::open(place).await?;
    let mut conn = services.store.read().await?;
    let organisation: OrganisationId =
        sqlx::query_scalar("select id from organisations limit 1").fetch_one(&mut *conn).await?;
    let root: DepartmentId =
        sqlx::query_scalar("select id from departments where parent_id is null").fetch_one(&mut *conn).await?;
    drop(conn);
    let mut random = StdRng::seed_from_u64(options.seed);
    let mut number = 0;
    while number < options.rows {
        let many = 2_000.min(options.rows - number);
        let mut tx = services.store.write().await?;
        let members: Vec<_> = (0..many)
            .map(|at| somebody(&services, &mut random, number + at, &root))
            .map(|new| (new.clone(), name_keys(&new.name)))
            .collect();
        rows::insert_all(&mut tx, &organisation, &members, services.clock.now()).await?;
        tx.commit().await?;
        number += many;
    }
    services.store.close().await;
    Ok(filled)
}

fn somebody(services: &Services, random: &mut StdRng, number: u32, department: &DepartmentId) -> NewMember {
    let mut pick = |from: &[&'static str]| from[random.random_range(0..from.len())];
    let name = if number.is_multiple_of(3) {
        format!("{} {}", pick(WESTERN), pick(LAST))
    } else {
        format!("{}{}{}", pick(SURNAMES), pick(GIVEN), pick(GIVEN))
    };
    NewMember {
        id: services.ids.next(),
        account: None,
        name,
        email: Some(format!("person{number}@example.com")),
        phone: Some(format!("+86138{number:08}")),
        status: Status::Active,
        role: Role::Member,
        own_role: None,
        departments: vec![department.clone()],
        position: "Sales".to_owned(),
        location: String::new(),
        work_number: format!("W{number:07}"),
        manager: None,
        source: Source::WeCom,
    }
}
