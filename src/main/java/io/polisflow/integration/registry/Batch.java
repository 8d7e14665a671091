package io.polisflow.integration.registry;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.Requisites;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the entries of several taxpayers so that one that cannot be used does not cost the others. */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private Batch() {}

    /**
     * @param ask asks over the wire; its fault ends the batch, because the next question would fare no better
     * @param read understands what came back; an INN for which it throws is left out
     * @throws UnavailableException when asking failed, or when not one entry could be used
     */
    static <T> Map<String, Optional<Requisites>> read(
            Collection<String> inns, Function<String, T> ask, BiFunction<String, T, Optional<Requisites>> read) {
        Map<String, Optional<Requisites>> answers = new LinkedHashMap<>();
        UnavailableException unusable = null;
        for (String inn : inns) {
            T entry = ask.apply(inn);
            try {
                answers.put(inn, read.apply(inn, entry));
            } catch (UnavailableException e) {
                LOG.warn("The registry's entry of {} cannot be used: {}", inn, e.getMessage());
                unusable = e;
            }
        }
        if (answers.isEmpty() && unusable != null) {
            throw unusable;
        }
        return answers;
    }
}
