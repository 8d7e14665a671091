-- How far the events of an EDO box have been read: an opaque key of the operator's.
create table exchange_cursor (
    box varchar(100) primary key,
    index_key varchar(400) not null,
    read_at timestamp with time zone not null
);
