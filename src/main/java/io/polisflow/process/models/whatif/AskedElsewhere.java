package io.polisflow.process.models.whatif;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells what a table would have been asked with when its answers are no decisions that the engine records. */
interface AskedElsewhere {

    /** @return key of the table */
    String decision();

    /**
     * @param deal its number
     * @param values variable → value
     * @param note what a person made of the answer
     */
    record Asked(String deal, Instant at, Map<String, Object> values, String note) {}

    /** @return the newest first, no more than {@code most} */
    List<Asked> between(Instant since, Instant until, int most);
}
