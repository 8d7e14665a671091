package io.polisflow.load;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people at work know without asking the product: their deals and the tasks on their desks, read from the database now and then. */
final class Knowledge implements AutoCloseable {

    private static final long EVERY_SECONDS = 3;

    /** @param contact id of one with an e-mail address @param owner login of the deal's manager */
    record Deal(String number, long client, long contact, String owner) {}

    record Task(String id, String element, String process, String deal, String user) {}

    private static final Map<String, String> APPROVERS = Map.of(
            "Task_CheckTariff", "underwriter",
            "Task_CheckTerms", "lawyer",
            "Task_CheckRisk", "underwriter",
            "Task_ApproveDiscount", "head");

    private final JdbcTemplate jdbc;
    private final Random chance = new Random(5);
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
    private volatile List<Deal> deals = List.of();

    Knowledge(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        reader.scheduleWithFixedDelay(this::read, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            deals = jdbc.query(
                    "select d.number, d.client_id, min(c.id) as contact, d.owner from deal d join contact c on c.client_id = d.client_id"
                            + " and c.email is not null where d.owner is not null group by d.number, d.client_id, d.owner"
                            + " order by d.number desc limit 2000",
                    (row, i) -> new Deal(
                            row.getString("number"),
                            row.getLong("client_id"),
                            row.getLong("contact"),
                            row.getString("owner")));
            jdbc.query(
                    "select t.id_, t.task_def_key_, t.assignee_, p.key_, e.business_key_ from act_ru_task t"
                            + " join act_re_procdef p on p.id_ = t.proc_def_id_"
                            + " join act_ru_execution e on e.id_ = t.proc_inst_id_ order by t.create_time_ limit 2000",
                    row -> {
                        String element = row.getString("task_def_key_");
                        String user = row.getString("assignee_") == null
                                ? APPROVERS.get(element)
                                : row.getString("assignee_");
                        if (user != null && given.add(row.getString("id_"))) {
                            tasks.add(new Task(
                                    row.getString("id_"),
                                    element,
                                    row.getString("key_"),
                                    row.getString("business_key_"),
                                    user));
                        }
                    });
        } catch (RuntimeException e) {
            System.err.println("what people know could not be read: " + e.getMessage());
        }
    }

    /** @return null while there is none */
    Deal deal() {
        List<Deal> known = deals;
        synchronized (chance) {
            return known.isEmpty() ? null : known.get(chance.nextInt(known.size()));
        }
    }

    /** Each task once, the oldest first. @return null while nobody has anything to do */
    Task task() {
        return tasks.poll();
    }

    /** It was not done after all. */
    void giveBack(Task task) {
        given.remove(task.id());
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
