package io.polisflow.crm.client;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leafs through all clients by name, or through those whom a person looks for. */
@Service
@Transactional(readOnly = true)
public class ClientRegister {

    private final EntityManager entities;

    ClientRegister(EntityManager entities) {
        this.entities = entities;
    }

    /** @return by name; the page's own sorting is not asked */
    public Page<Client> find(SearchText text, Pageable page) {
        String from = " from Client c" + (text.isEmpty() ? "" : " where " + text.condition("c"));
        List<Client> found = bound("select c" + from + " order by c.searchName, c.id", Client.class, text)
                .setFirstResult((int) page.getOffset())
                .setMaxResults(page.getPageSize())
                .getResultList();
        long all = bound("select count(c)" + from, Long.class, text).getSingleResult();
        return new PageImpl<>(found, page, all);
    }

    private <T> TypedQuery<T> bound(String jpql, Class<T> type, SearchText text) {
        TypedQuery<T> query = entities.createQuery(jpql, type);
        if (!text.isEmpty()) {
            text.bind(query);
        }
        return query;
    }
}
