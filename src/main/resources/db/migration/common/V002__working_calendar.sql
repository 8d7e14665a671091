-- Days that differ from the plain week (Monday to Friday work, Saturday and Sunday are off).
create table working_day_exception (
    on_day      date        not null primary key,
    kind        varchar(16) not null check (kind in ('OFF', 'WORKING', 'SHORTENED')),
    provisional boolean     not null
);

insert into working_day_exception (on_day, kind, provisional) values
    (date '2026-01-01', 'OFF', false),
    (date '2026-01-02', 'OFF', false),
    (date '2026-01-05', 'OFF', false),
    (date '2026-01-06', 'OFF', false),
    (date '2026-01-07', 'OFF', false),
    (date '2026-01-08', 'OFF', false),
    (date '2026-01-09', 'OFF', false),
    (date '2026-02-23', 'OFF', false),
    (date '2026-03-09', 'OFF', false),
    (date '2026-04-30', 'SHORTENED', false),
    (date '2026-05-01', 'OFF', false),
    (date '2026-05-08', 'SHORTENED', false),
    (date '2026-05-11', 'OFF', false),
    (date '2026-06-11', 'SHORTENED', false),
    (date '2026-06-12', 'OFF', false),
    (date '2026-11-03', 'SHORTENED', false),
    (date '2026-11-04', 'OFF', false),
    (date '2026-12-31', 'OFF', false);

-- 2027 as the law has it; the government's decree on moved days may still change it.
insert into working_day_exception (on_day, kind, provisional) values
    (date '2027-01-01', 'OFF', true),
    (date '2027-01-04', 'OFF', true),
    (date '2027-01-05', 'OFF', true),
    (date '2027-01-06', 'OFF', true),
    (date '2027-01-07', 'OFF', true),
    (date '2027-01-08', 'OFF', true),
    (date '2027-02-23', 'OFF', true),
    (date '2027-03-08', 'OFF', true),
    (date '2027-05-03', 'OFF', true),
    (date '2027-05-10', 'OFF', true),
    (date '2027-06-14', 'OFF', true),
    (date '2027-11-04', 'OFF', true);
