//! A row as a script reads it: every value by its word, not by what a person would call it.

use crate::customers::Exported as Customer;
use crate::mappings::Exported as Mapped;
use crate::members::Exported;
use crate::sheet::Cell;
use model::export::{CustomerColumn, MappingColumn, MemberColumn};

/// The cell of a member in a column.
pub(super) fn of_member(column: MemberColumn, member: &Exported) -> Cell {
    let row = &member.row;
    match column {
        MemberColumn::Name => row.name.as_str().into(),
        MemberColumn::Email => row.email.clone().into(),
        MemberColumn::Phone => row.phone.clone().into(),
        MemberColumn::Departments => member.paths.clone().into(),
        MemberColumn::Position => row.position.as_str().into(),
        MemberColumn::Location => row.location.as_str().into(),
        MemberColumn::WorkNumber => row.work_number.as_str().into(),
        // One of the organisation's own has no word but its name.
        MemberColumn::Role => row.own_role.as_ref().map_or(row.role.word(), |own| own.name.as_str()).into(),
        MemberColumn::Status => row.status.word().into(),
        MemberColumn::Source => row.source.word().into(),
        MemberColumn::Created => Cell::Moment(row.created_at),
        MemberColumn::LastSeen => row.last_seen_at.map_or(Cell::Empty, Cell::Moment),
    }
}

/// The cell of a customer in a column.
pub(super) fn of_customer(column: CustomerColumn, customer: &Customer) -> Cell {
    let row = &customer.row;
    match column {
        CustomerColumn::Name => row.name.as_str().into(),
        CustomerColumn::Company => row.company.as_str().into(),
        CustomerColumn::Position => customer.position.as_str().into(),
        CustomerColumn::Phone => row.phone.as_str().into(),
        CustomerColumn::Email => row.email.as_str().into(),
        CustomerColumn::Note => customer.note.as_str().into(),
        CustomerColumn::Kind => row.kind.word().into(),
        CustomerColumn::Owners => row.owners.iter().map(|owner| owner.name.clone()).collect::<Vec<_>>().into(),
        CustomerColumn::Tags => {
            row.tags.iter().map(|tag| format!("{}/{}", tag.group, tag.name)).collect::<Vec<_>>().into()
        }
        CustomerColumn::Added => Cell::Moment(row.added_at),
        CustomerColumn::Contacted => Cell::Moment(row.contacted_at),
        CustomerColumn::Source => row.source.word().into(),
    }
}

/// The cell of a mapping in a column, with the product's own words.
pub fn of_mapping(column: MappingColumn, row: &Mapped) -> Cell {
    let mapping = &row.mapping;
    let account = mapping.account.as_ref();
    let of_account = |text: Option<&String>| text.map_or(Cell::Empty, |text| text.as_str().into());
    match column {
        MappingColumn::MemberId => mapping.member_id.as_str().into(),
        MappingColumn::Name => mapping.name.as_str().into(),
        MappingColumn::Email => mapping.email.as_str().into(),
        MappingColumn::WorkNumber => row.work_number.as_str().into(),
        MappingColumn::Department => mapping.department.as_str().into(),
        MappingColumn::Connection => row.connection.as_str().into(),
        MappingColumn::Status => mapping.status.word().into(),
        MappingColumn::Reason => mapping.reason.map_or(Cell::Empty, |reason| reason.word().into()),
        MappingColumn::ExternalId => of_account(account.map(|account| &account.external_id)),
        MappingColumn::ExternalName => of_account(account.map(|account| &account.name)),
        MappingColumn::ExternalEmail => of_account(account.map(|account| &account.email)),
        MappingColumn::ExternalNumber => of_account(account.map(|account| &account.number)),
        MappingColumn::DecidedBy => mapping.decided_by.as_str().into(),
        MappingColumn::Since => mapping.since.map_or(Cell::Empty, Cell::Moment),
    }
}
