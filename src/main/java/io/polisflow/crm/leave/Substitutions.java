package io.polisflow.crm.leave;

import io.polisflow.crm.access.StandIns;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells who does whose work on a day. */
@Service
@Transactional(readOnly = true)
public class Substitutions implements StandIns {

    private final SubstitutionRepository substitutions;
    private final Clock clock;

    Substitutions(SubstitutionRepository substitutions, Clock clock) {
        this.substitutions = substitutions;
        this.clock = clock;
    }

    @Override
    public Set<String> stoodInFor(String login) {
        return new TreeSet<>(substitutions.absentFor(login, LocalDate.now(clock)));
    }

    /** @return who does the person's work today; empty when the person is there */
    public Optional<String> substituteOf(String login) {
        return substitutedBy(login, LocalDate.now(clock));
    }

    /** @return who does the person's work on that day; empty when the person is there */
    public Optional<String> substitutedBy(String login, LocalDate day) {
        return substitutions.substituteOf(login, day);
    }
}
