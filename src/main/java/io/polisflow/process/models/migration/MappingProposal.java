package io.polisflow.process.models.migration;

import java.util.List;

/**
 * How the steps of two versions go together, as far as a program can tell; the analyst may choose otherwise.
 *
 * @param steps of the source, what differs first
 */
public record MappingProposal(ModelVersion from, ModelVersion to, List<StepChoice> steps) {

    /** Where a proposal comes from. */
    public enum Origin {
        SAME("тот же шаг"),
        SUGGESTED("похожий шаг"),
        NONE("не нашли похожего");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param kind what it is, in Russian
     * @param trigger whether it waits beside other work
     * @param standing how many instances have a token there
     * @param target proposed step of the new version, or null
     * @param options steps of the same kind in the new version
     */
    public record StepChoice(
            String step,
            String name,
            String kind,
            boolean trigger,
            int standing,
            String target,
            Origin origin,
            List<Option> options) {}

    public record Option(String step, String name) {}
}
