package io.polisflow.process.sla.bulk;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the tasks of bulk actions past the entities: there may be many thousand. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class BulkRows {

    private static final String COLUMNS =
            "action_id, position, subject, instance_id, name, process, deal_number, client_id,"
                    + " person, task_group, give_to";
    private static final int LONGEST = 1000;

    private final JdbcTemplate jdbc;

    BulkRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void keep(long action, List<BulkItem> items) {
        jdbc.batchUpdate(
                "insert into bulk_action_item (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                items.stream()
                        .map(item -> new Object[] {
                            action,
                            item.position(),
                            item.subject(),
                            item.instance(),
                            item.name(),
                            item.process(),
                            item.deal(),
                            item.client(),
                            item.person(),
                            item.group(),
                            item.giveTo()
                        })
                        .toList());
    }

    /** @return whose turn it is, null when all are through */
    BulkItem next(long action) {
        return jdbc
                .query(
                        "select * from bulk_action_item where action_id = ? and outcome is null order by position"
                                + " fetch first 1 row only",
                        BulkRows::item,
                        action)
                .stream()
                .findFirst()
                .orElse(null);
    }

    void came(long action, int position, BulkOutcome outcome, String why, Instant now) {
        jdbc.update(
                "update bulk_action_item set outcome = ?, why = ?, at_ = ? where action_id = ? and position = ?",
                outcome.name(),
                why == null || why.length() <= LONGEST ? why : why.substring(0, LONGEST),
                OffsetDateTime.ofInstant(now, ZoneOffset.UTC),
                action,
                position);
    }

    /** @param outcome null for all */
    List<BulkItem> page(long action, BulkOutcome outcome, int after, int most) {
        return jdbc.query(
                "select * from bulk_action_item where action_id = ? and position > ?"
                        + (outcome == null ? "" : " and outcome = '" + outcome.name() + "'")
                        + " order by position fetch first ? rows only",
                BulkRows::item,
                action,
                after,
                most);
    }

    List<BulkItem> done(long action) {
        return page(action, BulkOutcome.DONE, 0, Integer.MAX_VALUE);
    }

    int total(long action) {
        return jdbc.queryForObject("select count(*) from bulk_action_item where action_id = ?", Integer.class, action);
    }

    Map<BulkOutcome, Integer> outcomes(long action) {
        Map<BulkOutcome, Integer> outcomes = new EnumMap<>(BulkOutcome.class);
        jdbc.query(
                "select outcome, count(*) from bulk_action_item where action_id = ? and outcome is not null"
                        + " group by outcome",
                row -> {
                    outcomes.put(BulkOutcome.valueOf(row.getString(1)), row.getInt(2));
                },
                action);
        return outcomes;
    }

    BulkStake stake(long action) {
        List<BulkStake.Holder> holders = jdbc.query(
                "select person, task_group, count(*) as tasks from bulk_action_item where action_id = ?"
                        + " group by person, task_group order by count(*) desc, person, task_group",
                (row, i) ->
                        new BulkStake.Holder(row.getString("person"), row.getString("task_group"), row.getInt("tasks")),
                action);
        return jdbc.queryForObject(
                "select count(distinct i.deal_number) as deals, count(distinct i.client_id) as clients,"
                        + " count(distinct i.instance_id) as instances, (select sum(f.premium) from deal d"
                        + " join deal_figures f on f.deal_id = d.id where d.number in (select x.deal_number"
                        + " from bulk_action_item x where x.action_id = ?)) as premium"
                        + " from bulk_action_item i where i.action_id = ?",
                (row, i) -> new BulkStake(
                        row.getInt("deals"), row.getInt("clients"), row.getInt("instances"), premium(row), holders),
                action,
                action);
    }

    private static BigDecimal premium(ResultSet row) throws SQLException {
        BigDecimal premium = row.getBigDecimal("premium");
        return premium == null ? BigDecimal.ZERO : premium;
    }

    /** What was chosen and never confirmed is forgotten when its author chooses anew. */
    void forgetUnconfirmed(String author) {
        String unconfirmed = " in (select id from bulk_action where author = ? and state = 'PREPARED')";
        jdbc.update("delete from bulk_action_item where action_id" + unconfirmed, author);
        jdbc.update("delete from bulk_action where author = ? and state = 'PREPARED'", author);
    }

    private static BulkItem item(ResultSet row, int i) throws SQLException {
        String outcome = row.getString("outcome");
        return new BulkItem(
                row.getInt("position"),
                row.getString("subject"),
                row.getString("instance_id"),
                row.getString("name"),
                row.getString("process"),
                row.getString("deal_number"),
                row.getObject("client_id", Long.class),
                row.getString("person"),
                row.getString("task_group"),
                row.getString("give_to"),
                outcome == null ? null : BulkOutcome.valueOf(outcome),
                row.getString("why"));
    }
}
