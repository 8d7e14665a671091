package io.polisflow.crm.branch;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Finds branches by their code and by whoever works in them. */
interface BranchRepository extends Repository<Branch, String> {

    Branch saveAndFlush(Branch branch);

    Optional<Branch> findById(String code);

    @Query("select b from Branch b order by b.name")
    List<Branch> findAllByOrderByName();

    @Query("select b from Branch b join b.members m where m = :login")
    Optional<Branch> ofMember(String login);

    @Query("select b.calendar from Branch b join b.members m where m = :login")
    Optional<String> calendarOfMember(String login);
}
