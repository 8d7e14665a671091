-- The proof of an erasure names tables for programs and what stands in them for people.
alter table erasure_item add column label varchar(130);
update erasure_item set label = place;
alter table erasure_item alter column label set not null;
