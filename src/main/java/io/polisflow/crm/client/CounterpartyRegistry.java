package io.polisflow.crm.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks up the official requisites of a legal entity or sole trader; Kontur.Focus, DaData or SPARK stand behind it. */
public interface CounterpartyRegistry {

    /** @return the registry's name as a user knows it, e.g. «Контур.Фокус»: also that it knows nobody is of somebody's telling */
    default String source() {
        return "реестр юридических лиц";
    }

    /**
     * What the registry says, perhaps from an earlier answer that is not too old: {@link Requisites#asOf} tells of when it is.
     *
     * @param inn 10 or 12 digits, checksum already verified
     * @return what the registry says, or empty when it knows no such taxpayer
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    Optional<Requisites> findByInn(String inn);

    /**
     * Asks the registry now, whatever it answered before; else as {@link #findByInn}.
     *
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    default Optional<Requisites> findFresh(String inn) {
        return findByInn(inn);
    }

    /**
     * Asks the registry now about several, in as few requests as it allows.
     *
     * @param inns no more than {@link #batchSize}
     * @return by INN what the registry says, empty when it knows no such taxpayer; an INN whose entry could not be used is
     *     left out, because nothing is known of it
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer at all
     */
    default Map<String, Optional<Requisites>> findFresh(Collection<String> inns) {
        Map<String, Optional<Requisites>> answers = new LinkedHashMap<>();
        inns.forEach(inn -> answers.put(inn, findFresh(inn)));
        return answers;
    }

    /** @return how many taxpayers to ask about at a time, so that a batch neither lasts long nor wastes requests */
    default int batchSize() {
        return 50;
    }
}
