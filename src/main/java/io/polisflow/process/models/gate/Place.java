package io.polisflow.process.models.gate;

/**
 * Where in a set something is found.
 *
 * @param element an id, or null for the file as a whole
 * @param name its label, or null
 * @param line counted from 1, 0 when unknown
 */
record Place(String file, String element, String name, int line) {

    static Place of(String file) {
        return new Place(file, null, null, 0);
    }
}
