create function audit_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'audit_link' then
        if exists (select 1 from audit_archive a where a.position >= old.position) then
            return old;
        end if;
    elsif tg_op = 'DELETE' and tg_table_name = 'audit_event' then
        if exists (select 1 from audit_archive a join audit_link l on l.position <= a.position where l.event_id = old.id) then
            return old;
        end if;
    end if;
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_event_stays before update or delete on audit_event for each row execute function audit_stays();
create trigger audit_event_stays_whole before truncate on audit_event for each statement execute function audit_stays();
create trigger audit_link_stays before update or delete on audit_link for each row execute function audit_stays();
create trigger audit_link_stays_whole before truncate on audit_link for each statement execute function audit_stays();
create trigger audit_anchor_stays before update or delete on audit_anchor for each row execute function audit_stays();
create trigger audit_anchor_stays_whole before truncate on audit_anchor for each statement execute function audit_stays();
create trigger audit_archive_stays before update or delete on audit_archive for each row execute function audit_stays();
create trigger audit_archive_stays_whole before truncate on audit_archive for each statement execute function audit_stays();
create index audit_event_deal on audit_event (deal_number, at_, id) where deal_number is not null;
create index audit_event_client on audit_event (client_id, at_, id) where client_id is not null;
