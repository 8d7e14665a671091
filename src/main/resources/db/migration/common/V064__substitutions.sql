-- Who does whose work while they are away; the first and the last day count whole, in the application's zone. A row stays when it has
-- ended: the journal of deals names who worked for whom.
create table substitution (
    id           bigint      not null primary key,
    absent       varchar(64) not null,
    substitute   varchar(64) not null,
    first_day    date        not null,
    last_day     date        not null,
    entered_by   varchar(64) not null,
    entered_at   timestamp(6) with time zone not null,
    -- Before its last day or before it began at all.
    ended_by     varchar(64),
    ended_at     timestamp(6) with time zone,
    lock_version integer     not null,
    constraint substitution_of_another check (absent <> substitute),
    constraint substitution_days check (first_day <= last_day)
);
create index substitution_of_absent on substitution (absent, first_day);
create index substitution_by_substitute on substitution (substitute, first_day);

-- Everybody who had a hand in a version of a proposal: nobody approves what they helped to write.
create table proposal_contributor (
    proposal_id bigint      not null references proposal (id),
    login       varchar(64) not null,
    primary key (proposal_id, login)
);
insert into proposal_contributor (proposal_id, login) select id, author from proposal;
