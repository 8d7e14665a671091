package io.polisflow.process.sla;

import io.polisflow.process.engine.OwnWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Finds the tables of terms that are in force. */
@Component
class TermsTables {

    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final TermsTable terms;
    /** By key, the version that was asked last. */
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    TermsTables(@Lazy RepositoryService repository, OwnWork ownWork, TermsTable terms) {
        this.repository = repository;
        this.ownWork = ownWork;
        this.terms = terms;
    }

    private record Read(String id, AskedTable table) {}

    /** @return the latest version, which remembers what it was asked */
    AskedTable inForce(String key) {
        DecisionDefinition latest = ownWork.call(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult());
        if (latest == null) {
            return new AskedTable(key, 0, null, terms);
        }
        Read known = read.get(key);
        if (known == null || !known.id().equals(latest.getId())) {
            byte[] xml = ownWork.call(() -> bytes(repository.getDecisionModel(latest.getId())));
            known = new Read(latest.getId(), new AskedTable(key, latest.getVersion(), xml, terms));
            read.put(key, known);
        }
        return known.table();
    }

    AskedTable deployed(String key, int version, byte[] xml) {
        return new AskedTable(key, version, xml, terms);
    }

    AskedTable draft(String key, byte[] xml) {
        return new AskedTable(key, 0, xml, terms);
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
