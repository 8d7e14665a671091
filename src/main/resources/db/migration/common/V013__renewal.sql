-- Policies on their way to the next term: when to talk, what was found out, what came of it.
create table renewal (
    id                   bigint      not null primary key,
    policy_id            bigint      not null unique references policy (id),
    state                varchar(20) not null,
    registered_at        timestamp(6) with time zone not null,
    due_on               date,
    touch_id             bigint references activity (id),
    registry_answer      varchar(20) not null,
    registry_as_of       timestamp(6) with time zone,
    claims_note          varchar(4000),
    decided_at           timestamp(6) with time zone,
    decided_by           varchar(64),
    deal_id              bigint unique references deal (id),
    proposal_id          bigint references proposal (id),
    lock_version         integer     not null
);
create index renewal_state on renewal (state, due_on);

create table renewal_registry_fact (
    renewal_id bigint      not null references renewal (id),
    field      varchar(20) not null,
    then_value varchar(2000) not null,
    now_value  varchar(2000) not null,
    primary key (renewal_id, field)
);

create table renewal_risk_change (
    renewal_id bigint        not null references renewal (id),
    aspect     varchar(20)   not null,
    told       varchar(2000) not null,
    primary key (renewal_id, aspect)
);

create table renewal_suggestion (
    renewal_id   bigint        not null references renewal (id),
    position     integer       not null,
    product_code varchar(40)   not null references product (code),
    reason       varchar(2000) not null,
    accepted     boolean       not null,
    object       varchar(2000),
    sum_insured  numeric(19, 2),
    primary key (renewal_id, position)
);

alter table proposal add column copied_from_id bigint references proposal (id);
