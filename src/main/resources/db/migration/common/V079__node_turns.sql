-- Which node does what only one may do at a time, and until when the others leave it alone, by the database's clock.
create table node_turn (
    name varchar(40) not null primary key,
    holder varchar(36) not null,
    held_until timestamp with time zone not null
);
insert into node_turn (name, holder, held_until) values ('mail', '', timestamp with time zone '2000-01-01 00:00:00+00');
insert into node_turn (name, holder, held_until) values ('edo', '', timestamp with time zone '2000-01-01 00:00:00+00');
insert into node_turn (name, holder, held_until) values ('telephony', '', timestamp with time zone '2000-01-01 00:00:00+00');
insert into node_turn (name, holder, held_until) values ('audit', '', timestamp with time zone '2000-01-01 00:00:00+00');
