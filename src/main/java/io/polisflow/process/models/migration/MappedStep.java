package io.polisflow.process.models.migration;

/** Where tokens of a step go; names as the two versions of the model have them. */
public record MappedStep(String source, String sourceName, String target, String targetName) {

    /** @return whether the analyst chose or accepted another step than the one of the same id */
    public boolean renamed() {
        return !source.equals(target);
    }
}
