-- One secret address for each employee's calendar; only a hash of the secret is kept.
create table calendar_feed (
    owner              varchar(64) not null primary key,
    secret_hash        varchar(64) not null unique,
    created_at         timestamp(6) with time zone not null,
    read_at            timestamp(6) with time zone,
    content_hash       varchar(64),
    content_changed_at timestamp(6) with time zone
);

-- What the employees' calendar programs were shown: a program takes a change only with a higher sequence, and a cancelled
-- entry must be told as such.
create table calendar_entry (
    id            bigint        not null primary key,
    owner         varchar(64)   not null,
    source        varchar(10)   not null,
    source_id     varchar(64)   not null,
    uid           varchar(36)   not null unique,
    sequence_     integer       not null,
    cancelled     boolean       not null,
    title         varchar(500)  not null,
    details       varchar(5000),
    place         varchar(500),
    path          varchar(200)  not null,
    starts_at     timestamp(6) with time zone,
    ends_at       timestamp(6) with time zone,
    day_          date,
    alarm_minutes integer,
    created_at    timestamp(6) with time zone not null,
    changed_at    timestamp(6) with time zone not null,
    unique (owner, source, source_id)
);
