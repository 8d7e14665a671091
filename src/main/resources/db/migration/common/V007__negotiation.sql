-- The talks: what the client objected, what was asked to be changed, and what the knowledge base answers.

create table knowledge_article (
    id           bigint        not null primary key,
    title        varchar(200)  not null,
    body         varchar(8000) not null,
    tags         varchar(500)  not null,
    product_code varchar(40) references product (code),
    category     varchar(40),
    active       boolean       not null,
    author       varchar(64),
    updated_at   timestamp(6) with time zone not null,
    lock_version integer       not null
);
create index knowledge_article_category on knowledge_article (category);

-- One row for one person's use on one occasion (a deal, or none): a button pressed five times counts once.
create table knowledge_use (
    article_id bigint      not null references knowledge_article (id),
    occasion   varchar(20) not null,
    used_by    varchar(64) not null,
    shown_at   timestamp(6) with time zone not null,
    helped     boolean,
    judged_at  timestamp(6) with time zone,
    primary key (article_id, occasion, used_by)
);

create table objection (
    id           bigint        not null primary key,
    deal_id      bigint        not null references deal (id),
    contact_id   bigint references contact (id),
    category     varchar(40)   not null,
    words        varchar(2000) not null,
    reply        varchar(2000),
    won_over     boolean       not null,
    article_id   bigint references knowledge_article (id),
    recorded_at  timestamp(6) with time zone not null,
    recorded_by  varchar(64)   not null
);
create index objection_deal on objection (deal_id);
create index objection_contact on objection (contact_id);

create table rework (
    id               bigint        not null primary key,
    deal_id          bigint        not null references deal (id),
    proposal_id      bigint        not null references proposal (id),
    next_proposal_id bigint references proposal (id),
    performer        varchar(12)   not null,
    request          varchar(4000) not null,
    asked_at         timestamp(6) with time zone not null,
    asked_by         varchar(64)   not null,
    state            varchar(12)   not null,
    answer           varchar(4000),
    answered_at      timestamp(6) with time zone,
    answered_by      varchar(64),
    lock_version     integer       not null
);
create index rework_deal on rework (deal_id);
create index rework_next_proposal on rework (next_proposal_id);
