-- A file's bytes are sealed with a key of its own, which lies here sealed with the named key from the configuration; no name: plain.
alter table stored_file_content add column key_id varchar(32);
alter table stored_file_content add column wrapped_key varchar(120);
create index stored_file_content_key on stored_file_content (key_id, file_id);

-- What tells a key of the same name from another one, and which key was chosen last; never the key.
create table encryption_key (
    id           varchar(32)              not null primary key,
    fingerprint  varchar(64)              not null,
    activated_at timestamp with time zone
);

-- Whoever holds this row seals and re-seals old files: one node at a time, and none for longer than its transaction.
create table encryption_turn (
    id integer not null primary key
);
insert into encryption_turn (id) values (1);
