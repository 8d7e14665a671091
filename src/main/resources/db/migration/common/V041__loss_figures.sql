-- What the report of losses counts by stands in the deal's row of figures, so that a year of a million deals is read from one index.
alter table deal_figures add column owner varchar(64);
alter table deal_figures add column closed_at timestamp(6) with time zone;
alter table deal_figures add column lost boolean default false not null;
alter table deal_figures add column loss_reason varchar(40);
alter table deal_figures add column loss_competitor varchar(300);

update deal_figures set
    owner = (select d.owner from deal d where d.id = deal_figures.deal_id),
    closed_at = (select d.closed_at from deal d where d.id = deal_figures.deal_id),
    lost = (select d.stage = 'LOST' from deal d where d.id = deal_figures.deal_id),
    loss_reason = (select d.loss_reason from deal d where d.id = deal_figures.deal_id),
    loss_competitor = (select d.loss_competitor from deal d where d.id = deal_figures.deal_id);
