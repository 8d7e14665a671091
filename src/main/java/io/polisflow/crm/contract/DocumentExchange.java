package io.polisflow.crm.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends documents for the client's electronic signature and tells their state; an EDO operator such as Diadoc stands behind it. */
public interface DocumentExchange {

    /**
     * @param kpp may be null
     * @return the client's box, or empty when the client takes no electronic documents
     * @throws io.polisflow.crm.UnavailableException when the operator gave no usable answer
     */
    Optional<String> boxOf(String inn, String kpp);

    /**
     * Signs with the insurer's key and sends; the same operation id never sends twice.
     *
     * @throws io.polisflow.crm.RefusedException when the operator will not take this document
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    Sent send(Outgoing document);

    /**
     * @param afterKey index key of the last event read, or null from the beginning
     * @return at most 100, oldest first; empty when there is nothing new
     * @throws io.polisflow.crm.UnavailableException when the operator gave no usable answer
     */
    List<StateEvent> eventsAfter(String afterKey);

    /**
     * Fetches the client's detached signature and checks it over exactly these bytes.
     *
     * @param signed the bytes that were sent
     * @throws io.polisflow.crm.UnavailableException when the operator gave no usable answer
     */
    SignatureCheck checkSignature(String messageId, String documentId, byte[] signed);

    /**
     * @param operationId idempotency key
     * @param number the contract's number, for the recipient
     */
    record Outgoing(String operationId, String boxId, String number, String fileName, byte[] content) {}

    record Sent(String messageId, String documentId) {}

    /** The states that matter to a contract. */
    enum State {
        SENT,
        DELIVERED,
        SIGNED,
        REFUSED,
        INVALID_SIGNATURE
    }

    /**
     * @param indexKey position in the operator's sequence
     * @param comment the client's words, e.g. why they refused; may be null
     */
    record StateEvent(String indexKey, String messageId, String documentId, State state, String comment, Instant at) {}

    /**
     * @param signer whom the certificate names, or null
     * @param problem Russian sentence when not valid, else null
     * @param signature DER of the detached CMS, to be kept with the contract
     */
    record SignatureCheck(boolean valid, String signer, String problem, byte[] signature) {}
}
