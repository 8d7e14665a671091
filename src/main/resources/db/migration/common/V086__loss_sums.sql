-- What was lost in whole months, summed up beforehand: a month that stands here is read from its sums, any other deal by deal.
create table loss_month (
    begins timestamp(6) with time zone not null primary key,
    ends   timestamp(6) with time zone not null
);
create table loss_sum (
    begins    timestamp(6) with time zone not null references loss_month (begins) on delete cascade,
    breakdown varchar(20)  not null,
    key_      varchar(600) not null,
    reason    varchar(40)  not null,
    deals     bigint       not null,
    premium   numeric(38, 2),
    written   varchar(300),
    primary key (begins, breakdown, key_, reason)
);
