package io.polisflow.crm.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.action.spi.AfterTransactionCompletionProcess;
import org.hibernate.action.spi.BeforeTransactionCompletionProcess;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.stereotype.Component;

/**
 * Collects the rows of a transaction and writes them at its end, after the last flush and before the commit.
 *
 * <p>Spring's own callback before the commit would come too early: Hibernate flushes after it.
 */
@Component
class AuditPending {

    /** A transaction with more of them writes in between. */
    private static final int MANY = 2000;

    private final ObjectProvider<EntityManagerFactory> entities;
    private final ObjectProvider<AuditWriter> writer;
    private final ObjectProvider<NamedParameterJdbcTemplate> jdbc;
    private final Map<SharedSessionContractImplementor, Rows> open = new ConcurrentHashMap<>();

    /** No setting turns this off: only a benchmark does, to see what writing costs. */
    private volatile boolean writing = true;

    // The entity manager starts with its listeners, before there is anything to write with.
    AuditPending(
            ObjectProvider<EntityManagerFactory> entities,
            ObjectProvider<AuditWriter> writer,
            ObjectProvider<NamedParameterJdbcTemplate> jdbc) {
        this.entities = entities;
        this.writer = writer;
        this.jdbc = jdbc;
    }

    private static final class Rows {
        final List<AuditDraft> all = new ArrayList<>();
        final Map<String, AuditDraft> byObject = new HashMap<>();
    }

    /** To the transaction of this thread. */
    void add(AuditDraft draft) {
        EntityManager manager = EntityManagerFactoryUtils.getTransactionalEntityManager(entities.getObject());
        add(manager.unwrap(EventSource.class), draft);
    }

    void add(EventSource session, AuditDraft draft) {
        if (!writing) {
            return;
        }
        Rows rows = open.computeIfAbsent(session, each -> register(session));
        AuditSubject subject = draft.subject();
        AuditDraft earlier = isWrite(draft.action()) && subject.id() != null
                ? rows.byObject.get(subject.kind() + " " + subject.id())
                : null;
        if (earlier != null && draft.action() == AuditAction.CHANGED && earlier.action() != AuditAction.DELETED) {
            earlier.merge(draft);
            return;
        }
        rows.all.add(draft);
        if (isWrite(draft.action())) {
            rows.byObject.put(subject.kind() + " " + subject.id(), draft);
        }
        if (rows.all.size() >= MANY) {
            write(rows);
        }
    }

    private static boolean isWrite(AuditAction action) {
        return action == AuditAction.CREATED || action == AuditAction.CHANGED || action == AuditAction.DELETED;
    }

    private Rows register(EventSource session) {
        Rows rows = new Rows();
        session.getActionQueue().registerProcess((BeforeTransactionCompletionProcess) ending -> {
            open.remove(session);
            write(rows);
        });
        // After a rollback nobody asks for them any more.
        session.getActionQueue()
                .registerProcess((AfterTransactionCompletionProcess) (success, ended) -> open.remove(session, rows));
        return rows;
    }

    private void write(Rows rows) {
        name(rows.all);
        writer.getObject().write(rows.all.stream().map(AuditDraft::row).toList());
        rows.all.clear();
        rows.byObject.clear();
    }

    /** Finds the numbers of the deals that are known by their ids only, in one question. */
    private void name(List<AuditDraft> drafts) {
        Set<Long> ids = drafts.stream()
                .map(AuditDraft::unnamedDeal)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return;
        }
        Map<Long, String> numbers = new LinkedHashMap<>();
        jdbc.getObject()
                .query("select id, number from deal where id in (:ids)", new MapSqlParameterSource("ids", ids), row -> {
                    numbers.put(row.getLong("id"), row.getString("number"));
                });
        drafts.stream()
                .filter(draft -> numbers.containsKey(draft.unnamedDeal()))
                .forEach(draft -> draft.name(numbers.get(draft.unnamedDeal())));
    }
}
