-- A deal's whole life: dictionaries, planned touches, losing, pausing, handing over, and what follows from what.

create table dictionary_entry (
    dictionary varchar(30)  not null,
    code       varchar(40)  not null,
    label      varchar(200) not null,
    position   integer      not null,
    active     boolean      not null,
    primary key (dictionary, code)
);

insert into dictionary_entry (dictionary, code, label, position, active) values
    ('LEAD_SOURCE', 'website', 'Сайт компании', 1, true),
    ('LEAD_SOURCE', 'referral', 'Рекомендация клиента', 2, true),
    ('LEAD_SOURCE', 'partner', 'Партнёр или брокер', 3, true),
    ('LEAD_SOURCE', 'exhibition', 'Выставка, конференция', 4, true),
    ('LEAD_SOURCE', 'cold-call', 'Холодный звонок', 5, true),
    ('LEAD_SOURCE', 'advertising', 'Реклама', 6, true),
    ('LEAD_SOURCE', 'tender', 'Тендерная площадка', 7, true),
    ('LEAD_SOURCE', 'other', 'Другое', 8, true),
    ('LOSS_REASON', 'competitor', 'Выбрали конкурента', 1, true),
    ('LOSS_REASON', 'postponed', 'Отложили на год', 2, true),
    ('LOSS_REASON', 'price', 'Не устроила цена', 3, true),
    ('LOSS_REASON', 'terms', 'Не устроили условия', 4, true),
    ('LOSS_REASON', 'no-budget', 'Нет бюджета', 5, true),
    ('LOSS_REASON', 'no-need', 'Нет потребности', 6, true),
    ('LOSS_REASON', 'no-answer', 'Клиент не отвечает', 7, true),
    ('LOSS_REASON', 'risk-declined', 'Риск не приняли к страхованию', 8, true),
    ('LOSS_REASON', 'closed-down', 'Компания закрывается', 9, true),
    ('OBJECTION_CATEGORY', 'price', 'Цена выше рынка', 1, true),
    ('OBJECTION_CATEGORY', 'competitor', 'Есть другой страховщик', 2, true),
    ('OBJECTION_CATEGORY', 'no-need', 'Не видим смысла страховать', 3, true),
    ('OBJECTION_CATEGORY', 'deductible', 'Не устраивает франшиза', 4, true),
    ('OBJECTION_CATEGORY', 'coverage', 'Мало покрытых рисков', 5, true),
    ('OBJECTION_CATEGORY', 'claims', 'Страховые не платят', 6, true),
    ('OBJECTION_CATEGORY', 'paperwork', 'Много документов', 7, true),
    ('OBJECTION_CATEGORY', 'timing', 'Не сейчас', 8, true),
    ('OBJECTION_CATEGORY', 'other', 'Другое', 9, true),
    ('CONTACT_ROLE', 'decision-maker', 'ЛПР', 1, true),
    ('CONTACT_ROLE', 'key-contact', 'КЦО', 2, true),
    ('CONTACT_ROLE', 'influencer', 'Влияет на решение', 3, true),
    ('CONTACT_ROLE', 'finance', 'Финансы и оплата', 4, true),
    ('CONTACT_ROLE', 'legal', 'Юрист клиента', 5, true),
    ('CONTACT_ROLE', 'user', 'Отвечает за объект', 6, true),
    ('CONTACT_ROLE', 'assistant', 'Секретарь', 7, true);

alter table deal add column kind varchar(10) default 'NEW' not null;
alter table deal add column reopened_from_id bigint references deal (id);
alter table deal add column renewed_policy_id bigint;
alter table deal add column loss_reason varchar(40);
alter table deal add column loss_comment varchar(4000);
alter table deal add column loss_competitor varchar(300);
alter table deal add column loss_competitor_terms varchar(2000);
alter table deal add column recontact_months integer;
alter table deal add column closed_at timestamp(6) with time zone;
alter table deal add column paused_until date;
alter table deal add column pause_reason varchar(2000);
alter table deal add column stage_before_pause varchar(30);
create index deal_stage on deal (stage);

alter table contact add column cold boolean default false not null;
alter table contact add column role varchar(40);
alter table contact add column removed boolean default false not null;

-- A touch is planned first and held (or cancelled) later; those there already were held.
alter table activity add column state varchar(10) default 'HELD' not null;
alter table activity add column owner varchar(64);
alter table activity add column starts_at timestamp(6) with time zone;
alter table activity add column place varchar(500);
alter table activity add column contact_id bigint references contact (id);
alter table activity add column outcome varchar(4000);
alter table activity add column lock_version integer default 0 not null;
alter table activity alter column held_at drop not null;
alter table activity alter column held_by drop not null;
alter table activity alter column note drop not null;
update activity set starts_at = held_at, owner = held_by;
alter table activity alter column starts_at set not null;
create index activity_owner on activity (owner, starts_at);
