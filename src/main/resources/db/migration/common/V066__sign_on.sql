-- Failed sign-ons by name, whether or not anybody has that name; a hash, since people type passwords there by mistake.
create table sign_on_failure (
    name_hash char(64) not null primary key,
    failures int not null,
    last_at timestamp with time zone not null,
    closed_until timestamp with time zone
);
create index sign_on_failure_last on sign_on_failure (last_at);
-- Which node reads the directory, and until when the others leave it alone.
create table directory_round (
    id int not null primary key,
    taken_until timestamp with time zone not null
);
insert into directory_round (id, taken_until) values (1, timestamp with time zone '2000-01-01 00:00:00+00');
