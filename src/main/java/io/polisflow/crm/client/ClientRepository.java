package io.polisflow.crm.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads clients; they are written through {@link Clients} only. */
interface ClientRepository extends Repository<Client, Long> {

    Optional<Client> findById(Long id);

    @Query("select c from Client c where c.clientKey = :clientKey")
    Optional<Client> findByClientKey(String clientKey);

    List<Client> findByClientKeyIn(Collection<String> keys);

    List<Client> findTop20BySearchNameAndMergedIntoIsNull(String searchName);

    @Query(
            "select c from Client c where c.id in (select p.clientId from Contact p where p.email = :email) order by c.id")
    List<Client> findByContactEmail(String email);

    @Query(
            "select c from Client c where c.id in (select p.clientId from Contact p where p.phone = :phone) order by c.id")
    List<Client> findByContactPhone(String phone);
}
