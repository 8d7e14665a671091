package io.polisflow.crm.clientimport;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One file of clients on its way in: uploaded, looked through, loaded. */
@Entity
public class ClientImport {

    /** Work that has not told of itself for so long was cut off, by a restart or otherwise. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Parts cells; a file's own control characters are gone. */
    private static final String BETWEEN = "\u001f";

    private static final String NOTHING = "-";

    @Id
    private Long id;

    private String fileName;
    private String author;
    private String authorName;
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private State state;

    private String headings;
    private String mapping;
    private boolean fills;
    private boolean takesOver;
    private int total;
    private int done;
    private Instant progressAt;

    @Version
    private int lockVersion;

    protected ClientImport() {}

    ClientImport(
            long id, String fileName, String author, String authorName, List<String> headings, int total, Instant now) {
        this.id = id;
        this.fileName = fileName;
        this.author = author;
        this.authorName = authorName;
        this.headings = join(headings);
        this.total = total;
        this.createdAt = now;
        this.state = State.UPLOADED;
        this.mapping = headings.stream()
                .map(heading ->
                        ImportField.under(heading).map(ImportField::name).orElse(NOTHING))
                .collect(Collectors.joining(","));
    }

    /** How far it is. */
    public enum State {
        UPLOADED("Ждёт разметки столбцов"),
        CHECKING("Проверяется"),
        CHECKED("Проверен"),
        LOADING("Загружается"),
        DONE("Загружен");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static String join(List<String> cells) {
        return String.join(BETWEEN, cells);
    }

    static List<String> split(String cells) {
        return List.of(cells.split(BETWEEN, -1));
    }

    /** The rows are looked through anew. */
    void check(List<ImportField> fields, Instant now) {
        requireStanding(now);
        if (state == State.LOADING || state == State.DONE) {
            throw new ConflictException("Этот файл уже загружается или загружен");
        }
        mapping = fields.stream()
                .map(field -> field == null ? NOTHING : field.name())
                .collect(Collectors.joining(","));
        begin(State.CHECKING, now);
    }

    void load(boolean fillsKnown, boolean authorTakesOver, Instant now) {
        requireStanding(now);
        if (state != State.CHECKED) {
            throw new ConflictException("Сначала проверьте файл");
        }
        fills = fillsKnown;
        takesOver = authorTakesOver;
        begin(State.LOADING, now);
    }

    /** Goes on with what was cut off. */
    void resume(Instant now) {
        if (!interrupted(now)) {
            throw new ConflictException("Загрузка не прервана");
        }
        progressAt = now;
    }

    private void requireStanding(Instant now) {
        if (working(now)) {
            throw new ConflictException("С этим файлом уже идёт работа: дождитесь её конца");
        }
    }

    private void begin(State next, Instant now) {
        state = next;
        done = 0;
        progressAt = now;
    }

    void progress(int rows, Instant now) {
        done = rows;
        progressAt = now;
    }

    void finish(Instant now) {
        state = state == State.CHECKING ? State.CHECKED : State.DONE;
        done = total;
        progressAt = now;
    }

    private boolean unfinished() {
        return state == State.CHECKING || state == State.LOADING;
    }

    /** Whether somebody is at it right now. */
    public boolean working(Instant now) {
        return unfinished() && !interrupted(now);
    }

    /** Whether the work was cut off and waits to be taken up. */
    public boolean interrupted(Instant now) {
        return unfinished() && progressAt.plus(SILENCE).isBefore(now);
    }

    public Long id() {
        return id;
    }

    public String fileName() {
        return fileName;
    }

    /** @return user id of who brought the file */
    public String author() {
        return author;
    }

    public String authorName() {
        return authorName;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public State state() {
        return state;
    }

    /** @return the file's first row */
    public List<String> headings() {
        return split(headings);
    }

    /** @return for each column what it tells, null for nothing */
    public List<ImportField> mapping() {
        return Arrays.stream(mapping.split(","))
                .map(name -> name.equals(NOTHING) ? null : ImportField.valueOf(name))
                .toList();
    }

    /** @return whether cards that are there get what they lack */
    public boolean fills() {
        return fills;
    }

    /** @return whether new clients belong to the author */
    public boolean takesOver() {
        return takesOver;
    }

    /** @return rows of the file, without the headings */
    public int total() {
        return total;
    }

    /** @return rows that the present work is through with */
    public int done() {
        return done;
    }
}
