-- The funnel as a board: a column is read newest first for one manager or for all, and a stage's premium counts as far as
-- experience says that deals of that stage are won. A changed scale is added and never overwritten, so that who changed
-- what, and when, can be read.

create table stage_probability (
    id       bigint      not null primary key,
    revision integer     not null,
    stage    varchar(30) not null,
    percent  integer     not null,
    at_      timestamp(6) with time zone not null,
    author   varchar(64),
    constraint stage_probability_unique unique (revision, stage),
    constraint stage_probability_percent check (percent between 0 and 100)
);
insert into stage_probability (id, revision, stage, percent, at_) values
    (-1, 0, 'FIRST_CONTACT', 10, current_timestamp),
    (-2, 0, 'NEEDS_ANALYSIS', 20, current_timestamp),
    (-3, 0, 'PROPOSAL_PREPARATION', 30, current_timestamp),
    (-4, 0, 'PROPOSAL_APPROVAL', 40, current_timestamp),
    (-5, 0, 'PROPOSAL_SENT', 50, current_timestamp),
    (-6, 0, 'OBJECTIONS', 60, current_timestamp),
    (-7, 0, 'CONTRACT', 90, current_timestamp),
    (-8, 0, 'PAUSED', 15, current_timestamp);

drop index deal_owner_stage;
create index deal_owner_stage on deal (owner, stage, stage_since, id);
drop index deal_stage;
create index deal_stage on deal (stage, stage_since, id);
create index activity_next on activity (deal_id, state, starts_at);
