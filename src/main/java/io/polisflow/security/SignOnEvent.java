package io.polisflow.security;

/** What an audit wants to know of sign-ons. @param name as typed, known or not @param address where it came from, or null */
record SignOnEvent(Kind kind, String name, String address) {

    enum Kind {
        FAILED,
        CLOSED,
        OPENED,
        PASSWORD_CHANGED,
        /** By the provider, with no request of theirs. */
        SIGNED_OFF
    }
}
