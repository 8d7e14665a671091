-- How urgent a deal is: the tables of deadlines ask for it, and its tasks carry it in the engine.
alter table deal add column priority varchar(16) default 'NORMAL' not null check (priority in ('NORMAL', 'URGENT'));
