-- What the Policy Admin System told of a policy before it told that it was issued; a row of the first table is the lock of a
-- policy's number while somebody records the policy or such news.
create table awaited_policy (
    policy_number varchar(60) not null primary key,
    since         timestamp(6) with time zone not null
);
create table awaited_policy_change (
    id            bigint      not null primary key,
    policy_number varchar(60) not null,
    starts_on     date,
    ends_on       date,
    cancelled_on  date,
    reason        varchar(2000),
    received_at   timestamp(6) with time zone not null
);
create index awaited_policy_change_number on awaited_policy_change (policy_number);
