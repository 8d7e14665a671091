-- All that the report of losses reads, so that it reads no table.
create index deal_figures_lost on deal_figures (closed_at)
    include (loss_reason, loss_competitor, lost_at, owner, product_code, source, premium) where lost;
