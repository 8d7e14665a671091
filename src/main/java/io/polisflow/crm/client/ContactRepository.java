package io.polisflow.crm.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads contacts; they are written through {@link Clients} only. */
interface ContactRepository extends Repository<Contact, Long> {

    Optional<Contact> findById(Long id);

    List<Contact> findByIdIn(Collection<Long> ids);

    @Query("select c from Contact c where c.clientId = :clientId order by c.id")
    List<Contact> findByClientIdOrderById(long clientId);

    @Query("select c from Contact c where c.clientId = :clientId and c.removed = false order by c.id")
    List<Contact> findByClientIdAndRemovedFalseOrderById(long clientId);

    @Query("select c from Contact c where c.clientId = :clientId and c.contactKey = :contactKey")
    Optional<Contact> findByClientIdAndContactKey(long clientId, String contactKey);

    List<Contact> findByEmailIgnoreCase(String email);

    @Query("select c from Contact c where c.phone = :phone and c.removed = false order by c.id")
    List<Contact> findByPhoneAndRemovedFalseOrderById(String phone);
}
