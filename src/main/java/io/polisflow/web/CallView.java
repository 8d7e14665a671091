package io.polisflow.web;

import java.util.List;

/**
 * A call as pages and API show it, in Russian.
 *
 * @param title direction and other party
 * @param tone of the badge: good, warn or bad
 * @param talk how long they talked, or null
 * @param reason why it did not come about, or null
 * @param dealNumber null while it belongs to no deal
 * @param live whether more is to be expected within minutes
 */
public record CallView(
        String title,
        String state,
        String tone,
        String at,
        String employee,
        String talk,
        String reason,
        String dealNumber,
        List<RecordingView> recordings,
        boolean live) {

    /** @param href null while it is not there */
    public record RecordingView(String state, String reason, String href) {}
}
