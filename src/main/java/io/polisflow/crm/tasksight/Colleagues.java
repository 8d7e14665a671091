package io.polisflow.crm.tasksight;

import io.polisflow.crm.access.SightGrant;
import io.polisflow.crm.leave.Substitution;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Finds the colleagues whose tasks somebody sees, in one question, since it goes ahead of every list of tasks. */
interface Colleagues extends Repository<SightGrant, Long> {

    /** @param away whether somebody stands in for the colleague, else was granted what is theirs */
    record Colleague(String login, boolean away) {}

    default Stream<Colleague> of(String login, LocalDate day) {
        return found(login, day).stream().map(row -> new Colleague((String) row[0], (Boolean) row[1]));
    }

    @Query("select s.absent, true from Substitution s where s.substitute = :login and " + Substitution.HOLDS
            + " union all select g.owner, false from SightGrant g where g.grantee = :login and g.revokedAt is null"
            + " and (g.lastDay is null or g.lastDay >= :day)")
    List<Object[]> found(String login, LocalDate day);
}
