-- What reports count: every stay of a deal at a stage, and one row of figures for each deal. The reports read these tables
-- and the CRM's own; the engine's history may be cleaned.

create table deal_stage_visit (
    id         bigint       not null primary key,
    deal_id    bigint       not null references deal (id),
    stage      varchar(30)  not null,
    entered_at timestamp(6) with time zone not null,
    left_at    timestamp(6) with time zone,
    seconds    bigint
);
create index deal_stage_visit_deal on deal_stage_visit (deal_id);
create index deal_stage_visit_left on deal_stage_visit (left_at, stage);

create table deal_figures (
    deal_id      bigint      not null primary key references deal (id),
    source       varchar(40),
    product_code varchar(40),
    premium      numeric(19, 2),
    reached      integer     not null,
    lost_at      varchar(30)
);

create index deal_opened on deal (opened_at);
create index deal_closed on deal (closed_at, stage);
create index approval_step_decided on approval_step (decided_at);
create index proposal_sent on proposal (sent_at);
create index objection_recorded on objection (recorded_at);
create index activity_held on activity (held_at);
create index call_record_started on call_record (started_at);

-- What became of the deals so far stands in their journal; the words are those of the time before this table.
create table stage_label (stage varchar(30) not null primary key, position integer not null, label varchar(60) not null);
insert into stage_label (stage, position, label) values
    ('FIRST_CONTACT', 0, 'Первичный контакт'),
    ('NEEDS_ANALYSIS', 1, 'Анализ потребностей'),
    ('PROPOSAL_PREPARATION', 2, 'Подготовка КП'),
    ('PROPOSAL_APPROVAL', 3, 'Согласование КП'),
    ('PROPOSAL_SENT', 4, 'КП отправлено'),
    ('OBJECTIONS', 5, 'Устранение возражений'),
    ('CONTRACT', 6, 'Договор оформляется'),
    ('WON', 7, 'Выиграна'),
    ('LOST', -1, 'Проиграна'),
    ('PAUSED', -1, 'На паузе');

insert into deal_stage_visit (id, deal_id, stage, entered_at, left_at)
select j.id, d.id, s.stage, j.at_, lead(j.at_) over (partition by d.id order by j.at_, j.id)
from journal_entry j
join deal d on d.number = j.deal_number
join stage_label s on j.text = 'Сделка открыта на этапе «' || s.label || '»'
    or j.text = 'Пауза окончена, этап «' || s.label || '»'
    or exists (
        select 1 from stage_label b
        where j.text like 'Этап: «' || b.label || '» → «' || s.label || '»%'
            -- A step that ends during a pause is written down, yet the deal stays paused.
            and (b.stage <> 'PAUSED' or s.stage = 'LOST'));
-- A deal that the journal says nothing of has at least come to where it is.
insert into deal_stage_visit (id, deal_id, stage, entered_at)
select d.id * -1, d.id, d.stage, d.stage_since from deal d
where not exists (select 1 from deal_stage_visit v where v.deal_id = d.id);
update deal_stage_visit set seconds = cast(extract(epoch from (left_at - entered_at)) as bigint) where left_at is not null;

insert into deal_figures (deal_id, source, product_code, premium, reached, lost_at)
select d.id,
    case when d.kind = 'RENEWAL' then 'renewal' when d.reopened_from_id is not null then 'returned' else coalesce(
        (select l.source from client_lead l where l.deal_id = d.id order by l.id fetch first 1 row only),
        (select case r.channel when 'WEBFORM' then 'website' when 'EMAIL' then 'letter' when 'PHONE' then 'phone-call' end
            from insurance_request r where r.deal_id = d.id order by r.id fetch first 1 row only)) end,
    coalesce(
        (select l.product_code from proposal p join proposal_line l on l.proposal_id = p.id where p.deal_id = d.id
            order by p.id desc, l.premium desc nulls last, l.position fetch first 1 row only),
        (select r.product_code from insurance_request r where r.deal_id = d.id order by r.id fetch first 1 row only),
        (select l.product_code from client_lead l where l.deal_id = d.id order by l.id fetch first 1 row only),
        (select p.product_code from policy p where p.id = d.renewed_policy_id)),
    (select p.total_premium from proposal p where p.deal_id = d.id and p.total_premium is not null
        order by p.id desc fetch first 1 row only),
    greatest(0, coalesce((select max(s.position) from deal_stage_visit v join stage_label s on s.stage = v.stage
        where v.deal_id = d.id), 0)),
    case when d.stage = 'LOST' then (select v.stage from deal_stage_visit v
        where v.deal_id = d.id and v.stage not in ('LOST', 'PAUSED')
        order by v.entered_at desc, v.id desc fetch first 1 row only) end
from deal d;

drop table stage_label;
