-- What happened to work, kept for good: the engine's own history may be cleaned up. Rows are only ever added; the next migration has the
-- database refuse anything else. They hold ids and logins, no client's personal data; detail may hold a reason in a user's words.
-- Sequences are not cached: the order of ids is the order in which things happened, whichever connection writes them.
create sequence work_event_seq cache 1;
create table work_event (
    id               bigint       not null primary key,
    at_              timestamp(6) with time zone not null,
    kind             varchar(20)  not null,
    process          varchar(255),
    model_version    integer,
    instance_id      varchar(64),
    -- The engine's id of the passage of a step, the same for all that happens to one task.
    passage          varchar(64),
    element          varchar(255),
    element_type     varchar(40),
    name             varchar(500),
    task_id          varchar(64),
    deal_number      varchar(255),
    client_id        bigint,
    stage            varchar(30),
    actor            varchar(64),
    assignee         varchar(64),
    task_group       varchar(64),
    -- Of what ended: when it began and was taken, and by when it was to be done.
    began_at         timestamp(6) with time zone,
    taken_at         timestamp(6) with time zone,
    due_at           timestamp(6) with time zone,
    -- Of what ended, in milliseconds: how long its clock stood still, and how long it took without that, by the clock on the wall and in
    -- the office hours of the calendar; and what part of it nobody had taken the task.
    paused_ms        bigint,
    took_ms          bigint,
    took_office_ms   bigint,
    waited_ms        bigint,
    waited_office_ms bigint,
    detail           varchar(1000)
);
create index work_event_at on work_event (kind, at_);
create index work_event_deal on work_event (deal_number, at_);
create index work_event_process on work_event (process, at_);
create index work_event_instance on work_event (instance_id);
