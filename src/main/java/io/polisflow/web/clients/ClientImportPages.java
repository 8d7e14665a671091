package io.polisflow.web.clients;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.clientimport.ClientImport;
import io.polisflow.crm.clientimport.ClientImports;
import io.polisflow.crm.clientimport.ImportField;
import io.polisflow.crm.clientimport.ImportRow;
import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import io.polisflow.web.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Reads an import for its page and hands on what its author decides; besides them it is there for who stands in for them, their head and supervisors. */
@Service
class ClientImportPages {

    private static final int ROWS = 50;
    private static final int SAMPLE = 3;
    private static final int SHOWN_CELLS = 4;

    private final ClientImports imports;
    private final ImportRights rights;
    private final CurrentUser user;
    private final AuditTrail audit;
    private final Clock clock;
    private final DateTimeFormatter when;

    ClientImportPages(ClientImports imports, ImportRights rights, CurrentUser user, AuditTrail audit, Clock clock) {
        this.imports = imports;
        this.rights = rights;
        this.user = user;
        this.audit = audit;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record Line(long id, String name, String author, String at, String state, int total, boolean interrupted) {}

    /** @param sample what stands in its first rows */
    record Column(String heading, String sample, String chosen) {}

    record Choice(String code, String label) {}

    record Count(String code, String label, int rows, boolean chosen) {}

    /** @param clientId of the card that the row is about, or null */
    record RowLine(
            int position, String text, String fate, String outcome, String tone, String message, Long clientId) {}

    /**
     * @param state code of {@link ClientImport.State}
     * @param percent of the present work
     * @param mayOwn whether new clients may become the reader's
     * @param next position behind which more rows lie, or null
     */
    record File(
            Line line,
            String state,
            boolean working,
            int done,
            int percent,
            List<Column> columns,
            List<Choice> fields,
            List<Count> fates,
            List<Count> outcomes,
            List<RowLine> rows,
            String fate,
            boolean mayOwn,
            Integer next) {}

    List<Line> latest() {
        requireMay();
        return imports.latest().stream().map(this::line).toList();
    }

    private Line line(ClientImport file) {
        boolean interrupted = file.interrupted(clock.instant());
        return new Line(
                file.id(),
                file.fileName(),
                file.authorName(),
                when.format(file.createdAt()),
                interrupted ? "Прерван" : file.state().label(),
                file.total(),
                interrupted);
    }

    long upload(String name, byte[] content) {
        requireMay();
        TableReader.Table table = TableReader.read(content);
        return imports.keep(
                        name == null || name.isBlank() ? "файл" : name,
                        table.headings(),
                        table.rows(),
                        new Editor(user.id(), user.fullName()))
                .id();
    }

    /** @param fate of the rows to show, null for all @param after position of the row before */
    File file(long id, Fate fate, int after) {
        ClientImport file = found(id);
        Instant now = clock.instant();
        List<ImportRow> rows = imports.rows(id, fate, after, ROWS + 1);
        List<ImportRow> page = rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
        Map<Fate, Integer> fates = imports.fates(id);
        Map<Outcome, Integer> outcomes = imports.outcomes(id);
        return new File(
                line(file),
                file.state().name(),
                file.working(now),
                file.done(),
                file.total() == 0 ? 100 : (int) (100L * file.done() / file.total()),
                columns(file),
                Arrays.stream(ImportField.values())
                        .map(field -> new Choice(field.name(), field.label()))
                        .toList(),
                Arrays.stream(Fate.values())
                        .filter(fates::containsKey)
                        .map(each -> new Count(each.name(), each.label(), fates.get(each), each == fate))
                        .toList(),
                Arrays.stream(Outcome.values())
                        .filter(outcomes::containsKey)
                        .map(each -> new Count(each.name(), each.label(), outcomes.get(each), false))
                        .toList(),
                page.stream().map(ClientImportPages::row).toList(),
                fate == null ? null : fate.name(),
                user.isIn(UserGroup.SALES),
                rows.size() > ROWS ? page.get(ROWS - 1).position() : null);
    }

    private List<Column> columns(ClientImport file) {
        List<ImportRow> sample = imports.rows(file.id(), null, 0, SAMPLE);
        List<ImportField> mapping = file.mapping();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < file.headings().size(); i++) {
            int column = i;
            columns.add(new Column(
                    file.headings().get(i),
                    String.join(
                            "; ",
                            sample.stream()
                                    .map(row -> row.cells().get(column))
                                    .filter(cell -> !cell.isEmpty())
                                    .toList()),
                    mapping.get(i) == null ? "" : mapping.get(i).name()));
        }
        return columns;
    }

    private static RowLine row(ImportRow row) {
        boolean bad = row.outcome() == Outcome.REFUSED || row.outcome() == null && row.fate() == Fate.ERROR;
        boolean good = row.outcome() == Outcome.CREATED
                || row.outcome() == Outcome.FILLED
                || row.outcome() == null && row.fate() == Fate.NEW;
        return new RowLine(
                row.position(),
                String.join(
                        ", ",
                        row.cells().stream()
                                .filter(cell -> !cell.isEmpty())
                                .limit(SHOWN_CELLS)
                                .toList()),
                row.fate() == null ? null : row.fate().label(),
                row.outcome() == null ? null : row.outcome().label(),
                bad ? "bad" : good ? "good" : "",
                row.message(),
                row.clientId());
    }

    /** @param columns for each column the code of what it tells, blank for nothing */
    void check(long id, List<String> columns) {
        found(id);
        List<ImportField> mapping = new ArrayList<>();
        for (String code : columns) {
            mapping.add(
                    code.isBlank()
                            ? null
                            : Arrays.stream(ImportField.values())
                                    .filter(field -> field.name().equals(code))
                                    .findFirst()
                                    .orElseThrow(() -> new RefusedException("column", "Выберите поля из списка")));
        }
        imports.check(id, mapping);
    }

    void load(long id, boolean fills, boolean mine) {
        found(id);
        imports.load(id, fills, mine && user.isIn(UserGroup.SALES));
    }

    void resume(long id) {
        found(id);
        imports.resume(id);
    }

    /** The same columns as in the file, so that a mended file can be loaded again, and behind them the reason. */
    void writeRefused(long id, TableFormat format, HttpServletResponse response) throws IOException {
        ClientImport file = found(id);
        audit.event(AuditAction.EXPORTED, AuditSubject.of("client_import", id), Map.of("format", format.name()));
        format.announce(response, "Не загружено");
        try (TableFormat.Writer table = format.writer(response.getOutputStream(), "Не загружено")) {
            List<String> headings = new ArrayList<>(file.headings());
            headings.addAll(List.of("Строка файла", "Причина"));
            table.row(headings);
            imports.eachRefused(id, row -> {
                List<Object> cells = new ArrayList<>(row.cells());
                cells.add(row.position());
                cells.add(row.message());
                try {
                    table.row(cells);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private ClientImport found(long id) {
        requireMay();
        try {
            return imports.get(id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой загрузки нет", e);
        }
    }

    private void requireMay() {
        if (!rights.may()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Клиентов загружают менеджеры, руководитель и супервизор");
        }
    }
}
