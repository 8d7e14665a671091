package io.polisflow.crm.client;

import java.util.Optional;

/** Looks up the official requisites of a legal entity or sole trader; Kontur.Focus, DaData or SPARK stand behind it. */
public interface CounterpartyRegistry {

    /**
     * @param inn 10 or 12 digits, checksum already verified
     * @return what the registry says, or empty when it knows no such taxpayer
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    Optional<Requisites> findByInn(String inn);
}
