-- Working time as data. `ru` is the country's calendar; every other one is a region's and adds its own days to the country's. Hours and zone
-- that a calendar does not have are those of the configuration. The revision rises with each change, so that other nodes notice it.
create table calendar (
    code       varchar(40)  not null primary key,
    name       varchar(200) not null,
    zone       varchar(60),
    opens      varchar(5),
    closes     varchar(5),
    break_from varchar(5),
    break_to   varchar(5),
    revision   integer      not null
);

-- A year without a row is counted as plain weeks with the public holidays of article 112 of the Labour Code, and the screen says so.
create table calendar_year (
    calendar     varchar(40)  not null references calendar,
    year_        integer      not null,
    source       varchar(500) not null,
    provisional  boolean      not null,
    lock_version integer      not null,
    primary key (calendar, year_)
);

-- Days that differ from the plain week (Monday to Friday work, Saturday and Sunday are off); in a region, from the country's calendar.
create table calendar_day (
    calendar    varchar(40) not null,
    year_       integer     not null,
    on_day      date        not null,
    kind        varchar(16) not null check (kind in ('OFF', 'WORKING', 'SHORTENED')),
    name        varchar(200),
    provisional boolean     not null,
    primary key (calendar, year_, on_day),
    foreign key (calendar, year_) references calendar_year
);

-- Who put which change in force, and what was before.
create table calendar_change (
    id       bigint        not null primary key,
    at_      timestamp(6) with time zone not null,
    actor    varchar(64)   not null,
    calendar varchar(40)   not null,
    year_    integer,
    text     varchar(4000) not null
);
create index calendar_change_of on calendar_change (calendar, id);

-- The zone and hours of the configuration by which open deadlines were counted last: when the configuration has others, they are counted anew.
create table calendar_basis (
    id         integer     not null primary key check (id = 1),
    zone       varchar(60) not null,
    opens      varchar(5)  not null,
    closes     varchar(5)  not null,
    break_from varchar(5),
    break_to   varchar(5)
);

create table branch (
    code         varchar(40)  not null primary key,
    name         varchar(200) not null,
    calendar     varchar(40)  not null references calendar,
    head         varchar(64),
    lock_version integer      not null
);

create table branch_member (
    login  varchar(64) not null primary key,
    branch varchar(40) not null references branch
);
create index branch_member_of on branch_member (branch);

insert into calendar (code, name, zone, revision) values
    ('ru', 'Россия', null, 0),
    ('ru-ta', 'Татарстан', 'Europe/Moscow', 0),
    ('ru-ba', 'Башкортостан', 'Asia/Yekaterinburg', 0);

insert into calendar_year (calendar, year_, source, provisional, lock_version) values
    ('ru', 2025, 'Постановление Правительства РФ от 04.10.2024 № 1335', false, 0),
    ('ru', 2026, 'Постановление Правительства РФ от 24.09.2025 № 1466', false, 0),
    ('ru', 2027, 'Статьи 95 и 112 Трудового кодекса РФ, без переносов', true, 0),
    ('ru-ta', 2025, 'Праздники Республики Татарстан; при совпадении с выходным не переносятся', false, 0),
    ('ru-ta', 2026, 'Праздники Республики Татарстан; при совпадении с выходным не переносятся', false, 0),
    ('ru-ta', 2027, 'Даты байрамов указом ещё не установлены', true, 0),
    ('ru-ba', 2025, 'Праздники Республики Башкортостан; с выходного переносятся на следующий рабочий день', false, 0),
    ('ru-ba', 2026, 'Праздники Республики Башкортостан; с выходного переносятся на следующий рабочий день', false, 0),
    ('ru-ba', 2027, 'Даты байрамов постановлением ещё не установлены', true, 0);

insert into calendar_day (calendar, year_, on_day, kind, provisional)
select 'ru', extract(year from on_day), on_day, kind, provisional from working_day_exception;
drop table working_day_exception;

insert into calendar_day (calendar, year_, on_day, kind, provisional) values
    ('ru', 2025, date '2025-01-01', 'OFF', false),
    ('ru', 2025, date '2025-01-02', 'OFF', false),
    ('ru', 2025, date '2025-01-03', 'OFF', false),
    ('ru', 2025, date '2025-01-06', 'OFF', false),
    ('ru', 2025, date '2025-01-07', 'OFF', false),
    ('ru', 2025, date '2025-01-08', 'OFF', false),
    ('ru', 2025, date '2025-03-07', 'SHORTENED', false),
    ('ru', 2025, date '2025-04-30', 'SHORTENED', false),
    ('ru', 2025, date '2025-05-01', 'OFF', false),
    ('ru', 2025, date '2025-05-02', 'OFF', false),
    ('ru', 2025, date '2025-05-08', 'OFF', false),
    ('ru', 2025, date '2025-05-09', 'OFF', false),
    ('ru', 2025, date '2025-06-11', 'SHORTENED', false),
    ('ru', 2025, date '2025-06-12', 'OFF', false),
    ('ru', 2025, date '2025-06-13', 'OFF', false),
    ('ru', 2025, date '2025-11-01', 'SHORTENED', false),
    ('ru', 2025, date '2025-11-03', 'OFF', false),
    ('ru', 2025, date '2025-11-04', 'OFF', false),
    ('ru', 2025, date '2025-12-31', 'OFF', false),
    -- Article 95: the working day before a public holiday is an hour shorter.
    ('ru', 2027, date '2027-02-22', 'SHORTENED', true),
    ('ru', 2027, date '2027-04-30', 'SHORTENED', true),
    ('ru', 2027, date '2027-06-11', 'SHORTENED', true),
    ('ru', 2027, date '2027-11-03', 'SHORTENED', true),
    ('ru', 2027, date '2027-12-31', 'SHORTENED', true);

-- Holidays that fall on a weekend are named too: the calendar shows them, the count does not change.
insert into calendar_day (calendar, year_, on_day, kind, provisional) values
    ('ru', 2025, date '2025-01-04', 'OFF', false),
    ('ru', 2025, date '2025-01-05', 'OFF', false),
    ('ru', 2025, date '2025-02-23', 'OFF', false),
    ('ru', 2025, date '2025-03-08', 'OFF', false),
    ('ru', 2026, date '2026-01-03', 'OFF', false),
    ('ru', 2026, date '2026-01-04', 'OFF', false),
    ('ru', 2026, date '2026-03-08', 'OFF', false),
    ('ru', 2026, date '2026-05-09', 'OFF', false),
    ('ru', 2027, date '2027-01-02', 'OFF', true),
    ('ru', 2027, date '2027-01-03', 'OFF', true),
    ('ru', 2027, date '2027-05-01', 'OFF', true),
    ('ru', 2027, date '2027-05-09', 'OFF', true),
    ('ru', 2027, date '2027-06-12', 'OFF', true);

update calendar_day set name = 'Новогодние каникулы'
where kind = 'OFF' and extract(month from on_day) = 1 and extract(day from on_day) <= 8 and extract(day from on_day) <> 7;
update calendar_day set name = 'Рождество Христово'
where kind = 'OFF' and extract(month from on_day) = 1 and extract(day from on_day) = 7;
update calendar_day set name = 'День защитника Отечества'
where kind = 'OFF' and extract(month from on_day) = 2 and extract(day from on_day) = 23;
update calendar_day set name = 'Международный женский день'
where kind = 'OFF' and extract(month from on_day) = 3 and extract(day from on_day) = 8;
update calendar_day set name = 'Праздник Весны и Труда'
where kind = 'OFF' and extract(month from on_day) = 5 and extract(day from on_day) = 1;
update calendar_day set name = 'День Победы'
where kind = 'OFF' and extract(month from on_day) = 5 and extract(day from on_day) = 9;
update calendar_day set name = 'День России'
where kind = 'OFF' and extract(month from on_day) = 6 and extract(day from on_day) = 12;
update calendar_day set name = 'День народного единства'
where kind = 'OFF' and extract(month from on_day) = 11 and extract(day from on_day) = 4;

insert into calendar_day (calendar, year_, on_day, kind, name, provisional) values
    ('ru-ta', 2025, date '2025-03-30', 'OFF', 'Ураза-байрам', false),
    ('ru-ta', 2025, date '2025-06-05', 'SHORTENED', null, false),
    ('ru-ta', 2025, date '2025-06-06', 'OFF', 'Курбан-байрам', false),
    ('ru-ta', 2025, date '2025-08-29', 'SHORTENED', null, false),
    ('ru-ta', 2025, date '2025-08-30', 'OFF', 'День Республики Татарстан', false),
    ('ru-ta', 2025, date '2025-11-05', 'SHORTENED', null, false),
    ('ru-ta', 2025, date '2025-11-06', 'OFF', 'День Конституции Республики Татарстан', false),
    ('ru-ta', 2026, date '2026-03-19', 'SHORTENED', null, false),
    ('ru-ta', 2026, date '2026-03-20', 'OFF', 'Ураза-байрам', false),
    ('ru-ta', 2026, date '2026-05-26', 'SHORTENED', null, false),
    ('ru-ta', 2026, date '2026-05-27', 'OFF', 'Курбан-байрам', false),
    ('ru-ta', 2026, date '2026-08-30', 'OFF', 'День Республики Татарстан', false),
    ('ru-ta', 2026, date '2026-11-05', 'SHORTENED', null, false),
    ('ru-ta', 2026, date '2026-11-06', 'OFF', 'День Конституции Республики Татарстан', false),
    ('ru-ta', 2027, date '2027-03-09', 'OFF', 'Ураза-байрам', true),
    ('ru-ta', 2027, date '2027-05-16', 'OFF', 'Курбан-байрам', true),
    ('ru-ta', 2027, date '2027-08-30', 'OFF', 'День Республики Татарстан', false),
    ('ru-ta', 2027, date '2027-11-05', 'SHORTENED', null, false),
    ('ru-ta', 2027, date '2027-11-06', 'OFF', 'День Конституции Республики Татарстан', false),
    ('ru-ba', 2025, date '2025-03-30', 'OFF', 'Ураза-байрам', false),
    ('ru-ba', 2025, date '2025-03-31', 'OFF', 'Выходной за 30 марта', false),
    ('ru-ba', 2025, date '2025-06-05', 'SHORTENED', null, false),
    ('ru-ba', 2025, date '2025-06-06', 'OFF', 'Курбан-байрам', false),
    ('ru-ba', 2025, date '2025-10-10', 'SHORTENED', null, false),
    ('ru-ba', 2025, date '2025-10-11', 'OFF', 'День Республики Башкортостан', false),
    ('ru-ba', 2025, date '2025-10-13', 'OFF', 'Выходной за 11 октября', false),
    ('ru-ba', 2026, date '2026-03-19', 'SHORTENED', null, false),
    ('ru-ba', 2026, date '2026-03-20', 'OFF', 'Ураза-байрам', false),
    ('ru-ba', 2026, date '2026-05-26', 'SHORTENED', null, false),
    ('ru-ba', 2026, date '2026-05-27', 'OFF', 'Курбан-байрам', false),
    ('ru-ba', 2026, date '2026-10-11', 'OFF', 'День Республики Башкортостан', false),
    ('ru-ba', 2026, date '2026-10-12', 'OFF', 'Выходной за 11 октября', false),
    ('ru-ba', 2027, date '2027-03-09', 'OFF', 'Ураза-байрам', true),
    ('ru-ba', 2027, date '2027-05-16', 'OFF', 'Курбан-байрам', true),
    ('ru-ba', 2027, date '2027-05-17', 'OFF', 'Выходной за 16 мая', true),
    ('ru-ba', 2027, date '2027-10-11', 'OFF', 'День Республики Башкортостан', false);
