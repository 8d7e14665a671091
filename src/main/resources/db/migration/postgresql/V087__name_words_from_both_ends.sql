-- One typo leaves the first or the second half of a word as it is: words of about the length that begin or end so are few beside
-- those that share some trigrams.
create index name_word_beginning on name_word (length(word), word text_pattern_ops);
create index name_word_end on name_word (length(word), reverse(word) text_pattern_ops) include (word);
