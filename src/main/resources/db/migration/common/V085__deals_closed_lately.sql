-- What a manager won and lost lately, which the funnel tells: by the date alone it would be sought among everybody's.
create index deal_owner_closed on deal (owner, closed_at);
