package io.polisflow.process.sla.bulk;

/**
 * One task of a bulk action, or one failed step.
 *
 * @param subject the task's id, or the job's where a failed step is tried again
 * @param instance the process instance; null when it is not known
 * @param deal its number, null when it belongs to none
 * @param person who had it when it was chosen, null when nobody had
 * @param giveTo to whom it goes back, where an action is taken back; null for the group
 * @param outcome null while its turn is to come
 * @param why Russian, the reason of a refusal; null without one
 */
public record BulkItem(
        int position,
        String subject,
        String instance,
        String name,
        String process,
        String deal,
        Long client,
        String person,
        String group,
        String giveTo,
        BulkOutcome outcome,
        String why) {

    /** @return the same to be done in another action */
    BulkItem again(int position, String person, String giveTo) {
        return new BulkItem(
                position, subject, instance, name, process, deal, client, person, group, giveTo, null, null);
    }
}
