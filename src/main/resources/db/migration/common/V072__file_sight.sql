-- A file goes by an id of its own: whoever asks for it is shown it when they see what it hangs on.
create index proposal_document on proposal (document_id);
create index contract_document on contract (document_id);
create index contract_scan on contract (scan_id);
create index contract_signature_file on contract (signature_file_id);
create index contract_own_signature on contract (own_signature_file_id);
create index contract_protocol on contract (protocol_file_id);
create index letter_file_file on letter_file (file_id);
create index request_file_file on request_file (file_id);
create index insurance_request_raw on insurance_request (raw_file_id);
create index client_requisites_file on client (requisites_file_id);
create index consent_document on consent (document_id);
