-- Personal data (152-FZ): a consent is a document of its own for each purpose; its text has versions.
create table consent_purpose (
    code        varchar(40)   not null primary key,
    name        varchar(200)  not null,
    data        varchar(1000) not null,
    actions     varchar(1000) not null,
    term_months integer       not null,
    position    integer       not null
);

create table consent_text (
    purpose    varchar(40)   not null references consent_purpose (code),
    version    integer       not null,
    text       varchar(8000) not null,
    valid_from timestamp(6) with time zone not null,
    author     varchar(64),
    primary key (purpose, version)
);

-- given_at is null of somebody who only ever said no.
create table consent (
    id                bigint       not null primary key,
    purpose           varchar(40)  not null references consent_purpose (code),
    contact_id        bigint       not null references contact (id),
    request_id        bigint       references insurance_request (id),
    text_version      integer,
    operator          varchar(500) not null,
    subject_name      varchar(300),
    subject_email     varchar(254),
    subject_phone     varchar(20),
    given_at          timestamp(6) with time zone,
    ends_on           date,
    channel           varchar(10),
    taken_by          varchar(64),
    document_id       bigint references stored_file (id),
    withdrawn_at      timestamp(6) with time zone,
    withdrawn_channel varchar(10),
    withdrawn_by      varchar(64),
    withdrawn_note    varchar(1000),
    lock_version      integer      not null,
    constraint consent_of_request unique (request_id, purpose)
);
create index consent_contact on consent (contact_id, purpose);

-- Which text the sender of the form saw, and whether they also agreed to advertising.
alter table insurance_request add column consent_version integer;
alter table insurance_request add column consent_marketing boolean;

-- On what ground a letter goes out; whoever holds the key of an advertising letter may say no to more of them.
alter table letter add column ground varchar(10) default 'REQUEST' not null;
alter table letter add column stopped boolean default false not null;
alter table letter add column unsubscribe_key varchar(64);
create unique index letter_unsubscribe_key on letter (unsubscribe_key);

insert into consent_purpose (code, name, data, actions, term_months, position) values
    ('request', 'Ответ на обращение и подготовка предложения',
     'Фамилия, имя, отчество, должность, телефон, электронная почта, сведения из обращения и переписки',
     'Сбор, запись, систематизация, хранение, уточнение, использование, блокирование, удаление, уничтожение; с использованием средств автоматизации', 60, 1),
    ('marketing', 'Рекламные письма и звонки',
     'Фамилия, имя, отчество, должность, телефон, электронная почта',
     'Хранение, использование для рекламных писем и звонков, удаление; с использованием средств автоматизации', 36, 2),
    ('recording', 'Запись телефонных разговоров',
     'Голос и содержание разговора, телефон, время разговора',
     'Запись, хранение, прослушивание, удаление; с использованием средств автоматизации', 36, 3),
    ('transfer', 'Передача партнёрам страховщика',
     'Фамилия, имя, отчество, должность, телефон, электронная почта',
     'Передача перестраховщику, соисполнителям и в систему учёта полисов, хранение, удаление', 60, 4);

insert into consent_text (purpose, version, text, valid_from, author) values
    ('request', 1, 'Я даю согласие на обработку моих персональных данных, чтобы страховщик ответил на моё обращение, рассчитал и направил предложение о страховании. Согласие можно отозвать в любой момент: письмом на адрес страховщика, по телефону или через менеджера. После отзыва обработка прекращается, кроме случаев, когда закон обязывает хранить данные.', timestamp with time zone '2025-09-01 00:00:00+03:00', null),
    ('marketing', 1, 'Я даю согласие получать от страховщика рекламу: письма о новых продуктах, предложения продлить или дополнить страхование и звонки о них. Согласие можно отозвать в любой момент: по ссылке в письме, по телефону или через менеджера. Отказ не влияет на заключённые договоры.', timestamp with time zone '2025-09-01 00:00:00+03:00', null),
    ('recording', 1, 'Я согласен с тем, что мои телефонные разговоры со страховщиком записываются, чтобы подтвердить договорённости и проверить качество обслуживания. Согласие можно отозвать в любой момент: новые разговоры записываться не будут.', timestamp with time zone '2025-09-01 00:00:00+03:00', null),
    ('transfer', 1, 'Я согласен с передачей моих персональных данных перестраховщикам и исполнителям, которые помогают страховщику рассчитать, заключить и исполнить договор страхования. Согласие можно отозвать в любой момент.', timestamp with time zone '2025-09-01 00:00:00+03:00', null);

-- What the form of the site took before texts had versions.
insert into consent (id, purpose, contact_id, request_id, text_version, operator, subject_name, subject_email, subject_phone,
                     given_at, ends_on, channel, lock_version)
select nextval('id_seq'), 'request', r.contact_id, r.id, 1, 'Страховая компания', c.name, c.email, c.phone,
       r.received_at, cast(r.received_at + interval '1825' day as date), 'SITE', 0
from insurance_request r join contact c on c.id = r.contact_id
where r.consent = true;
