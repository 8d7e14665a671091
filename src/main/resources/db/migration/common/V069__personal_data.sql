-- What people ask for by law 152-FZ, what was erased, and what the law orders to keep for a while.
create table subject_request (
    id           bigint       not null primary key,
    kind         varchar(10)  not null check (kind in ('ACCESS', 'ERASURE')),
    state        varchar(12)  not null check (state in ('OPEN', 'GATHERING', 'READY', 'ANSWERED', 'REFUSED')),
    contact_id   bigint       not null references contact (id),
    subject      varchar(300) not null,
    received_on  date         not null,
    due_on       date         not null,
    channel      varchar(10)  not null,
    taken_by     varchar(64)  not null,
    taken_at     timestamp(6) with time zone not null,
    done_parts   integer      not null,
    all_parts    integer      not null,
    file_id      bigint references stored_file (id),
    answer       varchar(2000),
    answered_by  varchar(64),
    answered_at  timestamp(6) with time zone,
    lock_version integer      not null
);
create index subject_request_due on subject_request (state, due_on);

-- The proof: what was done where, by whom and on what ground; never the data itself.
create table erasure (
    id         bigint        not null primary key,
    contact_id bigint        not null,
    erased_at  timestamp(6) with time zone not null,
    actor      varchar(64)   not null,
    basis      varchar(1000) not null,
    sha256     varchar(64)   not null
);

create table erasure_item (
    erasure_id bigint       not null references erasure (id),
    position   integer      not null,
    action     varchar(10)  not null check (action in ('ERASED', 'FILE', 'HELD')),
    place      varchar(130) not null,
    pieces     integer      not null,
    sha256     varchar(64),
    reason     varchar(300),
    keep_until date,
    primary key (erasure_id, position)
);

-- What the law orders to keep is taken out of use and waits here for the end of its term.
create table personal_hold (
    id          bigint       not null primary key,
    erasure_id  bigint       not null references erasure (id),
    table_name  varchar(60),
    column_name varchar(60),
    row_id      bigint,
    held_value  varchar(8000),
    file_id     bigint references stored_file (id),
    reason      varchar(300) not null,
    keep_until  date         not null,
    erased_at   timestamp(6) with time zone
);
create index personal_hold_file on personal_hold (file_id);
create index personal_hold_until on personal_hold (keep_until);
