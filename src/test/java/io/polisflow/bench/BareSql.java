package io.polisflow.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The least that a page must ask: what it shows, in statements written by hand over the best indexes that are known, every value
 * read and nothing made of it.
 */
final class BareSql {

    private static final String LISTED =
            "select c.id, c.name, c.inn, c.kpp, c.requisites_state, c.registry_status, c.okved,"
                    + " c.company_size, c.owner, (select count(*) from deal d where d.client_id = c.id"
                    + " and d.stage not in ('WON', 'LOST')) as open, exists (select 1 from contact k where k.client_id = c.id and k.cold"
                    + " and not k.removed) as cold from client c where c.merged_into is null and ";
    private static final int LISTED_ROWS = 25;

    private static final String OF_DEALS = "(select id from deal where client_id = ?)";
    private static final String NUMBERS = "(select number from deal where client_id = ?)";

    /** Each with the client's id once. */
    private static final List<String> CARD = List.of(
            "select * from client where id = ?",
            "select * from client_field where client_id = ?",
            "select * from contact where client_id = ? and not removed order by id",
            "select * from deal where client_id = ? order by id desc limit 200",
            "select y.*, d.number as deal, p.name as product from policy y join deal d on d.id = y.deal_id"
                    + " join product p on p.code = y.product_code where y.client_id = ? order by y.ends_on desc",
            "select o.*, k.name as contact from objection o left join contact k on k.id = o.contact_id where o.deal_id in "
                    + OF_DEALS + " order by o.recorded_at desc limit 30",
            "select s.id, s.name, s.size_bytes, s.created_at, d.number from deal d cross join lateral"
                    + " (select document_id as id from proposal where deal_id = d.id union all select unnest(array[document_id,"
                    + " signature_file_id, own_signature_file_id, protocol_file_id, scan_id]) from contract where deal_id = d.id) f"
                    + " join stored_file s on s.id = f.id where d.client_id = ? order by s.created_at desc limit 30",
            "select r.number, r.consent, r.received_at, r.channel, k.name, d.number from insurance_request r"
                    + " left join contact k on k.id = r.contact_id left join deal d on d.id = r.deal_id"
                    + " where r.client_id = ? and r.consent is not null order by r.received_at desc limit 30",
            "select * from activity where deal_id in " + OF_DEALS
                    + " order by coalesce(held_at, starts_at) desc limit 21",
            "select * from letter where deal_id in " + OF_DEALS
                    + " order by coalesce(sent_at, created_at) desc limit 21",
            "select * from call_record where deal_id in " + OF_DEALS + " order by started_at desc limit 21",
            "select * from requisite_change where client_id = ? order by changed_at desc limit 50",
            "select * from client_change where client_id = ? order by id desc limit 11",
            "select t.* from act_ru_execution i join act_ru_task t on t.proc_inst_id_ = i.id_ where i.business_key_ in "
                    + NUMBERS + " order by t.due_date_ limit 30",
            "select t.* from act_hi_procinst i join act_hi_taskinst t on t.proc_inst_id_ = i.id_ where i.business_key_ in "
                    + NUMBERS + " and t.delete_reason_ = 'completed' order by t.end_time_ desc limit 21",
            "select j.* from act_ru_execution i join act_ru_job j on j.process_instance_id_ = i.id_ where i.business_key_ in "
                    + NUMBERS + " and j.exception_msg_ is not null");

    private static final String BOARD = "deal d where d.owner = ? and d.stage in ('FIRST_CONTACT', 'NEEDS_ANALYSIS',"
            + " 'PROPOSAL_PREPARATION', 'PROPOSAL_APPROVAL', 'PROPOSAL_SENT', 'OBJECTIONS', 'CONTRACT', 'PAUSED')";
    /** The first sixteen of each column. */
    private static final String SHOWN =
            "(select x.* from unnest(array['FIRST_CONTACT', 'NEEDS_ANALYSIS', 'PROPOSAL_PREPARATION',"
                    + " 'PROPOSAL_APPROVAL', 'PROPOSAL_SENT', 'OBJECTIONS', 'CONTRACT', 'PAUSED']) s cross join lateral"
                    + " (select * from deal where owner = ? and stage = s order by stage_since desc, id desc limit 16) x) d";

    /** Each with the manager's id once. */
    private static final List<String> FUNNEL = List.of(
            "select d.stage, count(*), sum((select f.premium from deal_figures f where f.deal_id = d.id)) from " + BOARD
                    + " group by d.stage",
            "select d.stage, count(*) from " + BOARD
                    + " and d.stage <> 'PAUSED' and not exists (select 1 from activity a"
                    + " where a.deal_id = d.id and a.state = 'PLANNED') and not exists (select 1 from act_ru_execution i"
                    + " join act_ru_task t on t.proc_inst_id_ = i.id_ where i.business_key_ = d.number"
                    + " and t.suspension_state_ = 1) group by d.stage",
            "select d.*, c.name, f.premium from " + SHOWN + " join client c on c.id = d.client_id"
                    + " left join deal_figures f on f.deal_id = d.id",
            "select a.* from " + SHOWN + " join activity a on a.deal_id = d.id where a.state = 'PLANNED'",
            "select t.*, i.business_key_ from " + SHOWN + " join act_ru_execution i on i.business_key_ = d.number"
                    + " join act_ru_task t on t.proc_inst_id_ = i.id_",
            "select m.event_name_, i.business_key_ from " + SHOWN
                    + " join act_ru_execution i on i.business_key_ = d.number"
                    + " join act_ru_event_subscr m on m.proc_inst_id_ = i.id_",
            "select stage, count(*), sum((select f.premium from deal_figures f where f.deal_id = deal.id)) from deal"
                    + " where owner = ? and stage in ('WON', 'LOST') and closed_at >= timestamptz '2026-10-25 10:00+03'"
                    + " group by stage");

    private final JdbcTemplate jdbc;

    BareSql(DataSource database) {
        jdbc = new JdbcTemplate(database);
    }

    /** @return the rows' number */
    private int read(String sql, Object... arguments) {
        return jdbc.query(sql, BareSql::readAll, arguments);
    }

    private static int readAll(ResultSet rows) throws SQLException {
        int count = 0;
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                rows.getObject(i);
            }
            count++;
        }
        return count;
    }

    int misspelt(Samples.Misspelt sought) {
        String rest = sought.rest().stream()
                .map(word -> " and c.search_name like '%" + word + "%'")
                .collect(Collectors.joining());
        return read(
                LISTED + "string_to_array(c.search_name, ' ') && array(select word::text from name_word where word % ?"
                        + " order by similarity(word, ?) desc limit 3)" + rest
                        + " order by c.search_name, c.id limit " + LISTED_ROWS,
                sought.wrong(),
                sought.wrong());
    }

    /** As anybody would ask who has an index of trigrams over the names. */
    int nearest(Samples.Misspelt sought) {
        String name = sought.wrong() + " " + String.join(" ", sought.rest());
        return read(
                LISTED + "c.search_name % ? order by similarity(c.search_name, ?) desc, c.id limit " + LISTED_ROWS,
                name,
                name);
    }

    int innPrefix(String prefix) {
        return read(LISTED + "c.inn like ? order by c.search_name, c.id limit " + LISTED_ROWS, prefix + "%");
    }

    int card(long client) {
        return CARD.stream().mapToInt(statement -> read(statement, client)).sum();
    }

    int funnel(String manager) {
        return FUNNEL.stream().mapToInt(statement -> read(statement, manager)).sum();
    }

    int losses(OffsetDateTime from, OffsetDateTime to) {
        return read(
                "select coalesce(loss_reason, '-'), count(*), sum(premium) from deal_figures where lost and closed_at >= ?"
                        + " and closed_at < ? group by 1 order by 2 desc",
                from,
                to);
    }
}
