-- What supervisors do to many tasks at once: said once, confirmed once, done one by one, each with what came of it.
create table bulk_action (
    id            bigint        not null primary key,
    kind          varchar(12)   not null,
    state         varchar(10)   not null,
    chosen        varchar(1000) not null,
    author        varchar(64)   not null,
    -- With the rights of that time: a job has nobody signed on.
    author_groups varchar(500)  not null,
    created_at    timestamp(6) with time zone not null,
    -- To whom; null for back to the group.
    target        varchar(64),
    hours         numeric(9, 3),
    reason        varchar(1000),
    started_at    timestamp(6) with time zone,
    finished_at   timestamp(6) with time zone,
    progress_at   timestamp(6) with time zone not null,
    run           integer       not null,
    undoes_id     bigint references bulk_action (id),
    lock_version  integer       not null
);
create index bulk_action_latest on bulk_action (author, id);

create table bulk_action_item (
    action_id   bigint        not null references bulk_action (id),
    position    integer       not null,
    -- The task's id in the engine; the job's where a failed step is tried again.
    subject     varchar(64)   not null,
    instance_id varchar(64),
    name        varchar(500),
    process     varchar(255),
    deal_number varchar(255),
    client_id   bigint,
    -- Who had it when it was chosen, and whose group it is: nothing is taken from whoever has taken it since.
    person      varchar(64),
    task_group  varchar(64),
    -- To whom it goes back, where an action is taken back.
    give_to     varchar(64),
    outcome     varchar(10),
    why         varchar(1000),
    at_         timestamp(6) with time zone,
    primary key (action_id, position)
);
create index bulk_action_item_open on bulk_action_item (action_id, outcome, position);
