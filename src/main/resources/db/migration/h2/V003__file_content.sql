-- H2 limits VARBINARY to one megabyte, so a file's bytes are a BLOB here.
create table stored_file_content (
    file_id bigint not null primary key references stored_file (id),
    content blob   not null
);
