-- New clients: where each field of a card came from, branches, what is known of contacts, and the leads themselves.

alter table client add column company_size varchar(10);
alter table client add column branch_known boolean;

-- Only what is not simply the registry's last answer: what a person entered, what the registry says differently,
-- and what an older answer told.
create table client_field (
    client_id       bigint       not null references client (id),
    field           varchar(30)  not null,
    source          varchar(200) not null,
    entered_by      varchar(64),
    as_of           timestamp(6) with time zone not null,
    other_value     varchar(1000),
    other_source    varchar(60),
    other_as_of     timestamp(6) with time zone,
    other_dismissed boolean      not null,
    primary key (client_id, field)
);

alter table contact add column wrong_note varchar(2000);

create sequence lead_seq start with 1 increment by 1;

create table client_lead (
    id           bigint       not null primary key,
    number       varchar(20)  not null unique,
    client_id    bigint       not null references client (id),
    deal_id      bigint references deal (id),
    state        varchar(20)  not null,
    source       varchar(40)  not null,
    product_code varchar(40) references product (code),
    comment_     varchar(4000),
    resolution   varchar(4000),
    card_notes   varchar(4000),
    taken_by     varchar(64)  not null,
    taken_at     timestamp(6) with time zone not null,
    handed_to    varchar(64),
    lock_version integer      not null
);
create index client_lead_client on client_lead (client_id);
create index client_lead_deal on client_lead (deal_id);

create table client_lead_contact (
    lead_id    bigint       not null references client_lead (id),
    position   integer      not null,
    name       varchar(300) not null,
    job        varchar(300),
    role       varchar(40),
    phone      varchar(20),
    email      varchar(254),
    primary key (lead_id, position)
);
