package io.polisflow.crm.clientimport;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.clientimport.ClientImport.State;
import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import io.polisflow.crm.clientimport.RowIntake.Taken;
import io.polisflow.crm.clientimport.RowIntake.Terms;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Goes through a file's rows in the background, each in a transaction of its own, one file after the other. */
@Component
class ImportWork implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ImportWork.class);
    private static final int CHUNK = 50;

    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "client-import");
        thread.setDaemon(true);
        return thread;
    });

    private final ImportRepository imports;
    private final ImportRows rows;
    private final RowIntake intake;
    private final Viewers viewers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean stopping;

    ImportWork(
            ImportRepository imports,
            ImportRows rows,
            RowIntake intake,
            Viewers viewers,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.imports = imports;
        this.rows = rows;
        this.intake = intake;
        this.viewers = viewers;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void start(long importId) {
        worker.submit(() -> {
            try {
                run(importId);
            } catch (RuntimeException e) {
                log.error("Import {} was cut off", importId, e);
            }
        });
    }

    /** What is cut off here goes on when somebody takes it up. */
    @Override
    public void destroy() {
        stopping = true;
        worker.shutdownNow();
    }

    private void run(long importId) {
        ClientImport file = imports.findById(importId).orElseThrow();
        boolean rehearsal = file.state() == State.CHECKING;
        List<ImportField> mapping = file.mapping();
        Terms terms = new Terms(
                new Editor(file.author(), file.authorName()),
                viewers.of(file.author()),
                file.fills(),
                file.takesOver() ? file.author() : null);
        Map<String, Integer> seen = new HashMap<>();
        int position = 0;
        int done = 0;
        List<ImportRow> chunk = rows.after(importId, position, CHUNK);
        while (!chunk.isEmpty() && !stopping) {
            for (ImportRow row : chunk) {
                Map<ImportField, String> told = told(row, mapping);
                if (rehearsal) {
                    rehearse(importId, row, told, terms, seen);
                } else if (row.outcome() == null) {
                    load(importId, row, told, terms);
                }
                position = row.position();
            }
            done += chunk.size();
            progress(importId, done);
            chunk = rows.after(importId, position, CHUNK);
        }
        if (!stopping) {
            transaction.executeWithoutResult(
                    status -> imports.findById(importId).orElseThrow().finish(clock.instant()));
        }
    }

    private void progress(long importId, int done) {
        transaction.executeWithoutResult(
                status -> imports.findById(importId).orElseThrow().progress(done, clock.instant()));
    }

    /** Two columns may tell the same field: the first that says something counts. */
    private static Map<ImportField, String> told(ImportRow row, List<ImportField> mapping) {
        Map<ImportField, String> told = new EnumMap<>(ImportField.class);
        for (int i = 0; i < mapping.size() && i < row.cells().size(); i++) {
            String cell = row.cells().get(i).strip();
            if (mapping.get(i) != null && !cell.isEmpty()) {
                told.putIfAbsent(mapping.get(i), cell);
            }
        }
        return told;
    }

    /** @param seen key of a client that the file itself would make → its row */
    private void rehearse(
            long importId, ImportRow row, Map<ImportField, String> told, Terms terms, Map<String, Integer> seen) {
        int position = row.position();
        try {
            Rehearsed result = transaction.execute(status -> {
                status.setRollbackOnly();
                Taken taken = intake.take(told, new Terms(terms.editor(), terms.viewer(), true, null));
                return new Rehearsed(
                        taken.made(),
                        taken.client().id(),
                        taken.seen() ? taken.client().name() : null,
                        key(taken));
            });
            Integer earlier = result.made() ? seen.putIfAbsent(result.key(), position) : null;
            if (earlier != null) {
                rows.fate(importId, position, Fate.DUPLICATE, "Повторяет строку " + earlier + " этого файла", null);
            } else if (result.made()) {
                rows.fate(importId, position, Fate.NEW, null, null);
            } else if (result.name() == null) {
                rows.fate(importId, position, Fate.DUPLICATE, ImportRow.OF_ANOTHER, null);
            } else {
                rows.fate(importId, position, Fate.DUPLICATE, "Дубль: " + result.name(), result.clientId());
            }
        } catch (RefusedException refused) {
            rows.fate(importId, position, Fate.ERROR, refused.getMessage(), null);
        } catch (RuntimeException fault) {
            log.warn("Row {} of import {} cannot be looked at", position, importId, fault);
            rows.fate(importId, position, Fate.ERROR, "Строку не удалось прочитать", null);
        }
    }

    /** @param name null when the author does not see the card */
    private record Rehearsed(boolean made, long clientId, String name, String key) {}

    private static String key(Taken taken) {
        return taken.client().inn() == null
                ? taken.client().name()
                : taken.client().inn() + "/"
                        + (taken.client().isBranch() ? taken.client().kpp() : "");
    }

    private void load(long importId, ImportRow row, Map<ImportField, String> told, Terms terms) {
        int position = row.position();
        try {
            transaction.executeWithoutResult(status -> {
                Taken taken = intake.take(told, terms);
                Outcome outcome = taken.made() ? Outcome.CREATED : taken.filled() ? Outcome.FILLED : Outcome.SKIPPED;
                rows.outcome(
                        importId,
                        position,
                        outcome,
                        taken.seen() ? null : ImportRow.OF_ANOTHER,
                        taken.seen() ? taken.client().id() : null);
            });
        } catch (RefusedException refused) {
            rows.outcome(importId, position, Outcome.REFUSED, refused.getMessage(), null);
        } catch (RuntimeException fault) {
            log.warn("Row {} of import {} cannot be loaded", position, importId, fault);
            rows.outcome(importId, position, Outcome.REFUSED, "Сбой при записи: загрузите строку ещё раз", null);
        }
    }
}
