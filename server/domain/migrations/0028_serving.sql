-- Whether the platform lets the member look after customers: only such can take any over. Null as long as nobody asked.
alter table member_links add column serves boolean;
