//! What to type on PostgreSQL.

use crate::Services;
use model::backup::OwnDumps;

/// The commands, with the address of the database but without its password, which both tools take from `PGPASSWORD` or
/// `~/.pgpass`. `None` where Muster makes the copies itself.
pub(super) fn own_dumps(services: &Services) -> Option<OwnDumps> {
    let place = services.settings.database.as_deref()?;
    Some(OwnDumps {
        dump: format!("pg_dump --format=custom --file=muster.dump \"{place}\""),
        restore: format!("pg_restore --clean --if-exists --single-transaction --dbname=\"{place}\" muster.dump"),
    })
}

/// The address of a database as it may be shown: without the password, also where that stands among the parameters.
pub(crate) fn without_password(database_url: &str) -> Option<String> {
    let mut url = url::Url::parse(database_url).ok()?;
    url.set_password(None).ok()?;
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| !name.contains("pass")).map(|(n, v)| (n.into(), v.into())).collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Some(url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = |url| without_password(url).unwrap();
        assert_eq!(shown("postgres://ada:secret@db.example/muster"), "postgres://ada@db.example/muster");
        let query = shown("postgres://ada@db.example/muster?password=secret&sslmode=require");
        assert_eq!(query, "postgres://ada@db.example/muster?sslmode=require");
    }
}
