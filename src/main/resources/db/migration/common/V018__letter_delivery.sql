-- A letter that came back, and the address that does not take letters.
alter table letter add column failed_at timestamp(6) with time zone;
alter table letter add column failure varchar(1000);

alter table contact add column undeliverable_at timestamp(6) with time zone;
alter table contact add column undeliverable_note varchar(1000);
