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
     * Fetches both detached signatures and checks them over exactly these bytes, the client's also against who must have signed;
     * a contract counts as concluded when both hold.
     *
     * @param signed the bytes that were sent
     * @throws io.polisflow.crm.UnavailableException when the operator gave no usable answer
     */
    SignatureCheck checkSignature(String messageId, String documentId, byte[] signed, Signatory expected);

    /**
     * @param inn of the client, whom the certificate must speak for
     * @param signedAt when the operator received the signature
     */
    record Signatory(String inn, Instant signedAt) {}

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
     * @param signature DER of the client's detached CMS, to be kept with the contract, whatever it is worth
     * @param ownSignature the insurer's, as the operator keeps it; it must hold as well
     * @param facts for the protocol: every signature that was checked
     */
    record SignatureCheck(
            boolean valid,
            String signer,
            String problem,
            byte[] signature,
            byte[] ownSignature,
            List<SignatureFacts> facts) {}

    /**
     * What a check found of one signature; all but {@code ours} and {@code problem} is null when it cannot be read.
     *
     * @param ours whether the insurer signed
     * @param inn that the certificate speaks for, or null
     * @param serial of the certificate, hexadecimal
     * @param signedAt as the signer told, or null
     * @param problem Russian sentence when it does not fit, else null
     */
    record SignatureFacts(
            boolean ours,
            String signer,
            String organisation,
            String inn,
            String issuer,
            String serial,
            Instant validFrom,
            Instant validUntil,
            String algorithm,
            Instant signedAt,
            String problem) {}
}
