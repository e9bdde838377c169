-- What leavers leave on platforms.

-- When the member left there, as the platform says.
alter table member_links add column left_at bigint;
