-- Who listened to which recording, also where the call belongs to no deal and so to no journal.
create table recording_listening (
    id            bigint      not null primary key,
    recording_id  bigint      not null references call_recording (id),
    listener      varchar(64) not null,
    started_at    timestamp(6) with time zone not null,
    last_heard_at timestamp(6) with time zone not null
);
create index recording_listening_listener on recording_listening (recording_id, listener);
create index call_recording_file on call_recording (file_id);
-- Whose telephone rings is asked every few seconds.
create index call_record_employee on call_record (employee, started_at);
