-- Contracts: made of an approved proposal, checked, signed by the client, and what document exchange told of them.
create sequence contract_seq start with 1 increment by 1;

create table contract (
    id                 bigint         not null primary key,
    number             varchar(40)    not null unique,
    deal_id            bigint         not null references deal (id),
    proposal_id        bigint         not null references proposal (id),
    state              varchar(30)    not null,
    starts_on          date           not null,
    ends_on            date           not null,
    premium            numeric(19, 2) not null,
    special_conditions varchar(4000),
    author             varchar(64)    not null,
    created_at         timestamp(6) with time zone not null,
    document_id        bigint references stored_file (id),
    channel            varchar(10),
    box_id             varchar(100),
    message_id         varchar(100),
    entity_id          varchar(100),
    sent_at            timestamp(6) with time zone,
    delivered_at       timestamp(6) with time zone,
    signed_at          timestamp(6) with time zone,
    signer             varchar(500),
    signature_file_id  bigint references stored_file (id),
    scan_id            bigint references stored_file (id),
    client_comment     varchar(4000),
    lock_version       integer        not null
);
create index contract_deal on contract (deal_id);
create unique index contract_entity on contract (entity_id);

create table contract_line (
    id               bigint         not null primary key,
    contract_id      bigint         not null references contract (id),
    position         integer        not null,
    product_code     varchar(40)    not null references product (code),
    object           varchar(2000)  not null,
    sum_insured      numeric(19, 2) not null,
    deductible       numeric(19, 2) not null,
    premium          numeric(19, 2) not null,
    proposal_line_id bigint         not null references proposal_line (id),
    constraint contract_line_unique unique (contract_id, position)
);

create table instalment (
    contract_id bigint         not null references contract (id),
    position    integer        not null,
    due_on      date           not null,
    amount      numeric(19, 2) not null,
    primary key (contract_id, position)
);

create table contract_check (
    id          bigint       not null primary key,
    contract_id bigint       not null references contract (id),
    role        varchar(20)  not null,
    passed      boolean      not null,
    comment_    varchar(4000),
    checked_by  varchar(64)  not null,
    checked_at  timestamp(6) with time zone not null
);
create index contract_check_contract on contract_check (contract_id);

-- Each event of document exchange once, whenever it comes; those of documents that nobody sent yet wait here.
create table signing_event (
    id          bigint       not null primary key,
    event_key   varchar(300) not null unique,
    entity_id   varchar(100) not null,
    state       varchar(30)  not null,
    comment_    varchar(4000),
    happened_at timestamp(6) with time zone not null,
    received_at timestamp(6) with time zone not null
);
create index signing_event_entity on signing_event (entity_id);

create table exchange_cursor (
    system_   varchar(30)  not null primary key,
    index_key varchar(200) not null
);
