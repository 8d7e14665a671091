-- Whoever changes the figures of a lost deal takes the sums of its month with them, in the same transaction: also a node of the former
-- release and whoever erases a name.
create function loss_month_falls() returns trigger language plpgsql as $$
begin
    -- There is no old row of an insert, no new one of a delete, and neither of a truncate.
    delete from loss_month m where tg_op = 'TRUNCATE'
        or old.lost and old.closed_at >= m.begins and old.closed_at < m.ends
        or new.lost and new.closed_at >= m.begins and new.closed_at < m.ends;
    return null;
end $$;
create trigger loss_month_falls_with_new after insert on deal_figures
    for each row when (new.lost) execute function loss_month_falls();
create trigger loss_month_falls_with_change after update on deal_figures
    for each row when ((old.lost or new.lost) and old.* is distinct from new.*) execute function loss_month_falls();
create trigger loss_month_falls_with_old after delete on deal_figures
    for each row when (old.lost) execute function loss_month_falls();
create trigger loss_month_falls_with_all after truncate on deal_figures
    for each statement execute function loss_month_falls();
