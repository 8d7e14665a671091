package io.polisflow.crm.personal;

import io.polisflow.crm.client.Contact;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads and writes consents and finds whose they are. */
interface ConsentRepository extends Repository<Consent, Long> {

    Consent saveAndFlush(Consent consent);

    Optional<Consent> findById(Long id);

    @Query("select c from Consent c where c.requestId = :requestId and c.purpose = :purpose")
    Optional<Consent> findByRequestIdAndPurpose(long requestId, String purpose);

    @Query("select c from Consent c join fetch c.contact left join fetch c.document"
            + " where c.contact.id in :contacts order by coalesce(c.withdrawnAt, c.givenAt) desc, c.id desc")
    List<Consent> findOf(Collection<Long> contacts);

    @Query("select c from Contact c where c.id = :id")
    Optional<Contact> findContact(long id);

    /** The same address is the same person; the same telephone only under the same name: a reception has one for all. */
    @Query("select c from Contact c where c.id = :id or c.mergedInto = :id or lower(c.email) = lower(:email)"
            + " or (c.phone = :phone and c.searchName = :name and c.searchName <> '')")
    List<Contact> findSame(long id, String email, String phone, String name);

    @Query("select c from Contact c where lower(c.email) = lower(:email)")
    List<Contact> findByAddress(String email);
}
