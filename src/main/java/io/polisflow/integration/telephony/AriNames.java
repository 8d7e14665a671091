package io.polisflow.integration.telephony;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what a click to call makes in the exchange by its command, so that events and repeats are known again. */
final class AriNames {

    private static final Pattern OURS = Pattern.compile("pf-(.+)-(employee|client)");
    private static final Pattern RECORDING = Pattern.compile("pf-(.+)");

    private static final Pattern TELEPHONE = Pattern.compile("(?:PJSIP|SIP)/(\\w+)(?:-\\w+)?");

    private AriNames() {}

    static String employee(String commandId) {
        return "pf-" + commandId + "-employee";
    }

    static String client(String commandId) {
        return "pf-" + commandId + "-client";
    }

    /** The bridge, and the recording of what is said on it. */
    static String talk(String commandId) {
        return "pf-" + commandId;
    }

    /** @return the command that made the channel, empty when it is not ours */
    static Optional<String> commandOf(String channelId) {
        Matcher ours = OURS.matcher(channelId);
        return ours.matches() ? Optional.of(ours.group(1)) : Optional.empty();
    }

    /** @return the command whose talk was recorded, empty when it is not ours */
    static Optional<String> commandOfRecording(String name) {
        Matcher ours = RECORDING.matcher(name);
        return ours.matches() && !OURS.matcher(name).matches() ? Optional.of(ours.group(1)) : Optional.empty();
    }

    /** @param channelName e.g. {@code PJSIP/101-00000a1b}; @return the inner number of its telephone */
    static Optional<String> extensionOf(String channelName) {
        Matcher telephone = TELEPHONE.matcher(channelName);
        return telephone.matches() ? Optional.of(telephone.group(1)) : Optional.empty();
    }
}
