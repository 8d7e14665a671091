package io.polisflow.integration.telephony;

import io.polisflow.crm.telephony.CallRecord.Direction;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What is known of a call on an Asterisk that is not over. */
class AriCall {

    final Direction direction;
    final Instant startedAt;
    /** Channels that are not destroyed. */
    final Set<String> legs = new HashSet<>();
    /** Channels of ours whose telephone was taken up. */
    final Set<String> lifted = new HashSet<>();
    /** Channels by which the dialplan rings somebody. */
    final Set<String> rung = new HashSet<>();

    /** Of the click that it came from; null of a call that the dialplan handles. */
    String command;

    String extension;
    String number;
    Instant connectedAt;

    AriCall(Direction direction, Instant startedAt) {
        this.direction = direction;
        this.startedAt = startedAt;
    }
}
