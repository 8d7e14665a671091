-- Calls as the exchange tells them: every event once, in whatever order; a call's row is what its events add up to.
create table call_order (
    id           bigint       not null primary key,
    command_id   varchar(64)  not null unique,
    deal_id      bigint       not null references deal (id),
    contact_id   bigint       not null references contact (id),
    employee     varchar(64)  not null,
    number       varchar(20)  not null,
    state        varchar(20)  not null,
    reason       varchar(1000),
    ordered_at   timestamp(6) with time zone not null,
    lock_version integer      not null
);
create index call_order_deal on call_order (deal_id);

create table call_record (
    id             bigint       not null primary key,
    entry_id       varchar(128) not null unique,
    order_id       bigint references call_order (id),
    deal_id        bigint references deal (id),
    contact_id     bigint references contact (id),
    direction      varchar(20),
    employee       varchar(64),
    extension      varchar(20),
    number         varchar(40),
    state          varchar(20)  not null,
    result         varchar(20),
    started_at     timestamp(6) with time zone,
    connected_at   timestamp(6) with time zone,
    ended_at       timestamp(6) with time zone,
    talk_seconds   integer,
    told           boolean      not null,
    received_at    timestamp(6) with time zone not null,
    lock_version   integer      not null
);
create index call_record_order on call_record (order_id);
create index call_record_deal on call_record (deal_id);
create index call_record_contact on call_record (contact_id);

create table call_event (
    id           bigint       not null primary key,
    event_key    varchar(300) not null unique,
    entry_id     varchar(128) not null,
    command_id   varchar(64),
    leg          varchar(128),
    seq          integer,
    state        varchar(20)  not null,
    direction    varchar(20),
    extension    varchar(20),
    number       varchar(40),
    happened_at  timestamp(6) with time zone not null,
    connected_at timestamp(6) with time zone,
    ended_at     timestamp(6) with time zone,
    talk_seconds integer,
    received_at  timestamp(6) with time zone not null
);
create index call_event_entry on call_event (entry_id);

create table call_recording (
    id           bigint       not null primary key,
    recording_id varchar(200) not null unique,
    entry_id     varchar(128) not null,
    state        varchar(20)  not null,
    reason       varchar(1000),
    file_id      bigint references stored_file (id),
    ready_at     timestamp(6) with time zone not null,
    lock_version integer      not null
);
create index call_recording_entry on call_recording (entry_id);
