package io.polisflow.crm.contract;

import io.polisflow.crm.contract.DocumentExchange.StateEvent;

/** Takes what the EDO operator tells of documents, however often and in whatever order it is told. */
public interface SigningInbox {

    /**
     * Keeps the event and moves the contract on; a repeated event changes nothing.
     *
     * @return false when no contract has this document (yet): the event is kept in case its «sent» is recorded later
     */
    boolean receive(StateEvent event);
}
