-- Each word that stands in a client's or a contact's name, once: a misspelt word is sought among these, which are few, and then
-- the names that hold the words it may mean. Trigrams of whole names cost a look at every name that shares some of them.
create table name_word (
    word varchar(300) not null
);

-- No unique index: two transactions that write the same new words, each in its own order, would wait for each other. A word
-- that stands here twice, or whose last name is gone, harms nobody.
create index name_word_itself on name_word (word);
create index name_word_trigrams on name_word using gin (word gin_trgm_ops);

create index client_name_words on client using gin (string_to_array(search_name, ' '));
create index contact_name_words on contact using gin (string_to_array(search_name, ' '));

-- In the database, since names are written by entities, by SQL of imports and by merging.
create function keep_name_words(names text[]) returns void language sql as $$
    insert into name_word (word)
    select new_words.word
    from (
        select distinct word from unnest(names) name, unnest(string_to_array(name, ' ')) word
        where length(word) >= 3 and word !~ '^[0-9]+$') new_words
    where not exists (select 1 from name_word known where known.word = new_words.word)
$$;

create function keep_new_name_words() returns trigger language plpgsql as $$
begin
    perform keep_name_words(array(select distinct search_name from written where search_name <> ''));
    return null;
end $$;

create function keep_changed_name_words() returns trigger language plpgsql as $$
begin
    perform keep_name_words(array[new.search_name]);
    return null;
end $$;

create trigger client_new_name_words after insert on client
    referencing new table as written for each statement execute function keep_new_name_words();
create trigger contact_new_name_words after insert on contact
    referencing new table as written for each statement execute function keep_new_name_words();
create trigger client_changed_name_words after update on client
    for each row when (new.search_name <> old.search_name) execute function keep_changed_name_words();
create trigger contact_changed_name_words after update on contact
    for each row when (new.search_name <> old.search_name) execute function keep_changed_name_words();

select keep_name_words(array(select search_name from client union select search_name from contact));
