create trigger work_event_stays before update, delete on work_event for each row call 'io.polisflow.crm.worklog.AppendOnly';
