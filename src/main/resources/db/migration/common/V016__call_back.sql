-- A client who could not reach anybody is called back; while that is to be done, open_key holds the client's id.
create table call_back (
    id          bigint       not null primary key,
    client_id   bigint       not null references client (id),
    open_key    varchar(40)  unique,
    deal_id     bigint       references deal (id),
    contact_id  bigint       references contact (id),
    number      varchar(40)  not null,
    owner       varchar(64),
    calls       integer      not null,
    first_at    timestamp(6) with time zone not null,
    last_at     timestamp(6) with time zone not null,
    done_at     timestamp(6) with time zone,
    result      varchar(20),
    note        varchar(2000),
    lock_version integer     not null
);
create index call_back_client on call_back (client_id);

-- Whether what the end of a call asks for (a call back, a request of somebody unknown) has been seen to.
alter table call_record add column settled boolean default false not null;
update call_record set settled = true;
