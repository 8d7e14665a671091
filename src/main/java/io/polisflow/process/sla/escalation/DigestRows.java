package io.polisflow.process.sla.escalation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads what letters about deadlines tell. */
@Repository
class DigestRows {

    /** More of one person's tasks than this are told as a number. */
    static final int MOST_OF_ONE = 20;

    static final int WORST = 10;

    private static final int MOST_PEOPLE = 50;

    /** Whose deals count; what belongs to no deal counts for whoever has it. */
    private static final String OF = " and (:all or coalesce(d.owner, d.assignee) in (:owners))";

    /** Of a stage or a deal its owner owes the work. */
    private static final String PERSON = "case when d.kind = 'TASK' then d.assignee else d.owner end";

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;

    DigestRows(NamedParameterJdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One deadline in a letter.
     *
     * @param rung on which its reader is told, null when only because it is due
     * @param client name, may be null
     */
    record Item(Rung rung, DueDeadline deadline, String client) {}

    /** @param total how many there are, the shown ones among them */
    record Owed(List<Item> items, int total) {}

    /** @param group id, null for stages and deals; {@code person} null for what nobody has */
    record Load(String group, String person, int overdue, int today) {}

    /** @param paused those whose clocks stand */
    record Totals(int overdue, int today, int paused) {}

    /** @return what the letter still has to tell, the highest rung first; what is done, moved or handed on is left out */
    List<Item> of(long letterId) {
        return jdbc.query(
                "select e.level as rung, c.name as client, " + DueDeadline.COLUMNS
                        + """
                         from escalation e
                          join deadline d on d.id = e.deadline_id and d.paused_at is null
                            and e.due_at = case when e.level = 0 then d.take_by else d.due_at end
                            and (e.level > 0 or d.taken_at is null)
                            and (e.level <> 1 or d.kind <> 'TASK' or d.assignee is null or d.assignee = e.recipient
                              or exists (select 1 from substitution s where s.absent = d.assignee
                                and s.substitute = e.recipient and s.ended_at is null
                                and :today between s.first_day and s.last_day))
                          left join client c on c.id = d.client_id
                        where e.letter_id = :letter order by e.level desc, d.due_at, d.id""",
                Map.of("letter", letterId, "today", LocalDate.now(clock)),
                (row, number) -> item(row, Rung.of(row.getInt("rung"))));
    }

    /** @return person → what is overdue or due before the moment, the longest overdue first */
    Map<String, Owed> owedBefore(Instant end) {
        String sql = "select * from (select " + DueDeadline.COLUMNS + ", c.name as client, " + PERSON + " as person, "
                + "row_number() over (partition by " + PERSON + " order by d.due_at, d.id) as place, "
                + "count(*) over (partition by " + PERSON + ") as total"
                + " from deadline d left join client c on c.id = d.client_id"
                + " where d.paused_at is null and d.due_at < :end) d"
                + " where d.person is not null and d.place <= " + MOST_OF_ONE + " order by d.person, d.place";
        record Row(String person, int total, Item item) {}
        return jdbc
                .query(
                        sql,
                        Map.of("end", Timestamp.from(end)),
                        (row, number) -> new Row(row.getString("person"), row.getInt("total"), item(row, null)))
                .stream()
                .collect(Collectors.groupingBy(
                        Row::person,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                rows -> new Owed(
                                        rows.stream().map(Row::item).toList(),
                                        rows.get(0).total()))));
    }

    /** @param owners whose deals, null for all */
    Totals totals(Instant now, Instant end, Collection<String> owners) {
        return jdbc.queryForObject(
                """
                select coalesce(sum(case when d.paused_at is null and d.due_at < :now then 1 else 0 end), 0) as overdue,
                  coalesce(sum(case when d.paused_at is null and d.due_at >= :now then 1 else 0 end), 0) as today,
                  coalesce(sum(case when d.paused_at is not null then 1 else 0 end), 0) as paused
                from deadline d where (d.due_at < :end or d.paused_at is not null)"""
                        + OF,
                parameters(now, end, owners),
                (row, number) -> new Totals(row.getInt("overdue"), row.getInt("today"), row.getInt("paused")));
    }

    /** @return of groups and people, who has most overdue first */
    List<Load> loads(Instant now, Instant end, Collection<String> owners) {
        return jdbc.query(
                "select task_group, person, sum(overdue) as overdue, count(*) - sum(overdue) as today from ("
                        + "select case when d.kind = 'TASK' then coalesce(d.task_group, '') end as task_group, "
                        + PERSON
                        + " as person, case when d.due_at < :now then 1 else 0 end as overdue"
                        + " from deadline d where d.paused_at is null and d.due_at < :end" + OF
                        + ") each_one group by task_group, person order by 3 desc, 4 desc, 1, 2 limit " + MOST_PEOPLE,
                parameters(now, end, owners),
                (row, number) -> new Load(
                        row.getString("task_group"),
                        row.getString("person"),
                        row.getInt("overdue"),
                        row.getInt("today")));
    }

    /** @return the longest overdue */
    List<Item> worst(Instant now, Collection<String> owners) {
        return jdbc.query(
                "select c.name as client, " + DueDeadline.COLUMNS
                        + " from deadline d left join client c on c.id = d.client_id where d.paused_at is null and d.due_at < :now"
                        + OF + " order by d.due_at, d.id limit " + WORST,
                parameters(now, now, owners),
                (row, number) -> item(row, null));
    }

    private static Map<String, Object> parameters(Instant now, Instant end, Collection<String> owners) {
        return Map.of(
                "now",
                Timestamp.from(now),
                "end",
                Timestamp.from(end),
                "all",
                owners == null,
                // An empty list is no SQL.
                "owners",
                owners == null || owners.isEmpty() ? List.of("") : owners);
    }

    private static Item item(ResultSet row, Rung rung) throws SQLException {
        return new Item(rung, DueDeadline.read(row, 0), row.getString("client"));
    }
}
