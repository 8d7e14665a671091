-- Who changed and who saw what. Rows are only ever added; the next migration has the database refuse anything else. Details hold names of
-- fields and, where they are no personal data, values. Numbers are not cached: their order is that of writing, whichever node writes.
create sequence audit_event_seq cache 1;
create table audit_event (
    id              bigint       not null primary key,
    at_             timestamp(6) with time zone not null,
    actor           varchar(64),
    on_behalf       varchar(64),
    action          varchar(24)  not null,
    kind            varchar(64)  not null,
    object_id       varchar(255),
    deal_number     varchar(32),
    client_id       bigint,
    details         varchar(4000),
    process_key     varchar(255),
    process_version integer,
    activity_id     varchar(255),
    instance_id     varchar(64),
    -- The network that the request came from, without its last part.
    address         varchar(64),
    key_id          varchar(12)  not null,
    mac             char(64)     not null
);
-- Each filter of the page, the newest first; those of deal and client follow, where a database need not list the rows that have none.
create index audit_event_at on audit_event (at_, id);
create index audit_event_actor on audit_event (actor, at_, id);
create index audit_event_action on audit_event (action, at_, id);
create index audit_event_kind on audit_event (kind, at_, id);
create index audit_event_object on audit_event (object_id, at_, id);

-- The chain. It lies beside the rows, so that they need no change when they get their place: work does not wait for one another's rows.
create table audit_link (
    position bigint      not null primary key,
    event_id bigint      not null,
    previous char(64)    not null,
    hash     char(64)    not null,
    key_id   varchar(12) not null,
    constraint audit_link_event_unique unique (event_id),
    constraint audit_link_event foreign key (event_id) references audit_event (id) on delete cascade
);

-- How long the chain was and how it ended, now and then; kept for good.
create table audit_anchor (
    number  bigint       not null primary key,
    at_     timestamp(6) with time zone not null,
    rows_   bigint       not null,
    head    char(64)     not null,
    key_id  varchar(12)  not null,
    mac     char(64)     not null
);

-- Up to which place of the chain rows were written to a file and may go; only these may.
create table audit_archive (
    number   bigint       not null primary key,
    at_      timestamp(6) with time zone not null,
    position bigint       not null,
    head     char(64)     not null,
    file     varchar(255) not null,
    sha256   char(64)     not null,
    key_id   varchar(12)  not null,
    mac      char(64)     not null
);
create index audit_archive_position on audit_archive (position);

-- One node seals at a time: whoever holds this row. Its other columns stay empty: a database that knows no trigger on it refuses to empty at
-- one stroke a table that another refers to.
create table audit_sealer (
    id      integer not null primary key,
    link    bigint references audit_link (position),
    anchor  bigint references audit_anchor (number),
    archive bigint references audit_archive (number)
);
insert into audit_sealer (id) values (1);
