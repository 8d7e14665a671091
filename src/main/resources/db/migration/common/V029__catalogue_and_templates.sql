-- The head of sales keeps the catalogue: a parameter has its days as a product has, an option is no longer offered but never
-- lost, and each change is traceable.

alter table product add column revision integer default 0 not null;

alter table risk_parameter add column valid_from date default date '2025-01-01' not null;
alter table risk_parameter add column valid_to date;

alter table risk_parameter_option add column offered boolean default true not null;

create table catalogue_change (
    id           bigint        not null primary key,
    at_          timestamp(6) with time zone not null,
    actor        varchar(64)   not null,
    product_code varchar(40)   not null references product (code),
    text         varchar(4000) not null
);
create index catalogue_change_product on catalogue_change (product_code, id);

-- What people made of the delivered letters and documents: a version is added and never changed, so that it can be read and
-- brought back.
create table template_version (
    id       bigint         not null primary key,
    template varchar(40)    not null,
    number   integer        not null,
    subject  varchar(300),
    body     varchar(30000) not null,
    at_      timestamp(6) with time zone not null,
    author   varchar(64)    not null,
    note     varchar(300),
    constraint template_version_unique unique (template, number)
);
