package io.polisflow.crm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.annotations.Immutable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Nothing that is new goes past the audit: neither an entity nor SQL that writes. */
class AuditedEntitiesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/polisflow");
    private static final Pattern WRITES =
            Pattern.compile("(?m)(?:\"|^)\\s*(?:insert into|update|delete from|merge into) (\\w{3,})[ \"(]");
    private static final Pattern TELLS =
            Pattern.compile("audit\\.(?:changed|created|deleted|event|eventBy|engine)\\(|inserted\\.note\\(");

    /** Sources whose SQL writes without telling the audit, each with the reason. */
    private static final Map<String, String> UNTOLD = untold();

    private static Map<String, String> untold() {
        Map<String, String> untold = new TreeMap<>();
        untold.put(
                "crm/refresh/RegistryRounds.java",
                "says which clients a round has asked about; the answer changes the client");
        untold.put(
                "crm/policy/PolicyChanges.java",
                "locks and ages of a policy that is waited for; its change is an entity");
        untold.put("crm/document/Files.java", "what the virus scanner said of a file; the file is an entity");
        untold.put("crm/document/FileContents.java", "the bytes of a file whose row is an entity");
        untold.put(
                "crm/document/EncryptionRegister.java",
                "which keys and turns of keys there are follows from the configuration");
        untold.put("crm/report/FigureKeeper.java", "figures reckoned from what is told");
        untold.put("crm/Submissions.java", "keys against double clicks");
        untold.put("crm/contract/SigningEvents.java", "how far the operator's events were read");
        untold.put("crm/exchange/ExchangeJournal.java", "the journal of the wire, which ages");
        untold.put("crm/exchange/ReceivedEvents.java", "keys against repeated events, which age");
        untold.put("crm/exchange/AcceptedEvents.java", "events that wait for their work, which tells what it changes");
        untold.put(
                "crm/clientimport/ImportRows.java",
                "rows of an import, which is an entity; the clients that they make are told");
        untold.put("crm/worklog/EventWriter.java", "is a log of its own");
        untold.put("crm/client/CardTrail.java", "is the trail of a card's fields; the change is an entity's");
        untold.put("crm/client/MergedFields.java", "where a merged value came from; the value itself is told");
        untold.put("crm/calendar/CalendarBasis.java", "follows from the configuration");
        untold.put("crm/calendar/CalendarRepository.java", "counts a calendar's changes, which are entities");
        untold.put("security/SignOnLocks.java", "counts failures by hashes of names; each is told by SignOnAudit");
        untold.put("security/ProviderSessions.java", "sessions that the provider ends; each is told by SignOnAudit");
        untold.put("crm/audit/AuditWriter.java", "is the audit");
        untold.put("crm/personal/Holds.java", "what an erasure keeps for a time; the erasure is told by Erasures");
        untold.put("crm/personal/PersonRows.java", "rows of one erasure, which Erasures tells with its report");
        untold.put("crm/report/LossMonths.java", "sums of what is told of each deal");
        untold.put("crm/audit/AuditSealer.java", "is the audit's chain");
        untold.put("crm/audit/AuditRetention.java", "lets go of the audit's own rows; whoever archives tells");
        untold.put(
                "security/DirectoryRounds.java",
                "which node reads the directory; what it changes are the engine's users");
        untold.put("crm/node/NodeTurns.java", "which node does at the moment what only one may do");
        untold.put("process/engine/AliveNodes.java", "signs of life of the nodes");
        untold.put("process/engine/JobsStopFirst.java", "locks of jobs that a stopping node gives back");
        untold.put("process/engine/TaskRows.java", "dates and priorities of tasks, which follow from deadlines");
        untold.put("process/models/migration/MigrationRows.java", "items of a migration, which is an entity");
        untold.put("process/models/TakenPaths.java", "ways reckoned from the engine's history");
        untold.put(
                "process/sla/DeadlineRows.java",
                "deadlines follow from tasks and tables; what people do to them is told by DeadlineChanges");
        untold.put("process/sla/bulk/BulkRows.java", "items of a bulk action, which is an entity");
        untold.put(
                "process/sla/escalation/DeadlineLetters.java",
                "which escalation went into which letter, which is an entity");
        untold.put("process/sla/escalation/DueDeadlines.java", "how urgent a deadline is by the clock");
        untold.put("integration/registry/CachedCounterpartyRegistry.java", "answers of the registry kept for a while");
        return untold;
    }

    private static Set<String> tables() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider entities = new ClassPathScanningCandidateComponentProvider(false);
        entities.addIncludeFilter(new AnnotationTypeFilter(Entity.class));
        Set<String> tables = new TreeSet<>();
        for (BeanDefinition found : entities.findCandidateComponents("io.polisflow")) {
            Class<?> entity = Class.forName(found.getBeanClassName());
            // What only reads the engine's tables is written by the engine, which has a log of its own.
            if (!entity.isAnnotationPresent(Immutable.class)) {
                Table table = entity.getAnnotation(Table.class);
                tables.add(
                        table == null
                                ? entity.getSimpleName()
                                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                                        .toLowerCase(Locale.ROOT)
                                : table.name());
            }
        }
        return tables;
    }

    @Test
    void everyEntityHasANameInTheAudit() throws Exception {
        assertThat(tables()).hasSizeGreaterThan(40);
        assertThat(tables().stream().filter(table -> !AuditKinds.isKnown(table)))
                .as("give each a Russian name in AuditKinds; it is audited by itself")
                .isEmpty();
    }

    @Test
    void whatIsNotToldHasAReasonAndIsStillThere() throws Exception {
        assertThat(AuditKinds.untoldReasons().values())
                .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
        assertThat(UNTOLD.keySet())
                .allSatisfy(source -> assertThat(SOURCES.resolve(source)).exists());
    }

    /** What InsertOnce takes is told by itself, so it needs a name or a reason like an entity. */
    @Test
    void everyTableThatIsInsertedOnceHasANameInTheAuditOrAReason() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(each -> each.toString().endsWith(".java")).toList()) {
                Pattern.compile("\\.insert\\(\\s*\"([a-z_]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> tables.add(found.group(1)));
            }
        }
        assertThat(tables).hasSizeGreaterThan(20);
        assertThat(tables.stream()
                        .filter(table -> !AuditKinds.isKnown(table)
                                && !AuditKinds.untoldReasons().containsKey(table)))
                .isEmpty();
    }

    @Test
    void sqlThatWritesTellsTheAuditOrHasAReason() throws IOException {
        Set<String> silent = new TreeSet<>();
        Set<String> writing = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(each -> each.toString().endsWith(".java")).toList()) {
                String code = Files.readString(source).replaceAll("(?m)^\\s*(/\\*)?\\*.*$|//.*$", "");
                Matcher write = WRITES.matcher(code);
                String name = SOURCES.relativize(source).toString().replace('\\', '/');
                if (write.find()) {
                    writing.add(name);
                    if (!TELLS.matcher(code).find() && !UNTOLD.containsKey(name)) {
                        silent.add(name + ": " + write.group().strip());
                    }
                }
            }
        }
        assertThat(writing).hasSizeGreaterThan(20);
        assertThat(silent)
                .as("tell AuditTrail of what is changed, or say here why not")
                .isEmpty();
    }
}
