package io.polisflow.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.stereotype.Component;

/** Who a user is now, groups and all: what a session remembers may be older. */
@Component
class Standing {

    private static final int REMEMBERED = 2_000;

    private final IdentityService identity;
    private final Duration counts;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    Standing(IdentityService identity, SignOnProperties properties, Clock clock) {
        this.identity = identity;
        this.counts = properties.session().recheck();
        this.clock = clock;
    }

    private record Seen(Optional<SignedOnUser> user, Instant at) {}

    /** As read at most {@code polisflow.sign-on.session.recheck} ago; empty when there is no such user any more. */
    Optional<SignedOnUser> lately(String id) {
        Instant now = clock.instant();
        Seen last;
        synchronized (seen) {
            last = seen.get(id);
        }
        if (last != null && now.isBefore(last.at().plus(counts)) && !now.isBefore(last.at())) {
            return last.user();
        }
        return now(id);
    }

    /** Read at this moment. */
    Optional<SignedOnUser> now(String id) {
        Instant at = clock.instant();
        Optional<SignedOnUser> user = read(id);
        synchronized (seen) {
            seen.put(id, new Seen(user, at));
        }
        return user;
    }

    private Optional<SignedOnUser> read(String id) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user == null) {
            return Optional.empty();
        }
        List<String> groups = identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .sorted()
                .toList();
        return Optional.of(new SignedOnUser(id, FullName.of(user), groups, stamp(user)));
    }

    /** Tells one password from the next and nothing about either: what is stored is hashed with salt, and hashed again here. */
    private static String stamp(User user) {
        String stored = ((UserEntity) user).getPassword();
        return stored == null
                ? ""
                : UUID.nameUUIDFromBytes(stored.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
