package io.polisflow.crm.document;

import java.util.Optional;

/** Says whether a file carries a virus; without one in the application files are only looked at by {@link FileInspection}. */
public interface VirusScanner {

    /**
     * @return the name of what was found, empty when the file is clean
     * @throws Unavailable when nobody could look
     */
    Optional<String> infection(byte[] content) throws Unavailable;

    /** The scanner is down, too slow or does not take a file of that size. */
    class Unavailable extends Exception {

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
