create index deal_figures_lost on deal_figures (lost, closed_at);
