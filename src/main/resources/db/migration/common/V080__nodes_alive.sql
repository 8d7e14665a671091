-- Which nodes are alive, by the database's clock, and with which models they came.
create table node_alive (
    id varchar(36) not null primary key,
    models char(64) not null,
    seen_at timestamp with time zone not null
);
