package io.polisflow.crm.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Finds who was given sight of whose deals. */
interface GrantRepository extends Repository<SightGrant, Long> {

    SightGrant save(SightGrant grant);

    Optional<SightGrant> findById(Long id);

    @Query("select g from SightGrant g where g.revokedAt is null and (g.lastDay is null or g.lastDay >= :today)"
            + " order by g.owner, g.grantee, g.id")
    List<SightGrant> findStanding(LocalDate today);

    @Query("select count(g) from SightGrant g where g.owner = :owner and g.grantee = :grantee and g.revokedAt is null"
            + " and (g.lastDay is null or g.lastDay >= :today)")
    long countStanding(String owner, String grantee, LocalDate today);
}
