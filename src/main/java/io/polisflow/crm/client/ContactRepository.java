package io.polisflow.crm.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads contacts; they are written through {@link Clients} only. */
interface ContactRepository extends Repository<Contact, Long> {

    Optional<Contact> findById(Long id);

    List<Contact> findByIdIn(Collection<Long> ids);

    List<Contact> findByClientIdOrderById(long clientId);

    List<Contact> findByClientIdAndRemovedFalseOrderById(long clientId);

    Optional<Contact> findByClientIdAndContactKey(long clientId, String contactKey);

    List<Contact> findByEmailIgnoreCase(String email);

    List<Contact> findByPhoneAndRemovedFalseOrderById(String phone);
}
