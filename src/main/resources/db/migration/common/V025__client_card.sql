-- The audit trail of cards: every changed field of a client and of its contacts, by whom and in which step.
create table client_change (
    id              bigint       not null primary key,
    client_id       bigint       not null references client (id),
    contact_id      bigint references contact (id),
    field           varchar(60)  not null,
    old_value       varchar(2100),
    new_value       varchar(2100),
    source          varchar(320),
    changed_at      timestamp(6) with time zone not null,
    changed_by      varchar(64),
    process_key     varchar(64),
    process_version integer,
    activity_id     varchar(64),
    activity_name   varchar(255)
);
create index client_change_client on client_change (client_id, id);

create index insurance_request_client on insurance_request (client_id);
