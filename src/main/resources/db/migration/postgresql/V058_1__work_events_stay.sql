create function work_event_stays() returns trigger language plpgsql as $$
begin
    raise exception 'work_event is append-only: % refused', tg_op using errcode = 'integrity_constraint_violation';
end $$;
create trigger work_event_stays before update or delete on work_event for each row execute function work_event_stays();
create trigger work_event_stays_whole before truncate on work_event for each statement execute function work_event_stays();
-- Rows come in the order of time: the pages of a period are found by an index of a few kilobytes. Of five million events counting a quarter
-- of a year reads an eighth of the table.
create index work_event_time on work_event using brin (at_);
