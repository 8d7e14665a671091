-- What people do on a deal's page: letters of their own, files they leave, answers to objections; each once.

-- A dialog that is sent twice carries one key: the second time nothing happens, and the first result is told again.
create table submission (
    deal_id      bigint      not null references deal (id),
    request_key  varchar(64) not null,
    submitted_by varchar(64) not null,
    submitted_at timestamp(6) with time zone not null,
    result_id    bigint,
    primary key (deal_id, request_key)
);
create index submission_at on submission (submitted_at);

create table deal_file (
    id           bigint      not null primary key,
    deal_id      bigint      not null references deal (id),
    file_id      bigint      not null unique references stored_file (id),
    uploaded_by  varchar(64) not null,
    removed_at   timestamp(6) with time zone,
    lock_version integer     not null
);
create index deal_file_deal on deal_file (deal_id);

-- Who wrote a letter by hand; letters of the models have nobody.
alter table letter add column author varchar(64);

-- An objection that was open is answered later.
alter table objection add column answered_at timestamp(6) with time zone;
alter table objection add column answered_by varchar(64);
alter table objection add column lock_version integer default 0 not null;
