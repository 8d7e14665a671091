package io.polisflow.crm.personal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.calendar.WorkingCalendar;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The register of what people ask about their data, each with the day by which the law wants an answer. */
@Service
@Transactional
public class SubjectRequests {

    /** 152-FZ, article 20: ten working days from the day on which the request came. */
    static final int WORKING_DAYS = 10;

    private static final int LONGEST_ANSWER = 2_000;
    private static final int MOST = 200;
    private static final String SELECT = "select r.*, c.client_id, l.name as client from subject_request r"
            + " join contact c on c.id = r.contact_id join client l on l.id = c.client_id";

    private final JdbcTemplate jdbc;
    private final InsertOnce ids;
    private final Subjects subjects;
    private final WorkingCalendar calendar;
    private final DossierProcess process;
    private final GatheredFiles gatheredFiles;
    private final AuditTrail audit;
    private final Clock clock;

    SubjectRequests(
            JdbcTemplate jdbc,
            InsertOnce ids,
            Subjects subjects,
            WorkingCalendar calendar,
            DossierProcess process,
            GatheredFiles gatheredFiles,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.subjects = subjects;
        this.calendar = calendar;
        this.process = process;
        this.gatheredFiles = gatheredFiles;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a person asks for. */
    public enum Kind {
        ACCESS("Сведения о данных"),
        ERASURE("Удаление данных");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far it is. */
    public enum State {
        OPEN("ждёт"),
        GATHERING("собираем"),
        READY("собрано"),
        ANSWERED("отвечено"),
        REFUSED("отказано");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public boolean isOver() {
            return this == ANSWERED || this == REFUSED;
        }
    }

    /**
     * @param fileId what was gathered, or null
     * @param fileUntil how long what was gathered is kept, or was; null when nothing was gathered
     */
    public record SubjectRequest(
            long id,
            Kind kind,
            State state,
            long contactId,
            String subject,
            long clientId,
            String client,
            LocalDate receivedOn,
            LocalDate dueOn,
            ConsentChannel channel,
            String takenBy,
            int done,
            int all,
            Long fileId,
            LocalDate fileUntil,
            String answer,
            String answeredBy,
            Instant answeredAt) {

        public boolean isLate(LocalDate today) {
            return !state.isOver() && dueOn.isBefore(today);
        }
    }

    /** @throws RefusedException when there is no such contact or the day will not do */
    public SubjectRequest take(long contactId, Kind kind, ConsentChannel channel, LocalDate receivedOn, String user) {
        LocalDate today = LocalDate.now(clock);
        if (receivedOn == null || receivedOn.isAfter(today) || receivedOn.isBefore(today.minusYears(1))) {
            throw new RefusedException("receivedOn", "Укажите день, когда пришло обращение: не позже сегодняшнего");
        }
        long id = ids.nextId();
        jdbc.update(
                "insert into subject_request (id, kind, state, contact_id, subject, received_on, due_on, channel, taken_by,"
                        + " taken_at, done_parts, all_parts, lock_version) values (?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
                id,
                kind.name(),
                contactId,
                subjects.nameOf(contactId),
                Date.valueOf(receivedOn),
                Date.valueOf(calendar.plusWorkingDays(receivedOn, WORKING_DAYS)),
                channel.name(),
                user,
                Timestamp.from(clock.instant()));
        audit.created(AuditSubject.of("subject_request", id));
        return get(id);
    }

    /**
     * Has everything known of the person gathered; in the background, since it may take a while.
     *
     * @throws ConflictException when it is under way or over
     */
    public void gather(long id) {
        int changed = jdbc.update(
                "update subject_request set state = 'GATHERING', done_parts = 0, all_parts = 0,"
                        + " lock_version = lock_version + 1 where id = ? and state in ('OPEN', 'READY')",
                id);
        if (changed == 0) {
            throw new ConflictException("Данные уже собирают, или обращение закрыто: обновите страницу");
        }
        audit.changed("subject_request", id, "state");
        process.gather(id);
    }

    /**
     * @param refused whether the answer is a reasoned no
     * @throws RefusedException without an answer; a {@link ConflictException} when it is over or still under way
     */
    public void answer(long id, String answer, boolean refused, String user) {
        String said = answer == null ? "" : answer.strip();
        if (said.isEmpty() || said.length() > LONGEST_ANSWER) {
            throw new RefusedException("answer", "Ответ: напишите, что и как ответили человеку, до 2000 знаков");
        }
        int changed = jdbc.update(
                "update subject_request set state = ?, answer = ?, answered_by = ?, answered_at = ?,"
                        + " lock_version = lock_version + 1 where id = ? and state in ('OPEN', 'READY')",
                (refused ? State.REFUSED : State.ANSWERED).name(),
                said,
                user,
                Timestamp.from(clock.instant()),
                id);
        if (changed == 0) {
            throw new ConflictException("Обращение уже закрыто, или данные ещё собираются: обновите страницу");
        }
        audit.changed("subject_request", id, "state", "answer");
    }

    /** @return who waits first, then who was answered; the earliest day first */
    @Transactional(readOnly = true)
    public List<SubjectRequest> all() {
        return jdbc.query(
                SELECT
                        + " order by case when r.state in ('ANSWERED', 'REFUSED') then 1 else 0 end, r.due_on, r.id limit "
                        + MOST,
                (row, i) -> request(row));
    }

    @Transactional(readOnly = true)
    public List<SubjectRequest> of(long contactId) {
        return jdbc.query(SELECT + " where r.contact_id = ? order by r.id desc", (row, i) -> request(row), contactId);
    }

    @Transactional(readOnly = true)
    public Optional<SubjectRequest> find(long id) {
        return jdbc.query(SELECT + " where r.id = ?", (row, i) -> request(row), id).stream()
                .findFirst();
    }

    private SubjectRequest get(long id) {
        return find(id).orElseThrow();
    }

    void progress(long id, int done, int all) {
        jdbc.update("update subject_request set done_parts = ?, all_parts = ? where id = ?", done, all, id);
    }

    void ready(long id, long fileId) {
        jdbc.update(
                "update subject_request set state = 'READY', file_id = ?, gathered_at = ?, lock_version = lock_version + 1"
                        + " where id = ? and state = 'GATHERING'",
                fileId,
                Timestamp.from(clock.instant()),
                id);
    }

    private SubjectRequest request(ResultSet row) throws SQLException {
        Timestamp gathered = row.getTimestamp("gathered_at");
        Timestamp answered = row.getTimestamp("answered_at");
        long file = row.getLong("file_id");
        Long fileId = row.wasNull() ? null : file;
        return new SubjectRequest(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                row.getLong("contact_id"),
                row.getString("subject"),
                row.getLong("client_id"),
                row.getString("client"),
                row.getDate("received_on").toLocalDate(),
                row.getDate("due_on").toLocalDate(),
                ConsentChannel.valueOf(row.getString("channel")),
                row.getString("taken_by"),
                row.getInt("done_parts"),
                row.getInt("all_parts"),
                fileId,
                gathered == null
                        ? null
                        : gatheredFiles
                                .until(gathered.toInstant())
                                .atZone(clock.getZone())
                                .toLocalDate(),
                row.getString("answer"),
                row.getString("answered_by"),
                answered == null ? null : answered.toInstant());
    }
}
