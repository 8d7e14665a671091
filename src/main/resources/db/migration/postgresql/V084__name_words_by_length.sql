-- A misspelt word is a letter or two longer or shorter than what is meant, so it is sought among the words of those lengths alone:
-- one index of all would name a tenth of the words as alike, each of which must then be compared.
create index name_word_of_length_0 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 0;
create index name_word_of_length_1 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 1;
create index name_word_of_length_2 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 2;
create index name_word_of_length_3 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 3;
create index name_word_of_length_4 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 4;
create index name_word_of_length_5 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 5;
create index name_word_of_length_6 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 6;
create index name_word_of_length_7 on name_word using gin (word gin_trgm_ops) where length(word) % 8 = 7;
