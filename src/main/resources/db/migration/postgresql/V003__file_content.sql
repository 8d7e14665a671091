create table stored_file_content (
    file_id bigint not null primary key references stored_file (id),
    content bytea  not null
);
