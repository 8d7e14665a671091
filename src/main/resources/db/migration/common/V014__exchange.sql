-- What went over the wire between us and the outside systems, with secrets and personal data masked.
create table exchange (
    id        bigint       not null primary key,
    at_       timestamp(6) with time zone not null,
    subject   varchar(40),
    direction varchar(3)   not null,
    system_   varchar(30)  not null,
    operation varchar(60)  not null,
    address   varchar(500),
    status    integer,
    outcome   varchar(10)  not null,
    millis    bigint       not null,
    request   varchar(20000),
    answer    varchar(20000),
    fault     varchar(500)
);
create index exchange_subject on exchange (subject, at_);
create index exchange_at on exchange (at_);

-- Events of outside systems that have had their effect: a repeat finds its key taken.
create table received_event (
    system_     varchar(30)  not null,
    event_id    varchar(255) not null,
    received_at timestamp(6) with time zone not null,
    primary key (system_, event_id)
);
create index received_event_at on received_event (received_at);
