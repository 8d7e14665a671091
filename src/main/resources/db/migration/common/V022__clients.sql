-- Working with many clients: search by contacts too, seek paging, merged duplicates, imports.

alter table contact add column search_name varchar(300) default '' not null;
update contact set search_name = replace(upper(coalesce(name, '')), 'Ё', 'Е');

-- A card that was found to be a duplicate stays as a pointer to the one that goes on.
alter table client add column merged_into bigint references client (id);
create index client_merged_into on client (merged_into);
alter table contact add column merged_into bigint references contact (id);
create index contact_merged_into on contact (merged_into);

drop index client_search_name;
create index client_by_name on client (search_name, id);
create index client_by_owner on client (owner, search_name, id);
create index client_okved on client (okved);
create index client_size on client (company_size, search_name, id);
create index client_status on client (registry_status, search_name, id);
create index client_requisites on client (requisites_state, search_name, id);
create index contact_cold on contact (cold, client_id);
create index policy_ends_client on policy (ends_on, client_id);

create table client_merge (
    id        bigint      not null primary key,
    kept_id   bigint      not null references client (id),
    merged_id bigint      not null references client (id),
    merged_by varchar(64) not null,
    merged_at timestamp(6) with time zone not null,
    undone_by varchar(64),
    undone_at timestamp(6) with time zone
);
create index client_merge_kept on client_merge (kept_id);
create index client_merge_merged on client_merge (merged_id);

-- Every value that the merging replaced, so that it can be undone and nothing is lost; the origin is of a card's field.
create table client_merge_change (
    id          bigint      not null primary key,
    merge_id    bigint      not null references client_merge (id),
    table_name  varchar(40) not null,
    column_name varchar(40) not null,
    row_id      bigint      not null,
    old_value   varchar(4000),
    new_value   varchar(4000),
    source      varchar(200),
    entered_by  varchar(64),
    as_of       timestamp(6) with time zone
);
create index client_merge_change_merge on client_merge_change (merge_id);

-- A file of clients: its rows as they are in the file, what they would come to, and what came of them.
create table client_import (
    id          bigint        not null primary key,
    file_name   varchar(255)  not null,
    author      varchar(64)   not null,
    author_name varchar(200)  not null,
    created_at  timestamp(6) with time zone not null,
    state       varchar(20)   not null,
    headings    varchar(20000) not null,
    mapping     varchar(2000),
    fills       boolean       not null,
    takes_over  boolean       not null,
    total       integer       not null,
    done        integer       not null,
    progress_at timestamp(6) with time zone,
    lock_version integer      not null
);
create index client_import_author on client_import (author, id);

create table client_import_row (
    import_id bigint      not null references client_import (id) on delete cascade,
    position  integer     not null,
    cells     varchar(20000) not null,
    fate      varchar(20),
    outcome   varchar(20),
    message   varchar(1000),
    client_id bigint,
    primary key (import_id, position)
);
create index client_import_row_fate on client_import_row (import_id, fate, position);
create index client_import_row_outcome on client_import_row (import_id, outcome, position);
