-- Who was given sight of whose deals and clients, by whom and until when. Rows stay when they have ended.
create table sight_grant (
    id           bigint      not null primary key,
    -- Whose deals.
    owner        varchar(64) not null,
    grantee      varchar(64) not null,
    last_day     date,
    granted_by   varchar(64) not null,
    granted_at   timestamp(6) with time zone not null,
    revoked_by   varchar(64),
    revoked_at   timestamp(6) with time zone,
    lock_version integer     not null
);
create index sight_grant_grantee on sight_grant (grantee);
create index sight_grant_owner on sight_grant (owner);
-- An open task without a deal yet opens its client to whoever has it.
create index deadline_client on deadline (client_id);
