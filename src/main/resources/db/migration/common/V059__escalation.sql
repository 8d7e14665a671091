-- Who was told that which deadline came near or passed. A deadline that moved is told of anew: its date is part of the key.
create table escalation (
    id          bigint      not null primary key,
    deadline_id bigint      not null,
    -- 0 nobody took the task, 1 reminder, 2 the owner's head, 3 the supervisors.
    level       integer     not null check (level between 0 and 3),
    due_at      timestamp(6) with time zone not null,
    recipient   varchar(64) not null,
    at_         timestamp(6) with time zone not null,
    -- NOW and DIGEST wait for their letter, WRITTEN stands in one; the others get none.
    letter      varchar(12) not null check (letter in ('NOW', 'DIGEST', 'WRITTEN', 'NEEDLESS', 'NONE', 'NO_ADDRESS')),
    letter_id   bigint,
    constraint escalation_once unique (deadline_id, level, due_at, recipient)
);
create index escalation_letter on escalation (letter, recipient);
create index escalation_letter_id on escalation (letter_id);

create table deadline_letter (
    id           bigint        not null primary key,
    sweep        bigint        not null,
    position     integer       not null,
    recipient    varchar(64)   not null,
    address      varchar(320)  not null,
    message_id   varchar(255)  not null unique,
    subject      varchar(1000) not null,
    text         text          not null,
    html         text          not null,
    created_at   timestamp(6) with time zone not null,
    sent_at      timestamp(6) with time zone,
    failed_at    timestamp(6) with time zone,
    failure      varchar(1000),
    lock_version integer       not null,
    constraint deadline_letter_position unique (sweep, position)
);

-- At which times of the day letters have been put together.
create table deadline_digest (
    due_at timestamp(6) with time zone not null primary key,
    at_    timestamp(6) with time zone not null
);

create index deadline_level_due on deadline (level, due_at);
create index deadline_owner on deadline (owner, due_at);
create index deadline_untaken on deadline (taken_at, take_by);
