package io.polisflow.load;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** What became of one request. */
enum Answered {
    WELL,
    /** 503 that says in Russian what is the matter and when to come again: back-pressure, not a fault. */
    REFUSED,
    /** Somebody else was faster, or has changed what it was about: part of a day's work. */
    OVERTAKEN,
    /** Any other answer, a broken connection, or none in time. */
    BADLY;

    private static final Pattern RUSSIAN = Pattern.compile("\\p{IsCyrillic}{4,}");

    static Answered by(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status < 400) {
            // Whoever is led to the door again has not got what they asked for.
            String led = response.headers().firstValue("Location").orElse("");
            return led.contains("/login") ? BADLY : WELL;
        }
        if (status == 404 || status == 409 || status == 422) {
            return OVERTAKEN;
        }
        boolean told = response.headers().firstValue("Retry-After").isPresent()
                && RUSSIAN.matcher(response.body()).find();
        return status == 503 && told ? REFUSED : BADLY;
    }
}
