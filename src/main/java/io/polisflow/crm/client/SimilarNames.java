package io.polisflow.crm.client;

import java.util.List;

/** Where the database can tell which names look like misspelt words; whether they really do is decided by {@link Misspelling}. */
interface SimilarNames {

    /**
     * A name that may be meant.
     *
     * @param name comparable, of the client itself or of a contact on its card
     */
    record Candidate(long clientId, String name) {}

    /**
     * @param words comparable
     * @param mostTypos in a word
     * @return at least those names in which each word stands, if for so many typos
     */
    List<Candidate> candidates(List<String> words, int mostTypos);

    /**
     * Whether it is known without reading the names that one of the words stands in none of them; false proves nothing.
     *
     * @param words comparable, each with a letter and of three characters at least; of none nothing is known
     */
    boolean nobodyIsCalled(List<String> words);
}
