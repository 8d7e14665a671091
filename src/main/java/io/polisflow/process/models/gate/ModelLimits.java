package io.polisflow.process.models.gate;

/** How much one may hand in at once: far above any set of models that people draw, far below what would hurt the server. */
final class ModelLimits {

    static final int FILE_BYTES = 2 * 1024 * 1024;
    static final int SET_BYTES = 20 * 1024 * 1024;
    static final int FILES = 500;

    /** How deep elements may lie in each other: everything that walks a model does so by recursion. */
    static final int DEPTH = 100;

    private ModelLimits() {}

    static String megabytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024) + " МБ";
    }
}
