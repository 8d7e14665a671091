-- Stems by the Russian dictionary, and whole words for the prefixes that alternating consonants need («дорого» – «дороже»).
alter table knowledge_article add column search tsvector generated always as (
    setweight(to_tsvector('russian'::regconfig, title || ' ' || tags), 'A')
    || setweight(to_tsvector('simple'::regconfig, translate(title || ' ' || tags, 'Ёё', 'Ее')), 'A')
    || setweight(to_tsvector('russian'::regconfig, body), 'C')
    || setweight(to_tsvector('simple'::regconfig, translate(body, 'Ёё', 'Ее')), 'C')
) stored;
create index knowledge_article_search on knowledge_article using gin (search);
