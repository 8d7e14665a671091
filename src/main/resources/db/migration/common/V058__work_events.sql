-- What happened to work, kept for good: the engine's own history may be cleaned up. Rows are only ever added.
create sequence work_event_seq cache 50;
create table work_event (
    id            bigint       not null primary key,
    at_           timestamp(6) with time zone not null,
    kind          varchar(20)  not null,
    process       varchar(255),
    model_version integer,
    instance_id   varchar(64),
    -- The engine's id of the passage of a step, the same for all that happens to one task.
    passage       varchar(64),
    element       varchar(255),
    element_type  varchar(40),
    name          varchar(500),
    task_id       varchar(64),
    deal_number   varchar(255),
    client_id     bigint,
    stage         varchar(30),
    actor         varchar(64),
    assignee      varchar(64),
    task_group    varchar(64),
    -- Of what ended: when it began and was taken, and by when it was to be done.
    began_at      timestamp(6) with time zone,
    taken_at      timestamp(6) with time zone,
    due_at        timestamp(6) with time zone,
    paused_ms     bigint,
    detail        varchar(1000)
);
create index work_event_at on work_event (kind, at_);
create index work_event_deal on work_event (deal_number, at_);
create index work_event_process on work_event (process, at_);
create index work_event_instance on work_event (instance_id);
