package io.polisflow.crm.personal;

import java.util.List;

/**
 * Somebody takes back a consent, in the transaction that records it: what is planned with them has to stop now.
 *
 * @param contactIds all cards' contacts that are this person
 * @param subject how they are called, for a history
 * @param purpose the purpose's name
 */
public record ConsentWithdrawn(List<Long> contactIds, String subject, String purpose) {}
