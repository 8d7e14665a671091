-- What was gathered of a person is not kept for ever.
alter table subject_request add column gathered_at timestamp(6) with time zone;
update subject_request set gathered_at = (select f.created_at from stored_file f where f.id = subject_request.file_id)
 where file_id is not null;
