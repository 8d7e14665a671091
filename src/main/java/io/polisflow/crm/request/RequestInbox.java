package io.polisflow.crm.request;

import java.util.List;

/**
 * The door for requests from outside: whatever arrives is stored as it came and starts the process {@code request-intake},
 * readable or not, in one transaction.
 */
public interface RequestInbox {

    /**
     * Checks every field (see {@link IncomingRequest}), stores the request and starts its process.
     *
     * <p>The same {@code channel} and {@code externalId} twice make one request: the repeat gets the first one's receipt.
     * A repeat that is readable where the first was not takes the first one's place.
     */
    Receipt receive(IncomingRequest request);

    /**
     * What a channel understood of a message; every text is as the sender wrote it, unchecked, and may be null.
     *
     * @param externalId the sender's id of this message (submissionId, Message-ID), or null when it has none
     * @param product catalogue code or name
     * @param sumInsured rubles as typed, e.g. {@code 10 000 000,50}
     * @param startsOn as typed: ISO or dd.MM.yyyy
     * @param consent whether the sender agreed to the processing of personal data, null when the channel does not ask
     * @param problems what the channel itself could not read (Russian), e.g. broken JSON; makes the request unsorted
     * @param raw the message as it came, kept whatever happens
     * @param replyTo Message-IDs that this message answers, newest last; empty when none
     * @param html a letter's HTML, cleaned so that it is safe to show, or null
     * @param consented what the form says of the consent beyond its mark, or null
     */
    record IncomingRequest(
            Channel channel,
            String externalId,
            String inn,
            String companyName,
            String contactName,
            String phone,
            String email,
            String product,
            String object,
            String risks,
            String sumInsured,
            String startsOn,
            String subject,
            String text,
            Boolean consent,
            List<FieldProblem> problems,
            RawMessage raw,
            List<IncomingFile> files,
            List<String> replyTo,
            String html,
            Consented consented) {

        /** A message that tells nothing of the consent's text. */
        public IncomingRequest(
                Channel channel,
                String externalId,
                String inn,
                String companyName,
                String contactName,
                String phone,
                String email,
                String product,
                String object,
                String risks,
                String sumInsured,
                String startsOn,
                String subject,
                String text,
                Boolean consent,
                List<FieldProblem> problems,
                RawMessage raw,
                List<IncomingFile> files,
                List<String> replyTo,
                String html) {
            this(
                    channel,
                    externalId,
                    inn,
                    companyName,
                    contactName,
                    phone,
                    email,
                    product,
                    object,
                    risks,
                    sumInsured,
                    startsOn,
                    subject,
                    text,
                    consent,
                    problems,
                    raw,
                    files,
                    replyTo,
                    html,
                    null);
        }
    }

    /**
     * @param textVersion of the consent to process the request, as the form showed it; null when the form does not say
     * @param marketing whether the sender also agreed to advertising
     */
    record Consented(Integer textVersion, boolean marketing) {}

    /** The untouched bytes, e.g. {@code message.eml} of {@code message/rfc822}. */
    record RawMessage(String name, String type, byte[] content) {}

    record IncomingFile(String name, String type, byte[] content) {}

    /**
     * @param field JSON property or form field, or null for the message as a whole
     * @param message Russian: what is wrong and how to mend it
     */
    record FieldProblem(String field, String message) {}

    /**
     * @param requestNumber e.g. {@code R-2026-000001}, also when something was wrong
     * @param repeated whether the message had been received before
     * @param problems empty when readable; otherwise a person sorts it out in «Разобрать обращение»
     */
    record Receipt(String requestNumber, boolean repeated, List<FieldProblem> problems) {}
}
