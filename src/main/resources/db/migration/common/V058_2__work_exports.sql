-- Who took the events of work out of the house, and which.
create table work_export (
    id        bigint       not null primary key,
    at_       timestamp(6) with time zone not null,
    actor     varchar(64)  not null,
    format    varchar(8)   not null,
    first_day date         not null,
    last_day  date         not null,
    processes varchar(2000)
);
create index work_export_at on work_export (at_);
