-- The CRM's tables. Camunda creates its own; nothing here refers to ACT_ tables.

create sequence id_seq start with 1000 increment by 50;
create sequence request_seq start with 1 increment by 1;
create sequence deal_seq start with 1 increment by 1;
create sequence proposal_seq start with 1 increment by 1;

create table stored_file (
    id         bigint        not null primary key,
    name       varchar(255)  not null,
    media_type varchar(127)  not null,
    size_bytes bigint        not null,
    sha256     varchar(64)   not null,
    created_at timestamp(6) with time zone not null
);

create table client (
    id                  bigint        not null primary key,
    client_key          varchar(320)  not null,
    inn                 varchar(12),
    kpp                 varchar(9),
    ogrn                varchar(15),
    name                varchar(300)  not null,
    search_name         varchar(300)  not null,
    full_name           varchar(1000),
    address             varchar(1000),
    okved               varchar(10),
    okved_name          varchar(500),
    head_name           varchar(300),
    head_position       varchar(300),
    registration_date   date,
    registry_status     varchar(20),
    sme                 boolean,
    requisites_state    varchar(20)   not null,
    requisites_source   varchar(60),
    requisites_as_of    timestamp(6) with time zone,
    requisites_file_id  bigint references stored_file (id),
    reliability         varchar(20)   not null,
    reliability_comment varchar(2000),
    owner               varchar(64),
    created_at          timestamp(6) with time zone not null,
    lock_version        integer       not null,
    constraint client_key_unique unique (client_key)
);
create index client_search_name on client (search_name);

create table contact (
    id           bigint       not null primary key,
    client_id    bigint       not null references client (id),
    contact_key  varchar(320) not null,
    name         varchar(300),
    position     varchar(300),
    email        varchar(254),
    phone        varchar(20),
    created_at   timestamp(6) with time zone not null,
    lock_version integer      not null,
    constraint contact_key_unique unique (client_id, contact_key)
);
create index contact_email on contact (email);
create index contact_phone on contact (phone);

create table deal (
    id           bigint       not null primary key,
    number       varchar(20)  not null unique,
    client_id    bigint       not null references client (id),
    contact_id   bigint references contact (id),
    owner        varchar(64),
    stage        varchar(30)  not null,
    stage_since  timestamp(6) with time zone not null,
    opened_at    timestamp(6) with time zone not null,
    lock_version integer      not null
);
create index deal_client on deal (client_id);
create index deal_owner_stage on deal (owner, stage);

create table product (
    code        varchar(40)  not null primary key,
    name        varchar(200) not null,
    description varchar(1000),
    position    integer      not null,
    valid_from  date         not null,
    valid_to    date
);

create table risk_parameter (
    id            bigint       not null primary key,
    product_code  varchar(40)  not null references product (code),
    code          varchar(40)  not null,
    label         varchar(200) not null,
    hint          varchar(500),
    type          varchar(10)  not null,
    required      boolean      not null,
    min_value     numeric(19, 2),
    max_value     numeric(19, 2),
    default_value varchar(200),
    position      integer      not null,
    constraint risk_parameter_unique unique (product_code, code)
);

create table risk_parameter_option (
    parameter_id bigint       not null references risk_parameter (id),
    position     integer      not null,
    code         varchar(40)  not null,
    label        varchar(200) not null,
    primary key (parameter_id, position)
);

create table insurance_request (
    id           bigint       not null primary key,
    number       varchar(20)  not null unique,
    channel      varchar(10)  not null,
    external_id  varchar(255) not null,
    status       varchar(20)  not null,
    received_at  timestamp(6) with time zone not null,
    client_id    bigint references client (id),
    contact_id   bigint references contact (id),
    deal_id      bigint references deal (id),
    inn          varchar(40),
    company_name varchar(1000),
    contact_name varchar(300),
    phone        varchar(100),
    email        varchar(254),
    product      varchar(300),
    product_code varchar(40) references product (code),
    object       varchar(4000),
    risks        varchar(4000),
    sum_text     varchar(100),
    sum_insured  numeric(19, 2),
    starts_text  varchar(100),
    starts_on    date,
    subject      varchar(1000),
    text         varchar(20000),
    consent      boolean,
    raw_file_id  bigint references stored_file (id),
    sorted_by    varchar(64),
    lock_version integer      not null,
    constraint request_external_id_unique unique (channel, external_id)
);
create index insurance_request_deal on insurance_request (deal_id);

create table request_problem (
    request_id bigint        not null references insurance_request (id),
    position   integer       not null,
    field      varchar(40),
    message    varchar(1000) not null,
    primary key (request_id, position)
);

create table request_file (
    request_id bigint  not null references insurance_request (id),
    position   integer not null,
    file_id    bigint  not null references stored_file (id),
    primary key (request_id, position)
);

create table proposal (
    id                 bigint        not null primary key,
    number             varchar(20)   not null,
    version            integer       not null,
    deal_id            bigint        not null references deal (id),
    state              varchar(20)   not null,
    author             varchar(64)   not null,
    created_at         timestamp(6) with time zone not null,
    starts_on          date          not null,
    term_months        integer       not null,
    special_conditions varchar(4000),
    quote_id           varchar(100),
    refusal_reason     varchar(2000),
    total_premium      numeric(19, 2),
    total_sum_insured  numeric(19, 2) not null,
    valid_until        date,
    submitted_at       timestamp(6) with time zone,
    approved_at        timestamp(6) with time zone,
    sent_at            timestamp(6) with time zone,
    document_id        bigint references stored_file (id),
    lock_version       integer       not null,
    constraint proposal_version_unique unique (number, version)
);
create index proposal_deal on proposal (deal_id);

create table proposal_line (
    id               bigint         not null primary key,
    proposal_id      bigint         not null references proposal (id),
    position         integer        not null,
    product_code     varchar(40)    not null references product (code),
    object           varchar(2000)  not null,
    sum_insured      numeric(19, 2) not null,
    deductible       numeric(19, 2) not null,
    discount_percent numeric(5, 2)  not null,
    tariff_rate      numeric(12, 6),
    premium          numeric(19, 2),
    flags            varchar(4000)
);
create index proposal_line_proposal on proposal_line (proposal_id);

create table proposal_line_parameter (
    line_id bigint        not null references proposal_line (id),
    code    varchar(40)   not null,
    value_  varchar(1000) not null,
    primary key (line_id, code)
);

create table proposal_line_coefficient (
    line_id  bigint         not null references proposal_line (id),
    position integer        not null,
    name     varchar(200)   not null,
    value_   numeric(12, 6) not null,
    primary key (line_id, position)
);

create table approval_step (
    id          bigint      not null primary key,
    proposal_id bigint      not null references proposal (id),
    position    integer     not null,
    role        varchar(20) not null,
    state       varchar(20) not null,
    approver    varchar(64),
    comment_    varchar(4000),
    opened_at   timestamp(6) with time zone,
    due_at      timestamp(6) with time zone,
    decided_at  timestamp(6) with time zone,
    fingerprint varchar(64) not null,
    constraint approval_step_unique unique (proposal_id, position)
);

create table letter (
    id          bigint        not null primary key,
    deal_id     bigint        not null references deal (id),
    direction   varchar(10)   not null,
    message_id  varchar(255)  not null unique,
    in_reply_to varchar(255),
    sender      varchar(320)  not null,
    recipients  varchar(2000) not null,
    subject     varchar(1000) not null,
    text        varchar(100000) not null,
    html        varchar(300000),
    created_at  timestamp(6) with time zone not null,
    sent_at     timestamp(6) with time zone,
    lock_version integer      not null
);
create index letter_deal on letter (deal_id);

create table letter_file (
    letter_id bigint  not null references letter (id),
    position  integer not null,
    file_id   bigint  not null references stored_file (id),
    primary key (letter_id, position)
);

create table activity (
    id         bigint       not null primary key,
    deal_id    bigint       not null references deal (id),
    kind       varchar(20)  not null,
    held_at    timestamp(6) with time zone not null,
    held_by    varchar(64)  not null,
    note       varchar(4000) not null
);
create index activity_deal on activity (deal_id);

create table journal_entry (
    id              bigint        not null primary key,
    at_             timestamp(6) with time zone not null,
    deal_number     varchar(20)   not null,
    actor           varchar(64),
    text            varchar(4000) not null,
    process_key     varchar(64),
    process_version integer,
    activity_id     varchar(64),
    activity_name   varchar(255)
);
create index journal_entry_deal on journal_entry (deal_number, id);
