package io.polisflow.crm.client;

import io.polisflow.crm.access.OfClient;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes the registry's answers on cards, keeps them as they came and what changed from one to the next. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RegistryChecks {

    private final CounterpartyRegistry registry;
    private final Changes changes;
    private final Files files;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RegistryChecks(
            CounterpartyRegistry registry,
            Changes changes,
            Files files,
            ApplicationEventPublisher events,
            Clock clock) {
        this.registry = registry;
        this.changes = changes;
        this.files = files;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The registry told something else than the time before; published in the transaction that records it.
     *
     * @param endingBegan whether the company begins to cease to exist only now
     */
    public record RequisitesChanged(Client client, List<RequisiteChange> changes, boolean endingBegan) {}

    /**
     * Takes one answer; the same one twice, or one older than what the card has, changes nothing.
     *
     * @param answer empty when the registry knows no such taxpayer
     */
    public void record(Client client, Optional<Requisites> answer) {
        client.changes();
        if (answer.isEmpty()) {
            client.notInRegistry(registry.source(), clock.instant());
            return;
        }
        Requisites told = answer.get();
        if (client.requisitesState() == Client.RequisitesState.CONFIRMED
                && told.asOf().isBefore(client.requisitesAsOf())) {
            return;
        }
        boolean endingBefore =
                client.registryStatus() != null && client.registryStatus().ending();
        List<RequisiteChange> changed = client.confirmRequisites(told, keepRaw(client, told));
        if (!changed.isEmpty()) {
            changes.saveAll(changed);
            events.publishEvent(new RequisitesChanged(
                    client, changed, !endingBefore && told.status().ending()));
        }
    }

    /** @return what the registry told otherwise than before, newest first */
    @OfClient
    @Transactional(readOnly = true, propagation = Propagation.REQUIRED)
    public List<RequisiteChange> changesOf(long clientId) {
        return changes.findTop50ByClientIdOrderByChangedAtDescIdDesc(clientId);
    }

    /** @return the answer that the card's requisites are from, as it came; empty when the registry knows no such taxpayer */
    @Transactional(readOnly = true, propagation = Propagation.REQUIRED)
    public Optional<StoredFile> answerOf(Client client) {
        return client.requisitesState() == Client.RequisitesState.CONFIRMED
                ? Optional.ofNullable(client.requisitesFileId()).flatMap(files::find)
                : Optional.empty();
    }

    /** Night after night the answer is the same: it is kept once. */
    private Long keepRaw(Client client, Requisites requisites) {
        if (requisites.raw() == null) {
            return null;
        }
        byte[] content = requisites.raw().getBytes(StandardCharsets.UTF_8);
        Optional<StoredFile> former = Optional.ofNullable(client.requisitesFileId())
                .flatMap(files::find)
                .filter(file -> file.size() == content.length)
                .filter(file -> Arrays.equals(files.content(file), content));
        if (former.isPresent()) {
            return former.get().id();
        }
        boolean xml = requisites.raw().startsWith("<");
        return files.keep(
                        "registry-" + requisites.inn() + (xml ? ".xml" : ".json"),
                        xml ? "application/xml" : "application/json",
                        content)
                .id();
    }

    interface Changes extends Repository<RequisiteChange, Long> {
        <T extends RequisiteChange> Iterable<T> saveAll(Iterable<T> changes);

        List<RequisiteChange> findTop50ByClientIdOrderByChangedAtDescIdDesc(long clientId);
    }
}
