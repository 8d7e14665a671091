-- Where a touch stood before its last move, so that the move can be undone.
alter table activity add column moved_from timestamp(6) with time zone;

-- What is planned is read of a time long past, too: without the state in the index all that was ever held would be read with it.
drop index activity_owner;
create index activity_owner on activity (owner, state, starts_at);

create index renewal_due on renewal (due_on);
