//! What is held about a member and his account, in this organisation only.

use super::MOST;
use super::table::rows;
use crate::{Conn, Db, Result};
use model::{AccountId, MemberId, OrganisationId};
use serde_json::{Map, Value};
use sqlx::QueryBuilder;

/// The sections of the document, in their order. What the person did to others is told without them: the kind of thing and the verb.
pub(super) async fn gather(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &MemberId,
) -> Result<Map<String, Value>> {
    let account: Option<AccountId> =
        sqlx::query_scalar("select account_id from members where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(id)
            .fetch_optional(&mut *conn)
            .await?
            .flatten();
    let account = account.map_or_else(String::new, |account| account.0);
    let mut all = Map::new();
    for (name, text) in SECTIONS {
        let mut sql = QueryBuilder::<Db>::new("");
        // The statement is a constant; its marks become values.
        for piece in text.split_inclusive(['@', '#', '%']) {
            let (text, mark) = piece.split_at(piece.len() - 1);
            match mark {
                "@" => sql.push(text).push_bind(organisation.clone()),
                "#" => sql.push(text).push_bind(id.clone()),
                "%" => sql.push(text).push_bind(account.clone()),
                _ => sql.push(piece),
            };
        }
        sql.push(" limit ").push_bind(MOST);
        all.insert((*name).to_owned(), rows(conn, sql).await?.into());
    }
    Ok(all)
}

/// Each section with its statement: `@` stands for the organisation, `#` for the member, `%` for his account.
const SECTIONS: &[(&str, &str)] = &[
    (
        "record",
        "select m.id, m.name, m.email, m.phone, m.status, m.role, r.name as own_role, d.name as main_department, m.position, \
         m.location, m.work_number, b.name as manager, m.source, m.last_seen_at, m.created_at from members m \
         left join roles r on r.id = m.own_role_id left join departments d on d.id = m.main_department_id \
         left join members b on b.id = m.manager_id where m.organisation_id = @ and m.id = #",
    ),
    (
        "account",
        "select id, name, email, phone, language, case when password_hash is null then 'no' else 'yes' end as has_password, \
         created_at from accounts where id = %",
    ),
    (
        "departments",
        "select d.name, d.path from member_departments x join departments d on d.id = x.department_id \
         where x.organisation_id = @ and x.member_id = # order by d.path",
    ),
    (
        "heads_departments",
        "select d.name from department_heads x join departments d on d.id = x.department_id where x.organisation_id = @ \
         and x.member_id = # order by d.path",
    ),
    (
        "looks_after_departments",
        "select d.name from member_scopes x join departments d on d.id = x.department_id where x.organisation_id = @ \
         and x.member_id = # order by d.path",
    ),
    (
        "platform_accounts",
        "select l.external_id, c.kind as platform, c.name as connection from member_links l \
         join connections c on c.id = l.connection_id where l.organisation_id = @ and l.member_id = #",
    ),
    (
        "user_mappings",
        "select c.name as connection, g.status, g.reason, g.external_id, a.name, a.email, a.phone, a.number, a.detail, g.decided_by, g.since, \
         (select count(*) from mapping_refusals x where x.connection_id = g.connection_id and x.member_id = g.member_id) as refused \
         from mappings g join connections c on c.id = g.connection_id left join outside_accounts a on a.connection_id = g.connection_id \
         and a.external_id = g.external_id where g.organisation_id = @ and g.member_id = # order by g.since",
    ),
    (
        "presence",
        "select t.name as telephony, c.name as contact_centre, x.state, x.since, x.flow, x.held, x.overridden_by, x.overridden_until, \
         w.side, w.wanted, w.told, w.told_at, w.before, p.state as account_state, p.detail as account_detail, p.since as account_since, \
         p.facts as account_facts from presence_people x join presence_syncs s on s.id = x.sync_id \
         join connections t on t.id = s.telephony_id join connections c on c.id = s.centre_id \
         left join mappings g on g.member_id = x.member_id and g.connection_id in (s.telephony_id, s.centre_id) \
         left join presences p on p.connection_id = g.connection_id and p.external_id = g.external_id \
         left join presence_writes w on w.sync_id = x.sync_id and w.member_id = x.member_id \
         and (w.side = 'telephony') = (g.connection_id = s.telephony_id) where x.organisation_id = @ and x.member_id = # \
         order by t.name, w.side",
    ),
    (
        "agent",
        "select a.number as agent_number, a.name, a.nickname, a.email, a.state, a.state_since as since, a.forced_by, a.forced_reason as reason, \
         a.forced_until as until, a.last_sign_in_at, a.zone, a.deleted_at, a.created_at from agents a \
         where a.organisation_id = @ and a.member_id = # order by a.created_at",
    ),
    (
        "skill_groups",
        "select g.name, x.priority from agent_groups x join skill_groups g on g.id = x.group_id join agents a on a.id = x.agent_id \
         where a.organisation_id = @ and a.member_id = # order by g.name",
    ),
    (
        "shifts",
        "select x.day, x.from_minute, x.to_minute from agent_shifts x join agents a on a.id = x.agent_id \
         where a.organisation_id = @ and a.member_id = # order by x.day, x.from_minute",
    ),
    (
        "agent_sign_ins",
        "select x.at, x.kind, x.address, x.browser from agent_sign_ins x join agents a on a.id = x.agent_id \
         where a.organisation_id = @ and a.member_id = # order by x.at",
    ),
    (
        "identity_providers",
        "select c.name as connection, u.user_name, u.external_id, u.formatted as name, u.given_name, u.family_name, \
         u.display_name, u.title as position, u.employee_number as work_number, u.department as main_department, \
         u.organization as company, b.name as manager, u.created_at, u.changed_at, u.left_at from scim_users u \
         join connections c on c.id = u.connection_id left join members b on b.id = u.manager_id \
         where u.organisation_id = @ and u.member_id = #",
    ),
    (
        "identity_provider_values",
        "select c.name as connection, v.kind, v.type, case when v.kind = 'email' then v.value end as email, \
         case when v.kind = 'phone' then v.value end as phone, v.is_primary from scim_user_values v join connections c \
         on c.id = v.connection_id where c.organisation_id = @ and v.member_id = # order by v.kind, v.position",
    ),
    (
        "identity_provider_groups",
        "select c.name as connection, g.display_name as name from scim_group_members x join scim_groups g on g.id = x.group_id \
         join connections c on c.id = x.connection_id where c.organisation_id = @ and x.member_id = # order by g.display_name",
    ),
    (
        "provider_access",
        "select c.name as connection, t.prefix, t.created_at, t.revoked_at from scim_tokens t join connections c \
         on c.id = t.connection_id where t.organisation_id = @ and t.created_by = # order by t.created_at",
    ),
    (
        "seats",
        "select s.kind, c.name as connection, s.since, s.until from seats s join connections c on c.id = s.connection_id \
         where s.organisation_id = @ and s.member_id = # order by s.since",
    ),
    (
        "customer_groups",
        "select g.name, g.state, g.since from customer_groups g where g.organisation_id = @ and g.owner_id = # order by g.since",
    ),
    (
        "handovers",
        "select h.kind, h.state, h.at, h.created_at, h.applied_at, h.created_by, (select count(*) from handover_items i \
         where i.handover_id = h.id and i.leaver_id = #) as given, (select count(*) from handover_items i where i.handover_id = h.id \
         and i.to_id = #) as taken from handovers h where h.organisation_id = @ and (exists (select 1 from handover_leavers l \
         where l.handover_id = h.id and l.member_id = #) or exists (select 1 from handover_items i where i.handover_id = h.id \
         and i.to_id = #) or h.created_by_member = # or h.proposed_by_member = # or h.scheduled_by = #) order by h.created_at",
    ),
    (
        "archived_conversations",
        "select v.kind, c.messages, c.first_at, c.last_at from conversation_members x join conversation_strands c on c.id = x.strand_id \
         join conversations v on v.id = c.conversation_id where x.organisation_id = @ and x.member_id = # order by c.last_at desc",
    ),
    (
        "archived_messages",
        "select m.at, m.kind, m.text from conversation_members x join archive_messages m on m.strand_id = x.strand_id \
         and m.sender_kind = 'member' and m.sender = x.user_key where x.organisation_id = @ and x.member_id = # order by m.at desc",
    ),
    (
        "opened_conversations",
        "select conversation_id, reason, reads, at from archive_openings where organisation_id = @ and member_id = # order by at desc",
    ),
    (
        "sessions",
        "select address, agent, created_at, seen_at, expires_at from sessions where account_id = % order by seen_at desc",
    ),
    ("pending_codes", "select address, created_at, expires_at from codes where account_id = %"),
    (
        "invitations",
        "select i.kind, i.address, i.position, i.state, i.created_at, i.expires_at, b.name as invited_by from invitations i \
         left join members b on b.id = i.inviter_id where i.organisation_id = @ and (i.member_id = # or i.account_id = %) \
         order by i.created_at",
    ),
    (
        "used_invitations",
        "select i.kind, u.used_at from invitation_uses u join invitations i on i.id = u.invitation_id \
         where i.organisation_id = @ and u.account_id = % order by u.used_at",
    ),
    (
        "sent_invitations",
        "select kind, state, created_at from invitations where organisation_id = @ and inviter_id = # order by created_at desc",
    ),
    (
        "joins",
        "select j.channel, j.position, j.work_number, j.answers, j.rule, j.state, j.reference, j.reason, j.created_at, \
         j.decided_at from joins j where j.organisation_id = @ and j.member_id = # order by j.created_at",
    ),
    (
        "decided_joins",
        "select state, created_at, decided_at from joins where organisation_id = @ and decided_by = # order by decided_at desc",
    ),
    (
        "looks_after_customers",
        "select state, count(*) as amount from relations where organisation_id = @ and member_id = # group by state",
    ),
    (
        "looked_after_deleted_customers",
        "select count(*) as amount from bin_owners where organisation_id = @ and member_id = #",
    ),
    (
        "proposed_changes",
        "select s.kind as change_set_kind, s.created_at, s.created_by, r.name, r.detail, r.verdict, r.reason, r.state, r.fields \
         from change_rows r join change_sets s on s.id = r.set_id where s.organisation_id = @ and r.subject = 'member' \
         and r.subject_id = # order by s.created_at desc",
    ),
    (
        "imported_rows",
        "select i.file_name, i.created_at, r.number, r.cells from import_rows r join imports i on i.id = r.import_id \
         join members m on m.id = # where i.organisation_id = @ and (r.email_key = m.email_key or r.phone = m.phone) \
         order by i.created_at",
    ),
    (
        "activity_about",
        "select seq, at, actor, origin, verb, subject, subject_name, before, after from audit where organisation_id = @ \
         and (subject_id = # or subject_id = %) order by seq desc",
    ),
    (
        "activity_by",
        "select seq, at, origin, address, verb, subject from audit where organisation_id = @ \
         and (actor_member = # or actor_account = %) order by seq desc",
    ),
    (
        "messages",
        "select o.medium, o.address, o.template, o.language, o.state, o.created_at, o.sent_at from outbox o \
         join members m on m.id = # where o.organisation_id = @ and o.address <> '' \
         and (o.about = m.id or o.about = % or o.address = m.email or o.address = m.phone) order by o.created_at",
    ),
    (
        "api_keys",
        "select name, prefix, scopes, created_at, expires_at, last_used_at, last_used_address, revoked_at from api_keys \
         where organisation_id = @ and created_by = # order by created_at",
    ),
    (
        "imports",
        "select file_name, size, state, created_at from imports where organisation_id = @ and created_by_member = # \
         order by created_at desc",
    ),
    (
        "exports",
        "select kind, format, size, created_at from exports where organisation_id = @ and created_by_member = # \
         order by created_at desc",
    ),
    (
        "runs",
        "select kind, state, created_at, started_at, ended_at from runs where organisation_id = @ and started_by_member = # \
         order by created_at desc",
    ),
    (
        "change_sets",
        "select kind, state, created_at, applied_at from change_sets where organisation_id = @ and created_by_member = # \
         order by created_at desc",
    ),
    (
        "deletions",
        "select deleted_at, erase_at from bin_customers where organisation_id = @ and deleted_by_member = # \
         order by deleted_at desc",
    ),
    (
        "privacy_requests",
        "select id, kind, law, channel, state, note, reason, received_at, due_at, closed_at from privacy_requests \
         where organisation_id = @ and member_id = # order by received_at",
    ),
    (
        "made_dossiers",
        "select created_at from dossiers where organisation_id = @ and made_by_member = # order by created_at desc",
    ),
];
