-- Running instances that move from one version of a model to another: who, when and why, by which steps, and what came of each instance.

create table model_migration (
    id             bigint        not null primary key,
    model_key      varchar(255)  not null,
    model_name     varchar(255)  not null,
    source_id      varchar(64)   not null,
    source_version integer       not null,
    target_id      varchar(64)   not null,
    target_version integer       not null,
    state          varchar(20)   not null,
    author         varchar(64)   not null,
    created_at     timestamp(6) with time zone not null,
    reason         varchar(1000),
    started_by     varchar(64),
    started_at     timestamp(6) with time zone,
    finished_at    timestamp(6) with time zone,
    progress_at    timestamp(6) with time zone not null,
    -- Counts each beginning of work in the background: what is left of an earlier one stops by itself.
    run            integer       not null,
    undoes_id      bigint        references model_migration (id),
    lock_version   integer       not null
);
create index model_migration_key on model_migration (model_key, id);
create index model_migration_undoes on model_migration (undoes_id);

create table model_migration_step (
    migration_id bigint       not null references model_migration (id) on delete cascade,
    position     integer      not null,
    source_step  varchar(255) not null,
    source_name  varchar(500) not null,
    target_step  varchar(255) not null,
    target_name  varchar(500) not null,
    primary key (migration_id, position)
);

-- No foreign keys to the CRM: these are copies of how things stood, and a deal's card may be merged or erased.
create table model_migration_instance (
    migration_id    bigint      not null references model_migration (id) on delete cascade,
    instance_id     varchar(64) not null,
    business_key    varchar(255),
    deal_id         bigint,
    client_id       bigint,
    stage           varchar(30),
    premium         numeric(19, 2),
    steps           varchar(1000),
    forecast        varchar(20),
    outcome         varchar(20),
    reason          varchar(2000),
    attempts        integer     not null,
    at_             timestamp(6) with time zone,
    primary key (migration_id, instance_id)
);
create index model_migration_forecast on model_migration_instance (migration_id, forecast, instance_id);
create index model_migration_outcome on model_migration_instance (migration_id, outcome, attempts, instance_id);

-- Where an instance stood when it was looked at; it may stand at several steps.
create table model_migration_token (
    migration_id bigint       not null,
    instance_id  varchar(64)  not null,
    step         varchar(255) not null,
    step_name    varchar(500) not null,
    primary key (migration_id, instance_id, step),
    foreign key (migration_id, instance_id) references model_migration_instance (migration_id, instance_id) on delete cascade
);
create index model_migration_token_step on model_migration_token (migration_id, step);
