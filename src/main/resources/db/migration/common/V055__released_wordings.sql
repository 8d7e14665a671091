-- Wordings of letters and documents are put into force together with models. The engine keeps no text, so that a draft of
-- nothing but wordings has no deployment there: its id begins with «texts-» then.
alter table model_release add column title varchar(255);

create table model_release_wording (
    release_id bigint      not null references model_release (id),
    template   varchar(40) not null,
    number     integer     not null,
    constraint model_release_wording_unique primary key (release_id, template)
);
create index model_release_wording_version on model_release_wording (template, number);
