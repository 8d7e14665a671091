package io.polisflow.web;

import java.util.List;

/**
 * A part of the card that is being edited.
 *
 * @param action where it is sent
 * @param cancel where the part is to be had as it was
 * @param target id of the part on the page
 * @param problem what stands against the whole of it, or null
 */
record CardForm(String action, String cancel, String target, String title, String problem, List<Field> fields) {

    /**
     * @param type as of an HTML input, or {@code textarea} or {@code select}
     * @param value what the field holds: as it is on the card or as it was typed
     * @param base what the card showed as the person began; comes back so that a change by somebody else is noticed
     * @param clash what somebody else wrote meanwhile, in one sentence, or null
     * @param theirs their value in the text form, when there is a clash
     * @param looked whether the person should look here first
     */
    record Field(
            String key,
            String label,
            String type,
            String value,
            String base,
            List<Option> options,
            String problem,
            String clash,
            String theirs,
            boolean looked) {}

    record Option(String value, String label) {}
}
