-- By which ways instances that have ended went through their models, drawn from work_event once after each end: a page of a year's paths
-- must not read millions of events. All of it can be drawn anew from the events.
create table taken_route (
    id            bigint         not null primary key,
    process       varchar(255)   not null,
    model_version integer        not null,
    -- Of the steps, the flows and the jumps; of the steps alone.
    hash          varchar(64)    not null,
    variant       varchar(64)    not null,
    -- One a line: done, interrupted or flow, and the element's id.
    steps         varchar(65000) not null,
    -- One a line: how often, and the flow's id, its source and its target.
    flows         varchar(65000) not null,
    -- The elements that no flow of the model led to, one a line.
    jumps         varchar(65000) not null,
    constraint taken_route_hash unique (process, model_version, hash)
);
create table taken_path (
    instance_id   varchar(64)  not null primary key,
    route_id      bigint       not null references taken_route (id),
    process       varchar(255) not null,
    model_version integer      not null,
    deal_number   varchar(255),
    began_at      timestamp(6) with time zone,
    ended_at      timestamp(6) with time zone not null,
    took_ms       bigint,
    -- The task or call that ended last.
    last_element  varchar(255)
);
create index taken_path_period on taken_path (process, ended_at);
create table taken_step (
    instance_id   varchar(64)  not null,
    element       varchar(255) not null,
    process       varchar(255) not null,
    model_version integer      not null,
    ended_at      timestamp(6) with time zone not null,
    times         integer      not null,
    took_ms       bigint       not null,
    -- Of all times but the first.
    repeated_ms   bigint       not null,
    -- How many tasks had a deadline, and how many ended after it.
    due           integer      not null,
    late          integer      not null,
    primary key (instance_id, element)
);
create index taken_step_period on taken_step (process, ended_at);
-- How far the events have been read.
create table taken_path_mark (
    id      integer not null primary key,
    read_to bigint  not null
);
insert into taken_path_mark (id, read_to) values (1, 0);
