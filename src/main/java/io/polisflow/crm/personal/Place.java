package io.polisflow.crm.personal;

import java.util.List;

/**
 * Where personal data may stand: a table, the columns with people's words, and those that hold codes, ids and logins only.
 *
 * @param words columns that may hold anything somebody wrote; an erasure looks through them
 * @param content columns with bytes, looked through too
 * @param codes columns that hold no client's person
 * @param scope condition on the rows that belong to the deals and requests of a person's companies, where their name counts; null:
 *     only their e-mail address and telephone do
 * @param elsewhere condition on the further rows whose bytes are looked through for the e-mail address and the telephone; null: none
 *     when there is a scope, all when there is none
 * @param own condition on the rows that are about the person themselves, or null
 * @param purpose for what it is kept, Russian
 * @param term for how long, Russian
 */
public record Place(
        String table,
        List<String> words,
        List<String> content,
        List<String> codes,
        String scope,
        String elsewhere,
        String own,
        String purpose,
        String term) {

    /** Whether there is anything to look through. */
    boolean mayHoldPeople() {
        return !words.isEmpty() || !content.isEmpty();
    }
}
