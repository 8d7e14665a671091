-- Any part of a policy's number, as the search box finds it: the number is another system's and has no form of ours.
create index policy_number_trigrams on policy using gin (upper(number) gin_trgm_ops);
