-- What must be done by when: one row for each open task, for the stage at which an open deal stands, and for the deal itself. A row goes
-- when its work ends; what it was stays in work_event. The answers of the table are kept beside the facts that it was asked about, so that
-- a changed table or calendar moves a hundred thousand deadlines without asking the engine for variables.
create sequence deadline_seq start with 1000000000 cache 50;
create table deadline (
    id            bigint        not null primary key,
    kind          varchar(8)    not null check (kind in ('TASK', 'STAGE', 'DEAL')),
    -- The task's id in the engine; the deal's number for its stage and for itself.
    subject       varchar(64)   not null,
    deal_number   varchar(255),
    client_id     bigint,
    owner         varchar(64),
    process       varchar(255),
    model_version integer,
    instance_id   varchar(64),
    -- The task's key in its model; the stage's name in kebab-case; null for the deal.
    element       varchar(255),
    name          varchar(500),
    task_group    varchar(64),
    assignee      varchar(64),
    -- What the table was asked beside process and element.
    product       varchar(255),
    sum_insured   numeric(19, 2),
    client_class  varchar(40),
    priority      varchar(16)   not null,
    calendar      varchar(40)   not null,
    -- What it answered, in working hours; the row's id is null when the default that stands in for a missing row answered.
    take_hours    numeric(9, 3),
    finish_hours  numeric(9, 3) not null,
    warning_share numeric(5, 4) not null,
    table_row     varchar(255),
    table_version integer,
    -- The model set the date itself: no table or calendar moves it.
    fixed         boolean       not null,
    began_at      timestamp(6) with time zone not null,
    taken_at      timestamp(6) with time zone,
    -- The clock runs from here; what ran before its last stop is spent.
    clock_from    timestamp(6) with time zone not null,
    spent_hours   numeric(15, 9) not null,
    -- How long it stood still before, on the wall.
    paused_ms     bigint        default 0 not null,
    extra_hours   numeric(9, 3) not null,
    paused_at     timestamp(6) with time zone,
    -- Who may start the clock again: a person, the deal that goes on, the model that has the client's answer.
    pause_cause   varchar(8) check (pause_cause in ('HAND', 'DEAL', 'CLIENT')),
    pause_reason  varchar(1000),
    take_by       timestamp(6) with time zone,
    warn_at       timestamp(6) with time zone not null,
    due_at        timestamp(6) with time zone not null,
    -- How far it has been escalated, so that nobody is told twice: 0 not, 1 reminded, 2 the owner's head, 3 the supervisors.
    level         integer       not null,
    lock_version  integer       not null,
    constraint deadline_subject unique (kind, subject)
);
create index deadline_due on deadline (kind, due_at);
create index deadline_warn on deadline (level, warn_at);
create index deadline_deal on deadline (deal_number);
create index deadline_assignee on deadline (assignee, due_at);
create index deadline_instance on deadline (instance_id);
