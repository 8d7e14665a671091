-- What analysts prepare before it takes effect: a draft holds only the files that differ from what is in force, each with the
-- fingerprint of what was in force when it was brought, so that nobody's change is undone unseen.
create table model_draft (
    id           bigint        not null primary key,
    title        varchar(200)  not null,
    note         varchar(1000) not null,
    author       varchar(64)   not null,
    created_at   timestamp(6) with time zone not null,
    changed_by   varchar(64)   not null,
    changed_at   timestamp(6) with time zone not null,
    state        varchar(20)   not null,
    due_at       timestamp(6) with time zone,
    job_id       varchar(64),
    refusal      varchar(4000),
    lock_version integer       not null
);
create index model_draft_state on model_draft (state, id);

create table model_draft_file (
    id          bigint       not null primary key,
    draft_id    bigint       not null references model_draft (id),
    path        varchar(300) not null,
    content     bytea        not null,
    base_sha256 varchar(64),
    changed_by  varchar(64)  not null,
    changed_at  timestamp(6) with time zone not null,
    constraint model_draft_file_unique unique (draft_id, path)
);

-- Who put what into force, when and why; the contents stay with the engine's deployment.
create table model_release (
    id            bigint        not null primary key,
    deployment_id varchar(64)   not null,
    draft_id      bigint        references model_draft (id),
    undoes        varchar(64),
    at_           timestamp(6) with time zone not null,
    actor         varchar(64)   not null,
    note          varchar(1000) not null,
    constraint model_release_unique unique (deployment_id)
);
create index model_release_draft on model_release (draft_id);
