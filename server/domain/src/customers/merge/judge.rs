//! Whether one customer can become part of another, and what that would change.

use super::Change;
use crate::change::draft::Draft;
use crate::customers::bin::copy::Copy;
use crate::customers::rows::Whole;
use crate::sync::field;
use model::audit::Subject;
use model::change::{FieldChange, Reason, Verdict};
use model::customer::RelationState;
use model::customer_edit::CustomerField;
use model::merge::Merge;
use model::{Code, Problem};

/// What stands in the way of bringing one into another; nothing if nothing does. A platform's next synchronisation would take apart
/// what it knows as two people, or write over the one it does not know.
pub(super) fn bar(keep: &Copy, gone: &Copy) -> Option<Problem> {
    if keep.links.iter().any(|link| gone.links.iter().any(|other| other.connection_id == link.connection_id)) {
        return Some(Code::TwoThere.into());
    }
    if keep.links.is_empty() && !gone.links.is_empty() {
        return Some(Code::KnownThere.into());
    }
    let clashes = keep.relations.iter().any(|part| {
        let same = gone.relations.iter().find(|other| other.member_id == part.member_id);
        same.is_some_and(|other| part.connection_id.is_some() && other.connection_id.is_some())
    });
    clashes.then(|| Code::TwoThere.into())
}

/// The one of several that is kept unless a person says otherwise: whom a platform knows, then whom more members look after, then who
/// has been here longest.
pub(super) fn best(copies: &[Copy]) -> usize {
    let rank = |copy: &Copy| {
        let live = copy.relations.iter().filter(|part| part.state == RelationState::Live).count();
        (!copy.links.is_empty(), live, std::cmp::Reverse((copy.customer.created_at.0, copy.customer.id.0.clone())))
    };
    (0..copies.len()).max_by_key(|at| rank(&copies[*at])).unwrap_or_default()
}

/// A field that can be chosen.
pub(super) fn value(customer: &Whole, field: CustomerField) -> &str {
    match field {
        CustomerField::Name => &customer.name,
        CustomerField::Company => &customer.company,
        CustomerField::Position => &customer.position,
        CustomerField::Phone => &customer.phone,
        CustomerField::Email => &customer.email,
        CustomerField::Note => &customer.note,
        CustomerField::Owners | CustomerField::Tags => "",
    }
}

/// What a person chose, for the one who goes.
pub(super) fn chosen(merge: &Merge, keep: &Copy, gone: &Copy) -> Change {
    let of = |from: &Copy| {
        let named = merge.take.iter().filter(|(_, id)| *id == from.customer.id).map(|(field, _)| *field);
        named.filter(|field| field.lock(keep.customer.source).is_none()).collect::<Vec<_>>()
    };
    let named = merge.take.iter().filter(|(_, id)| *id != gone.customer.id).map(|(field, _)| *field);
    Change { keep: keep.customer.id.clone(), take: of(gone), leave: named.collect() }
}

/// The fields of the kept one as they would be, where they differ.
pub(super) fn fields(keep: &Whole, gone: &Whole, change: &Change) -> Vec<(CustomerField, String)> {
    let mut fields = Vec::new();
    for field in Merge::CHOSEN {
        let (ours, theirs) = (value(keep, field), value(gone, field));
        let open = field.lock(keep.source).is_none() && !change.leave.contains(&field);
        if ours != theirs && (change.take.contains(&field) || (ours.is_empty() && open)) {
            fields.push((field, theirs.to_owned()));
        }
    }
    if !gone.note.is_empty() && !keep.note.contains(&gone.note) {
        let both = [keep.note.as_str(), gone.note.as_str()].join("\n");
        fields.push((CustomerField::Note, both.trim().to_owned()));
    }
    fields
}

/// The row that proposes to bring one into another.
pub(super) fn draft(keep: &Copy, gone: &Copy, change: &Change, reason: Reason) -> Draft {
    let mut told: Vec<FieldChange> = fields(&keep.customer, &gone.customer, change)
        .into_iter()
        .filter_map(|(name, after)| field(name.word(), value(&keep.customer, name), &after))
        .collect();
    let owners = |copies: &[&Copy]| {
        let mut names: Vec<&str> =
            copies.iter().flat_map(|copy| &copy.relations).map(|part| part.member.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    };
    told.extend(field("owners", &owners(&[keep]), &owners(&[keep, gone])));
    let barred = bar(keep, gone).is_some();
    let verdict = match reason {
        _ if barred => Verdict::Blocked,
        Reason::SameNameAndCompany => Verdict::Conflict,
        _ => Verdict::Change,
    };
    Draft {
        rank: 1,
        subject: Subject::Customer,
        subject_id: Some(gone.customer.id.0.clone()),
        external_id: keep.customer.id.0.clone(),
        name: gone.customer.name.clone(),
        detail: ["→", keep.customer.name.as_str(), keep.customer.company.as_str()].join(" ").trim().to_owned(),
        verdict,
        reason: if barred { Reason::OwnedThere } else { reason },
        fields: told,
        payload: serde_json::to_value(change).unwrap_or_default(),
        braked: false,
    }
}
