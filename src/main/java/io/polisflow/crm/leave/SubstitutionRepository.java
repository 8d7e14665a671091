package io.polisflow.crm.leave;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Finds substitutions by who is away, who stands in, and their days. */
interface SubstitutionRepository extends Repository<Substitution, Long> {

    Substitution saveAndFlush(Substitution substitution);

    Optional<Substitution> findById(Long id);

    /** What has not ended by that day, whoever's it is, the earliest first; ended by hand counts until its last day. */
    List<Substitution> findByLastDayGreaterThanEqualOrderByFirstDayAscIdAsc(LocalDate day);

    @Query("select s.absent from Substitution s where s.substitute = :login and " + Substitution.HOLDS
            + " order by s.absent")
    List<String> absentFor(String login, LocalDate day);

    @Query("select s.substitute from Substitution s where s.absent = :login and " + Substitution.HOLDS)
    Optional<String> substituteOf(String login, LocalDate day);

    /** Waits until nobody else enters any, to the end of the transaction. */
    @Query(value = "select id from substitution_turn for update", nativeQuery = true)
    int takeTurn();

    /** Those of the same days that have to do with one of the two people. */
    @Query("select s from Substitution s where s.endedAt is null and s.firstDay <= :last and s.lastDay >= :first"
            + " and (s.absent = :absent or s.absent = :substitute or s.substitute = :absent) order by s.firstDay")
    List<Substitution> meeting(String absent, String substitute, LocalDate first, LocalDate last);
}
