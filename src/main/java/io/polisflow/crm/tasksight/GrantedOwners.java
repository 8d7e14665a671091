package io.polisflow.crm.tasksight;

import io.polisflow.crm.access.SightGrant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Finds the colleagues whose deals, and so whose tasks, somebody was granted. */
interface GrantedOwners extends Repository<SightGrant, Long> {

    @Query("select g.owner from SightGrant g where g.grantee = :login and g.revokedAt is null"
            + " and (g.lastDay is null or g.lastDay >= :day)")
    List<String> of(String login, LocalDate day);
}
