create trigger audit_event_stays before update, delete on audit_event for each row call 'io.polisflow.crm.audit.AppendOnly';
create trigger audit_link_stays before update, delete on audit_link for each row call 'io.polisflow.crm.audit.AppendOnly';
create trigger audit_anchor_stays before update, delete on audit_anchor for each row call 'io.polisflow.crm.audit.AppendOnly';
create trigger audit_archive_stays before update, delete on audit_archive for each row call 'io.polisflow.crm.audit.AppendOnly';
create index audit_event_deal on audit_event (deal_number, at_, id);
create index audit_event_client on audit_event (client_id, at_, id);
