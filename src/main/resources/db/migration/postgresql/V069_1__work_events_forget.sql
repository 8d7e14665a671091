-- What happened stays; only the words of somebody who has to be forgotten may change, in the transaction of their erasure.
create or replace function work_event_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('polisflow.erasing', true) = 'on' then
        if (to_jsonb(new) - 'detail' - 'name') = (to_jsonb(old) - 'detail' - 'name') then
            return new;
        end if;
    end if;
    raise exception 'work_event is append-only: % refused', tg_op using errcode = 'integrity_constraint_violation';
end $$;
