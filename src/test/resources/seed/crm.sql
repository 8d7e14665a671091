-- What a busy insurer's CRM holds. Each statement begins with what it makes and over what it counts; it is run for the numbers
-- from :first to :last, part by part. :clients, :contacts, :deals and :managers say how many there are in all, :id, :deal,
-- :request, :lead, :proposal and :contract after which number the new ones begin, :now when all this was so.

-- clients over clients
insert into client (id, client_key, inn, kpp, ogrn, name, search_name, full_name, address, okved, head_name, head_position,
    registration_date, registry_status, company_size, sme, requisites_state, requisites_source, requisites_as_of, reliability,
    owner, created_at, lock_version)
select :id + i, inn, inn, case when not trader then office || '01001' end,
    pg_temp.ogrn(trader, :id + i),
    form || case when trader then title else '«' || title || '»' end,
    pg_temp.capitals(translate(title, '-', ' ')),
    case when trader then 'Индивидуальный предприниматель ' || title
        else 'Общество с ограниченной ответственностью «' || title || '»' end,
    (100000 + i % 600000) || ', г. ' || pg_temp.town(pg_temp.chance(i, 4)) || ', ул. ' || pg_temp.street(pg_temp.chance(i, 5))
        || ', д. ' || (1 + i % 120),
    pg_temp.pick('{01.11,10.71,25.11,28.22,41.20,43.21,45.20,46.31,46.49,46.69,46.73,46.90,47.11,47.73,49.41,52.10,52.29,55.10,56.10,62.01,68.20,71.12,73.11,77.11,81.22,86.23}', pg_temp.chance(i, 6)),
    case when trader then title else pg_temp.person(i + 7000000000) end,
    case when not trader then pg_temp.pick('{Генеральный директор,Директор}', pg_temp.chance(i, 7)) end,
    (:now)::date - 200 - floor(pg_temp.chance(i, 8) * 9000)::integer,
    case when pg_temp.chance(i, 9) < 0.1 then null
        when pg_temp.chance(i, 9) < 0.96 then 'ACTIVE'
        else pg_temp.pick('{REORGANIZING,DISSOLVING,DISSOLVED,BANKRUPT}', pg_temp.chance(i, 10)) end,
    pg_temp.pick('{MICRO,MICRO,MICRO,SMALL,SMALL,MEDIUM,LARGE}', pg_temp.chance(i, 11)),
    pg_temp.chance(i, 11) < 6 / 7.0,
    case when pg_temp.chance(i, 9) < 0.1 then 'UNCHECKED' else 'CONFIRMED' end,
    case when pg_temp.chance(i, 9) >= 0.1 then 'Контур.Фокус' end,
    case when pg_temp.chance(i, 9) >= 0.1 then :now - pg_temp.chance(i, 12) * interval '60 days' end,
    'NOT_ASKED',
    pg_temp.manager((i / 10) % :managers),
    :now - interval '2200 days' - pg_temp.chance(i, 13) * interval '300 days',
    0
from (
    select *, case when trader then pg_temp.inn12(pg_temp.inn11(digits)) else pg_temp.inn10(digits) end as inn
    from (
        select *, office::bigint * places + (:id + i) % places as digits
        from (
            select i, trader, places,
                -- No two taxpayers with the same last digits get the same office.
                lpad(pg_temp.office(((:id + i) / places * 17 + floor(pg_temp.chance((:id + i) % places, 2) * 270)::bigint) % 270)::text, 4, '0') as office,
                case when trader then 'ИП ' else pg_temp.pick('{ООО,ООО,ООО,ООО,ООО,ООО,АО,ПАО}', pg_temp.chance(i, 3)) || ' ' end as form,
                case when trader then pg_temp.person(i + 8000000000) else pg_temp.title(:id + i) end as title
            from (
                select i, trader, case when trader then 1000000 else 100000 end as places
                from (select i, pg_temp.chance(i, 1) < 0.2 as trader from generate_series(:first, :last) i offset 0) t offset 0) n
            offset 0) o
        offset 0) g
    offset 0) c;

-- contacts over contacts
insert into contact (id, client_id, contact_key, name, search_name, position, email, phone, role, cold, removed, created_at,
    lock_version)
select :id + i, :id + client, email, name, pg_temp.capitals(name),
    pg_temp.pick('{Директор,Главный бухгалтер,Финансовый директор,Начальник отдела снабжения,Юрист,Главный инженер,Специалист по рискам,Секретарь}', pg_temp.chance(i, 62)),
    email,
    '+7' || pg_temp.pick('{495,499,812,843,343,846,383,351,861,903,905,910,915,916,920,926,950,963,977,985}', pg_temp.chance(i, 63))
        || lpad((i % 10000000)::text, 7, '0'),
    pg_temp.pick('{decision-maker,key-contact,influencer,finance,legal,user,assistant}', pg_temp.chance(i, 64)),
    pg_temp.chance(client, 65) < 0.3, pg_temp.chance(i, 66) < 0.02, :now - pg_temp.chance(i, 67) * interval '2000 days', 0
from (
    -- Everybody has one; who has more is chance.
    select i, case when i <= :clients then i else 1 + floor(pg_temp.chance(i, 61) * :clients)::bigint end as client,
        pg_temp.person(i) as name, 'c' || i || '@company' || i % 1000 || '.example' as email
    from generate_series(:first, :last) i offset 0) p;

-- deals over deals
insert into deal (id, number, client_id, contact_id, owner, stage, stage_since, opened_at, kind, loss_reason, loss_comment,
    loss_competitor, loss_competitor_terms, recontact_months, closed_at, paused_until, pause_reason, stage_before_pause,
    lock_version)
select :deal + i,
    pg_temp.number('D', opened, :deal + i),
    :id + client, case when client <= :contacts then :id + client end, pg_temp.manager(i % :managers),
    case when open and paused then 'PAUSED' when open then pg_temp.pick((:stages)[1:7], pg_temp.chance(i, 74)) when won then 'WON' else 'LOST' end,
    case when open then opened + (:now - opened) * (0.2 + 0.8 * pg_temp.chance(i, 75)) else closed end,
    opened, case when pg_temp.chance(i, 76) < 0.15 then 'RENEWAL' else 'NEW' end,
    case when lost then reason end,
    case when lost then 'Решение приняли на совете директоров, к разговору вернёмся позже' end,
    case when lost and reason = 'competitor' then pg_temp.pick('{Росгосстрах,Ингосстрах,СОГАЗ,АльфаСтрахование,ВСК,РЕСО-Гарантия,Согласие,Ренессанс,Зетта,Югория}', pg_temp.chance(i, 77)) end,
    case when lost and reason = 'competitor' then 'Премия ниже на ' || (3 + i % 20) || ' %' end,
    case when lost then (array[3, 6, 12])[1 + i % 3] end,
    case when not open then closed end,
    case when open and paused then (:now)::date + 14 + (i % 90)::integer end,
    case when open and paused then 'Клиент ждёт бюджет' end,
    case when open and paused then 'NEEDS_ANALYSIS' end, 0
from (
    select i, opened, open, paused, won, not open and not won as lost,
        opened + (:now - opened) * least(1, (5 + 100 * pg_temp.chance(i, 73)) * 86400 / date_part('epoch', :now - opened)) * 0.99 as closed,
        -- A manager's clients lie in tens, of which some have many deals and some none.
        least(:clients, 1 + ((i % :managers) + :managers * floor(pg_temp.chance(i, 70) * (:clients / 10 / :managers))::bigint) * 10
            + (array[0, 0, 0, 0, 1, 1, 2, 3, 4, 5])[1 + floor(pg_temp.chance(i, 71) * 10)::integer]) as client,
        pg_temp.pick('{competitor,competitor,competitor,competitor,price,price,price,postponed,postponed,terms,no-budget,no-budget,no-need,no-answer,no-answer,risk-declined,closed-down}', pg_temp.chance(i, 72)) as reason
    from (
        select i, :now - interval '6 years' * (1 - (i - 0.5) / :deals) as opened,
            i > :deals * 0.95 and i / :managers % 2 = 0 as open, pg_temp.chance(i, 78) < 0.05 as paused,
            pg_temp.chance(i, 79) < 0.3 as won
        from generate_series(:first, :last) i offset 0) o offset 0) d;

-- figures over deals
insert into deal_figures (deal_id, source, product_code, premium, reached, lost_at, owner, closed_at, lost, loss_reason,
    loss_competitor)
select d.id,
    case when d.kind = 'RENEWAL' then 'renewal'
        when pg_temp.chance(d.id, 81) < 0.6 then pg_temp.pick('{website,website,letter,phone-call}', pg_temp.chance(d.id, 82))
        else pg_temp.pick('{referral,partner,exhibition,cold-call,cold-call,advertising,tender,other}', pg_temp.chance(d.id, 83)) end,
    pg_temp.pick('{property,property,property,osago,osago,casco-fleet,vhi,vhi,general-liability,hazardous-facility,cargo,business-interruption}', pg_temp.chance(d.id, 84)),
    case when reached >= 2 then round((20000 * exp(4.5 * pg_temp.chance(d.id, 85) ^ 2))::numeric, 2) end,
    reached,
    case when d.stage = 'LOST' then (:stages)[1 + reached] end,
    d.owner, d.closed_at, d.stage = 'LOST', d.loss_reason, d.loss_competitor
from (
    select *, case stage when 'WON' then 7 when 'LOST' then 1 + floor(pg_temp.chance(id, 86) ^ 1.6 * 6)::integer when 'PAUSED' then 1
        else array_position(:stages, stage::text) - 1 end as reached
    from deal where id between :deal + :first and :deal + :last) d;

-- stage visits over deals
insert into deal_stage_visit (id, deal_id, stage, entered_at, left_at, seconds)
select :id + (deal_id - :deal) * 10 + k, deal_id, visited[k],
    opened_at + (stage_since - opened_at) * (k - 1) / greatest(1, steps - 1),
    case when k < steps then opened_at + (stage_since - opened_at) * k / greatest(1, steps - 1) end,
    case when k < steps then floor(date_part('epoch', stage_since - opened_at) / greatest(1, steps - 1))::bigint end
from (
    select f.deal_id, d.opened_at, case when v.steps = 1 then d.opened_at else d.stage_since end as stage_since, v.visited, v.steps
    from deal d
    join deal_figures f on f.deal_id = d.id
    cross join lateral (
        select w.visited, cardinality(w.visited) as steps from (
            select (:stages)[least(2, f.reached + 1) : least(7, f.reached + 1)]
                || case when d.stage in ('WON', 'LOST', 'PAUSED') then array[d.stage::text] else '{}'::text[] end as visited) w) v
    where d.id between :deal + :first and :deal + :last) x
cross join lateral generate_series(1, steps) k;

-- journal lines over deals
insert into journal_entry (id, at_, deal_number, actor, text, process_key, process_version)
select :id + (d.id - :deal) * 2 + line, case line when 0 then d.opened_at else d.stage_since end, d.number, d.owner,
    case line when 0 then 'Сделка открыта на этапе «Анализ потребностей»'
        else 'Этап: «Анализ потребностей» → «' || coalesce((array['Выиграна', 'Проиграна', 'На паузе'])[array_position('{WON,LOST,PAUSED}', d.stage::text)], 'Подготовка КП') || '»' end,
    'deal', 1
from deal d cross join generate_series(0, 1) line
where d.id between :deal + :first and :deal + :last;

-- requests over deals
insert into insurance_request (id, number, channel, external_id, status, received_at, client_id, contact_id, deal_id, inn,
    company_name, contact_name, phone, email, product, product_code, object, risks, sum_insured, starts_on, text, consent,
    lock_version)
select :request + d.id - :deal,
    pg_temp.number('R', d.opened_at, :request + d.id - :deal),
    (array['WEBFORM', 'EMAIL', 'PHONE'])[array_position('{website,letter,phone-call}', f.source::text)],
    'seed-' || d.id, 'RECORDED', d.opened_at - interval '1 minute', d.client_id, d.contact_id, d.id, c.inn, c.name, p.name, p.phone,
    p.email, 'Страхование', f.product_code, 'Склад и оборудование', 'Пожар, залив, стихийные бедствия', 10000000,
    d.opened_at::date + 30, 'Пришлите, пожалуйста, расчёт до конца недели', true, 0
from deal d
join deal_figures f on f.deal_id = d.id
join client c on c.id = d.client_id
left join contact p on p.id = d.contact_id
where d.id between :deal + :first and :deal + :last and f.source in ('website', 'letter', 'phone-call');

-- leads over deals
insert into client_lead (id, number, client_id, deal_id, state, source, product_code, taken_by, taken_at, handed_to, lock_version)
select :lead + d.id - :deal,
    pg_temp.number('L', d.opened_at, :lead + d.id - :deal),
    d.client_id, d.id, 'ACCEPTED', f.source, f.product_code, d.owner, d.opened_at, d.owner, 0
from deal d
join deal_figures f on f.deal_id = d.id
where d.id between :deal + :first and :deal + :last and f.source not in ('website', 'letter', 'phone-call', 'renewal');

-- documents over deals
insert into stored_file (id, name, media_type, size_bytes, sha256, created_at)
select :id + d.id - :deal, 'KP-' || d.number || '.pdf', 'application/pdf', 90000 + d.id % 50000, md5(d.number) || md5(d.id::text),
    d.opened_at + (d.stage_since - d.opened_at) * 0.6
from deal d
join deal_figures f on f.deal_id = d.id
where d.id between :deal + :first and :deal + :last and f.reached >= 4;

-- proposals over deals
insert into proposal (id, number, version, deal_id, state, author, created_at, starts_on, term_months, total_premium,
    total_sum_insured, valid_until, submitted_at, approved_at, sent_at, document_id, lock_version)
select :proposal + d.id - :deal, pg_temp.number('KP', d.opened_at, :proposal + d.id - :deal),
    1, d.id, (array['CALCULATED', 'ON_APPROVAL', 'SENT'])[least(3, f.reached - 1)], d.owner,
    d.opened_at + (d.stage_since - d.opened_at) * 0.3, d.opened_at::date + 45, 12, f.premium, f.premium * 400, d.opened_at::date + 60,
    case when f.reached >= 3 then d.opened_at + (d.stage_since - d.opened_at) * 0.4 end,
    case when f.reached >= 4 then d.opened_at + (d.stage_since - d.opened_at) * 0.5 end,
    case when f.reached >= 4 then d.opened_at + (d.stage_since - d.opened_at) * 0.6 end,
    case when f.reached >= 4 then :id + d.id - :deal end, 0
from deal d
join deal_figures f on f.deal_id = d.id
where d.id between :deal + :first and :deal + :last and f.reached >= 2;

-- proposal lines over deals
insert into proposal_line (id, proposal_id, position, product_code, object, sum_insured, deductible, discount_percent, tariff_rate,
    premium)
select :id + p.id - :proposal, p.id, 1, f.product_code, 'Склад и оборудование', p.total_sum_insured, 50000, 5, 0.0025, p.total_premium
from proposal p
join deal_figures f on f.deal_id = p.deal_id
where p.id between :proposal + :first and :proposal + :last;

-- contracts over deals
insert into contract (id, number, deal_id, proposal_id, state, starts_on, ends_on, premium, author, created_at, document_id, channel,
    entity_id, sent_at, signed_at, lock_version)
select :contract + p.id - :proposal, pg_temp.number('ДС', d.closed_at, :contract + p.id - :proposal),
    d.id, p.id, 'CONCLUDED', d.closed_at::date + 7, d.closed_at::date + 371, p.total_premium, d.owner, d.closed_at - interval '5 days',
    p.document_id, 'EDO', 'seed-' || d.id, d.closed_at - interval '4 days', d.closed_at, 0
from proposal p
join deal d on d.id = p.deal_id
where p.id between :proposal + :first and :proposal + :last and d.stage = 'WON';

-- contract lines over deals
insert into contract_line (id, contract_id, position, product_code, object, sum_insured, deductible, premium, proposal_line_id)
select :id + c.id - :contract, c.id, 1, l.product_code, l.object, l.sum_insured, l.deductible, l.premium, l.id
from contract c
join proposal_line l on l.proposal_id = c.proposal_id
where c.id between :contract + :first and :contract + :last;

-- policies over deals
insert into policy (id, number, idempotency_key, deal_id, client_id, contract_number, line, product_code, object, sum_insured,
    deductible, premium, starts_on, ends_on, state, issued_at, lock_version)
select :id + c.id - :contract, 'P-' || lpad(c.id::text, 10, '0'), 'seed-' || c.id, c.deal_id, d.client_id, c.number, 1,
    l.product_code, l.object, l.sum_insured, l.deductible, l.premium, c.starts_on, c.ends_on, 'ACTIVE', c.signed_at + interval '1 hour', 0
from contract c
join contract_line l on l.contract_id = c.id
join deal d on d.id = c.deal_id
where c.id between :contract + :first and :contract + :last;

-- letters over deals
insert into letter (id, deal_id, direction, message_id, sender, recipients, subject, text, created_at, sent_at, lock_version)
select :id + d.id - :deal, d.id, 'OUT', '<seed-' || d.id || '@polisflow.example>', 'sales@polisflow.example', p.email,
    'Коммерческое предложение ' || k.number, 'Добрый день! Предложение во вложении, с удовольствием отвечу на вопросы.', k.sent_at, k.sent_at, 0
from proposal k
join deal d on d.id = k.deal_id
join contact p on p.id = d.contact_id
where k.id between :proposal + :first and :proposal + :last and k.sent_at is not null;

-- attachments over deals
insert into letter_file (letter_id, position, file_id)
select l.id, 0, l.id from letter l where l.id between :id + :first and :id + :last;

-- touches over deals
insert into activity (id, deal_id, kind, held_at, held_by, note, state, owner, starts_at, contact_id, outcome, lock_version)
select :id + (d.id - :deal) * 2 + planned, d.id, pg_temp.pick('{CALL,CALL,EMAIL,MEETING}', pg_temp.chance(d.id, 91)),
    case planned when 0 then d.opened_at + (d.stage_since - d.opened_at) * 0.2 end, case planned when 0 then d.owner end,
    pg_temp.pick('{Обсудили потребности,Уточнили перечень имущества,Договорились о встрече,Спросили о скидке}', pg_temp.chance(d.id, 92)),
    case planned when 0 then 'HELD' else 'PLANNED' end, d.owner,
    case planned when 0 then d.opened_at + (d.stage_since - d.opened_at) * 0.2 else :now + (pg_temp.chance(d.id, 93) * 20 - 3) * interval '1 day' end,
    d.contact_id, case planned when 0 then 'Ждём ответа' end, 0
from deal d cross join generate_series(0, 1) planned
where d.id between :deal + :first and :deal + :last
    and (planned = 0 or d.stage not in ('WON', 'LOST', 'PAUSED') and pg_temp.chance(d.id, 94) < 0.6);

-- calls over deals
insert into call_record (id, entry_id, deal_id, contact_id, direction, employee, extension, number, state, result, started_at,
    connected_at, ended_at, talk_seconds, told, settled, received_at, lock_version)
select :id + d.id - :deal, 'seed-' || d.id, d.id, p.id, 'OUTGOING', d.owner, '101', p.phone, 'OVER', 'ANSWERED', t.at_, t.at_ + interval '5 seconds',
    t.at_ + interval '3 minutes', 175, true, true, t.at_, 0
from deal d
join contact p on p.id = d.contact_id
cross join lateral (select d.opened_at + (d.stage_since - d.opened_at) * 0.5 as at_) t
where d.id between :deal + :first and :deal + :last and pg_temp.chance(d.id, 95) < 0.4;

-- objections over deals
insert into objection (id, deal_id, contact_id, category, words, reply, won_over, recorded_at, recorded_by)
select :id + d.id - :deal, d.id, d.contact_id, pg_temp.pick('{price,price,price,competitor,no-need,deductible,coverage,claims,timing}', pg_temp.chance(d.id, 96)),
    'У вас дороже, чем предлагают другие', 'Показали, что входит в покрытие', d.stage = 'WON', d.opened_at + (d.stage_since - d.opened_at) * 0.8, d.owner
from deal d
join deal_figures f on f.deal_id = d.id
where d.id between :deal + :first and :deal + :last and f.reached >= 5 and pg_temp.chance(d.id, 97) < 0.6;

-- changes of cards over clients
insert into client_change (id, client_id, field, old_value, new_value, source, changed_at, changed_by)
select c.id, c.id, 'ADDRESS', 'г. Москва, ул. Ленина, д. 1', c.address, 'Контур.Фокус', c.created_at + interval '1 day', c.owner
from client c where c.id between :id + :first and :id + :last and c.registry_status is not null;
