-- Who changed which choice of a dictionary, when and how: the choices steer reports, so a change must be traceable.

create table dictionary_change (
    id         bigint        not null primary key,
    at_        timestamp(6) with time zone not null,
    actor      varchar(64),
    dictionary varchar(30)   not null,
    code       varchar(40)   not null,
    text       varchar(1000) not null
);
