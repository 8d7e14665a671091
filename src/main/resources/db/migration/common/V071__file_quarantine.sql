-- Why a file from outside is not handed out, and what whoever opens it should know.
alter table stored_file add column quarantine varchar(500);
alter table stored_file add column unscanned boolean default false not null;
alter table stored_file add column warning varchar(500);
