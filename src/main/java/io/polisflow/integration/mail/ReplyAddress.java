package io.polisflow.integration.mail;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that answers to one letter of ours come to: the mailbox with the letter's own, unguessable id after a plus
 * sign (RFC 5233), so that an answer finds its deal even when the mail program drops the thread.
 */
final class ReplyAddress {

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern OWN_ID = Pattern.compile("<(" + UUID + ")@([^<>\\s]+)>");
    private static final Pattern TAGGED =
            Pattern.compile("\\+(" + UUID + ")@([^\\s<>\"(),;:@]+)", Pattern.CASE_INSENSITIVE);

    private ReplyAddress() {}

    /**
     * @param from our mailbox, e.g. {@code sales@polisflow.example}
     * @param messageId of our letter, with angle brackets
     * @return the mailbox itself when the letter's id is none of ours
     */
    static String of(String from, String messageId) {
        Matcher id = OWN_ID.matcher(messageId);
        int at = from.lastIndexOf('@');
        return id.matches() && at > 0 ? from.substring(0, at) + "+" + id.group(1) + from.substring(at) : from;
    }

    /** @param addresses a header's value, or null */
    static Set<String> messageIds(String addresses) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher tagged = TAGGED.matcher(addresses == null ? "" : addresses);
        while (tagged.find()) {
            ids.add("<" + tagged.group(1).toLowerCase(Locale.ROOT) + "@" + tagged.group(2) + ">");
        }
        return ids;
    }
}
