-- What proves a signature beside the client's own file: the insurer's signature and the protocol of the check.
alter table contract add column own_signature_file_id bigint references stored_file (id);
alter table contract add column protocol_file_id bigint references stored_file (id);
