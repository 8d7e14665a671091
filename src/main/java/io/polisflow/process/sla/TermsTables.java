package io.polisflow.process.sla;

import io.polisflow.process.engine.OwnWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private volatile Read last;

    TermsTables(@Lazy RepositoryService repository, OwnWork ownWork, TermsTable terms) {
        this.repository = repository;
        this.ownWork = ownWork;
        this.terms = terms;
    }

    private record Read(String id, byte[] xml) {}

    /** @return the latest version, with a memory of its own for what it is asked */
    AskedTable inForce(String key) {
        DecisionDefinition latest = ownWork.call(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult());
        if (latest == null) {
            return new AskedTable(key, 0, null, terms);
        }
        return new AskedTable(key, latest.getVersion(), xml(latest.getId()), terms);
    }

    AskedTable draft(String key, byte[] xml) {
        return new AskedTable(key, 0, xml, terms);
    }

    private byte[] xml(String id) {
        Read read = last;
        if (read == null || !read.id().equals(id)) {
            read = new Read(id, ownWork.call(() -> bytes(repository.getDecisionModel(id))));
            last = read;
        }
        return read.xml();
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
