-- Policies as the Policy Admin System issued them; one for each line of a contract.
create table policy (
    id              bigint         not null primary key,
    number          varchar(60)    not null unique,
    idempotency_key varchar(200)   not null unique,
    deal_id         bigint         not null references deal (id),
    client_id       bigint         not null references client (id),
    contract_number varchar(40)    not null,
    line            integer        not null,
    product_code    varchar(40)    not null references product (code),
    object          varchar(2000)  not null,
    sum_insured     numeric(19, 2) not null,
    deductible      numeric(19, 2) not null,
    premium         numeric(19, 2) not null,
    starts_on       date           not null,
    ends_on         date           not null,
    state           varchar(20)    not null,
    ended_on        date,
    end_reason      varchar(2000),
    issued_at       timestamp(6) with time zone not null,
    lock_version    integer        not null
);
create index policy_deal on policy (deal_id);
create index policy_client on policy (client_id);
create index policy_ends on policy (ends_on);

-- Every order of a policy with what the Policy Admin System answered.
create table policy_order (
    id              bigint       not null primary key,
    idempotency_key varchar(200) not null unique,
    contract_id     bigint       not null references contract (id),
    line            integer      not null,
    state           varchar(20)  not null,
    reference       varchar(200),
    reason          varchar(4000),
    ordered_at      timestamp(6) with time zone not null,
    answered_at     timestamp(6) with time zone,
    lock_version    integer      not null
);
create index policy_order_contract on policy_order (contract_id);
