-- Parts of names and misspelt names by trigrams, numbers by their beginning.
create extension if not exists pg_trgm;
create index client_name_trigrams on client using gin (search_name gin_trgm_ops);
create index contact_name_trigrams on contact using gin (search_name gin_trgm_ops);
create index client_inn_prefix on client (inn varchar_pattern_ops);
create index contact_phone_prefix on contact (phone varchar_pattern_ops);
create index contact_email_prefix on contact (email varchar_pattern_ops);
