-- Substitutions are entered one after the other: two that meet must see each other, and no index can say that days overlap.
create table substitution_turn (
    id integer not null primary key
);
insert into substitution_turn (id) values (1);
