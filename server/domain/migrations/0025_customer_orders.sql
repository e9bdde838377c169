-- Of ten million customers a page is found in an index alone: what filters and orders ask for stands in it. Reading the customers
-- themselves on the way took a thousand times as long once they were more than memory holds.

drop index customers_by_age;
drop index customers_by_name;
drop index customers_by_contact;
create index customers_by_age on customers (organisation_id, ended, added_at, id, contacted_at, source);
create index customers_by_name on customers (organisation_id, ended, name_key, id, added_at, contacted_at, source);
create index customers_by_contact on customers (organisation_id, ended, contacted_at, id, added_at, source);
-- Those who are named by another table, with what they are sorted by.
create index customers_by_id on customers (id, organisation_id, ended, added_at, contacted_at, source, name_key);

drop index relations_by_member;
create index relations_by_member on relations (member_id, state, customer_id);
