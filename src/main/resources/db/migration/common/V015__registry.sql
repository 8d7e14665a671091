-- The counterparty registry: what it last told, what has changed since, and each night's round of the clients.

-- A registry is paid by the question: an answer serves again until it is too old.
create table registry_answer (
    provider    varchar(20)  not null,
    inn         varchar(12)  not null,
    received_at timestamp(6) with time zone not null,
    answer      text         not null,
    primary key (provider, inn)
);

-- Beside the card's own values, which a person may have typed: changes are told from answer to answer.
alter table client add column told_head varchar(300);
alter table client add column told_address varchar(1000);

create table requisite_change (
    id         bigint       not null primary key,
    client_id  bigint       not null references client (id),
    field      varchar(20)  not null,
    old_value  varchar(1000) not null,
    new_value  varchar(1000) not null,
    source     varchar(60)  not null,
    changed_at timestamp(6) with time zone not null
);
create index requisite_change_client on requisite_change (client_id, changed_at);

create table registry_refresh (
    id         bigint  not null primary key,
    started_at timestamp(6) with time zone not null
);

create table registry_refresh_client (
    refresh_id bigint  not null references registry_refresh (id) on delete cascade,
    client_id  bigint  not null references client (id),
    batch      integer not null,
    outcome    varchar(20),
    checked_at timestamp(6) with time zone,
    primary key (refresh_id, client_id)
);
create index registry_refresh_batch on registry_refresh_client (refresh_id, batch);
create index registry_refresh_one_client on registry_refresh_client (client_id);
