package io.polisflow.crm.clientimport;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes a file of clients in: kept as it came, looked through without changing anything, then loaded. */
@Service
@Transactional
public class ClientImports {

    /** As many as one work in the background is through with in some minutes. */
    public static final int MOST_ROWS = 20_000;

    private static final int CHUNK = 500;

    private final ImportRepository imports;
    private final ImportRows rows;
    private final ImportWork work;
    private final InsertOnce insertOnce;
    private final DealSight sight;
    private final Clock clock;

    ClientImports(
            ImportRepository imports,
            ImportRows rows,
            ImportWork work,
            InsertOnce insertOnce,
            DealSight sight,
            Clock clock) {
        this.sight = sight;
        this.imports = imports;
        this.rows = rows;
        this.work = work;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /**
     * Keeps a file's rows.
     *
     * @param table position in the file → cells without control characters, in order; {@code headings} are its first row
     * @throws RefusedException when there are no rows or too many
     */
    public ClientImport keep(String fileName, List<String> headings, Map<Integer, List<String>> table, Editor author) {
        if (table.isEmpty()) {
            throw new RefusedException("file", "В файле нет строк под заголовками: загружать нечего");
        }
        if (table.size() > MOST_ROWS) {
            throw new RefusedException("file", "В файле больше 20 000 строк: разделите его на части");
        }
        ClientImport file = imports.saveAndFlush(new ClientImport(
                insertOnce.nextId(),
                fileName.length() > 255 ? fileName.substring(fileName.length() - 255) : fileName,
                author.userId(),
                author.name(),
                headings,
                table.size(),
                clock.instant()));
        rows.keep(file.id(), table);
        return file;
    }

    /**
     * Begins to look the rows through; nothing of the clients is changed.
     *
     * @param mapping for each column what it tells, null for nothing
     * @throws RefusedException when neither INN nor name is told, or two columns tell the same
     * @throws io.polisflow.crm.ConflictException when the file is at work or loaded
     */
    public void check(long importId, List<ImportField> mapping) {
        ClientImport file = get(importId);
        Set<ImportField> told = new HashSet<>();
        for (ImportField field : mapping) {
            if (field != null && !told.add(field)) {
                throw new RefusedException(
                        "mapping", "«" + field.label() + "» выбрано для двух столбцов: оставьте одно");
            }
        }
        if (!told.contains(ImportField.INN) && !told.contains(ImportField.NAME)) {
            throw new RefusedException("mapping", "Укажите столбец с ИНН или с названием: без них клиента не найти");
        }
        if (mapping.size() != file.headings().size()) {
            throw new RefusedException("mapping", "Столбцы файла изменились: обновите страницу");
        }
        file.check(mapping, clock.instant());
        rows.forgetFates(importId);
        startAfterCommit(importId);
    }

    /**
     * Begins to load what was looked through; refused rows are kept with their reasons.
     *
     * @param fills whether cards that are there get what they lack, and new contacts
     * @param takesOver whether new clients belong to the author
     * @throws io.polisflow.crm.ConflictException when the file is at work, loaded, or was not looked through
     */
    public void load(long importId, boolean fills, boolean takesOver) {
        get(importId).load(fills, takesOver, clock.instant());
        startAfterCommit(importId);
    }

    /** Takes up what was cut off. @throws io.polisflow.crm.ConflictException when nothing was */
    public void resume(long importId) {
        get(importId).resume(clock.instant());
        startAfterCommit(importId);
    }

    private void startAfterCommit(long importId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.start(importId);
            }
        });
    }

    /** @throws java.util.NoSuchElementException when there is none, or it is no business of whoever is signed on */
    @Transactional(readOnly = true)
    public ClientImport get(long importId) {
        return imports.findById(importId)
                .filter(file -> !sight.ledAmong(List.of(file.author())).isEmpty())
                .orElseThrow();
    }

    /** @return those that whoever is signed on may open, newest first */
    @Transactional(readOnly = true)
    public List<ClientImport> latest() {
        return imports.findTop20ByAuthorInOrderByIdDesc(sight.ledAmong(imports.authors()));
    }

    /** @param fate null for any @param after position of the row before @return in the file's order */
    @Transactional(readOnly = true)
    public List<ImportRow> rows(long importId, Fate fate, int after, int most) {
        List<ImportRow> found =
                fate == null ? rows.after(importId, after, most) : rows.after(importId, fate, after, most);
        Set<Long> seen = sight.seenClientsAmong(
                found.stream().map(ImportRow::clientId).filter(Objects::nonNull).toList());
        return found.stream()
                .map(row -> row.clientId() == null || seen.contains(row.clientId()) ? row : row.withoutCard())
                .toList();
    }

    /** @return fate → rows, those without any are absent */
    @Transactional(readOnly = true)
    public Map<Fate, Integer> fates(long importId) {
        return rows.countFates(importId);
    }

    /** @return outcome → rows, those without any are absent */
    @Transactional(readOnly = true)
    public Map<Outcome, Integer> outcomes(long importId) {
        return rows.countOutcomes(importId);
    }

    /** Hands over every row that could not be loaded, in the file's order. */
    @Transactional(readOnly = true)
    public void eachRefused(long importId, Consumer<ImportRow> reader) {
        List<ImportRow> chunk = rows.after(importId, Outcome.REFUSED, 0, CHUNK);
        while (!chunk.isEmpty()) {
            chunk.forEach(reader);
            chunk = rows.after(
                    importId, Outcome.REFUSED, chunk.get(chunk.size() - 1).position(), CHUNK);
        }
    }
}
