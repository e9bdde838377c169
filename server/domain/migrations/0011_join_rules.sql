-- Rules for joining, where an organisation wrote its own. The switch itself is organisations.inviting_verification.

create table join_rules (
    organisation_id text primary key references organisations (id),
    -- JSON: the ways in that are closed. What the others do follows from the product's rules and the switch.
    cells text not null,
    -- JSON: what people are asked for, in order.
    details text not null,
    revision bigint not null
);
