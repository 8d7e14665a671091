-- How many rows each table holds, one `table count` a line: what a backup writes down and a restore must come to.
-- Sessions are left out: restore.sh ends them all.
select c.relname || ' ' || (xpath('/row/n/text()',
         query_to_xml(format('select count(*) as n from %I.%I', s.nspname, c.relname), false, true, '')))[1]
from pg_class c join pg_namespace s on s.oid = c.relnamespace
where c.relkind = 'r' and s.nspname = 'public' and c.relname not like 'spring_session%'
order by c.relname;
