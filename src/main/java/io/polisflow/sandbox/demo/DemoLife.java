package io.polisflow.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.demo.DemoClients.Asker;
import io.polisflow.sandbox.demo.DemoClients.Newcomer;
import io.polisflow.sandbox.demo.EngineClient.OpenTask;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Gives a fresh machine a living CRM: demo clients ask over the web form and the demo staff work their tasks over the engine's REST
 * API, in the background, through the same models, forms, rights and outside systems as anybody.
 */
@Component
@Profile("sandbox & !production")
@ConditionalOnProperty("polisflow.demo.data")
class DemoLife {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLife.class);

    private static final String READER = "supervisor";
    private static final List<String> SALES = List.of("manager", "manager2");
    /** Who takes a group's task, by its element. */
    static final Map<String, String> APPROVERS = Map.of(
            "Task_CheckTariff", "underwriter",
            "Task_CheckTerms", "lawyer",
            "Task_CheckRisk", "underwriter",
            "Task_ApproveDiscount", "head");

    private static final int OVERDUE_TASKS = 9;
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(25);
    private static final DateTimeFormatter ENGINE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private final DemoProgress progress;
    private final EngineClient engine;
    private final DemoAnswers answers;
    private final Clock clock;

    private final Queue<DemoPlan> waiting = new ArrayDeque<>(DemoPlan.all());
    private final Map<String, DemoPlan> plans = new HashMap<>();
    private final Map<String, Integer> serials = new HashMap<>();
    private final Map<String, String> dealOfContract = new ConcurrentHashMap<>();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private final Set<String> talked = ConcurrentHashMap.newKeySet();
    private final Set<String> signed = ConcurrentHashMap.newKeySet();
    private final int total = waiting.size() + DemoClients.newcomers().size();

    DemoLife(
            DemoProgress progress,
            ObjectMapper json,
            Clock clock,
            @Value("${polisflow.sandbox.base-url}") String baseUrl) {
        this.progress = progress;
        this.engine = new EngineClient(baseUrl, json);
        this.answers = new DemoAnswers(engine);
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread thread = new Thread(this::live, "demo-data");
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            if (engine.startedInstances(READER, "client-acquisition") > 0) {
                return;
            }
            LOG.info("Демонстрационные данные: готовим {} сделок", total);
            progress.tell(total, 0, false);
            long begun = System.nanoTime();
            ExecutorService staff = Executors.newFixedThreadPool(3);
            try {
                DemoClients.newcomers().forEach(this::acquire);
                for (int serial = 0; serial < waiting.size(); serial++) {
                    ask(serial);
                }
                work(staff);
                delay();
            } finally {
                staff.shutdownNow();
            }
            LOG.info(
                    "Демонстрационные данные готовы за {} с: {} из {} сделок там, где задумано",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    settled.size(),
                    total);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Демонстрационные данные готовы не полностью", e);
        } finally {
            progress.tell(total, settled.size(), true);
        }
    }

    private void acquire(Newcomer newcomer) {
        engine.submitStartForm(
                SALES.get(Math.floorMod(newcomer.inn().hashCode(), SALES.size())),
                "client-acquisition",
                Map.of(
                        "inn", newcomer.inn(),
                        "leadSource", newcomer.leadSource(),
                        "product", newcomer.product(),
                        "comment", "Познакомились, просят рассказать об условиях",
                        "contacts",
                                List.of(Map.of(
                                        "name", newcomer.contact(),
                                        "position", "Директор по рискам",
                                        "role", "decision-maker",
                                        "phone", newcomer.phone(),
                                        "email", newcomer.email()))));
    }

    private void ask(int serial) {
        Asker asker = DemoClients.asker(serial);
        Map<String, Object> form = new HashMap<>();
        form.put("inn", asker.inn());
        form.put("companyName", asker.company());
        form.put("contactName", asker.contact());
        form.put("email", asker.email());
        form.put("product", asker.wish().product());
        form.put("object", asker.wish().object());
        form.put("risks", "Стандартный набор");
        form.put("sumInsured", asker.wish().sumInsured());
        form.put("startsOn", LocalDate.now(clock).plusDays(1).toString());
        form.put("submissionId", "demo-life-" + serial);
        form.put("consent", true);
        engine.post(null, "/hooks/webform", form);
    }

    private void work(ExecutorService staff) throws InterruptedException {
        long lastMove = System.nanoTime();
        int told = 0;
        while (settled.size() < total && System.nanoTime() - lastMove < IDLE_LIMIT.toNanos()) {
            List<Callable<Void>> turns = new ArrayList<>();
            for (OpenTask task : engine.openTasks(READER)) {
                Runnable turn = turn(task);
                if (turn != null) {
                    turns.add(Executors.callable(turn, null));
                }
            }
            boolean moved = !turns.isEmpty() | signContracts();
            staff.invokeAll(turns);
            if (moved) {
                lastMove = System.nanoTime();
            } else {
                Thread.sleep(250);
            }
            progress.tell(total, settled.size(), false);
            if (settled.size() - told >= 20) {
                told = settled.size();
                LOG.info("Демонстрационные данные: {} из {} сделок", told, total);
            }
        }
    }

    /** What somebody does about a task now, or null when it stays open. */
    private Runnable turn(OpenTask task) {
        String deal = task.deal();
        if (deal == null || settled.contains(deal)) {
            return null;
        }
        if (task.element().equals("Task_CheckCard")) {
            settled.add(deal);
            return () -> complete(task, task.assignee(), firstTouch(deal));
        }
        if (task.element().equals("Task_AssembleProposal") && !plans.containsKey(deal) && !waiting.isEmpty()) {
            plans.put(deal, waiting.remove());
            serials.put(deal, plans.size());
        }
        DemoPlan plan = plans.get(deal);
        if (plan == null) {
            return null;
        }
        boolean stays = task.element().equals(plan.stopAt())
                || (task.process() + ":" + task.element()).equals(plan.stopAt())
                || task.element().equals("Task_TalkToClient") && !talked.add(deal);
        String user = task.assignee() != null ? task.assignee() : APPROVERS.get(task.element());
        if (stays || user == null) {
            settled.add(deal);
            return null;
        }
        return () -> answer(task, user, plan);
    }

    private void answer(OpenTask task, String user, DemoPlan plan) {
        String deal = task.deal();
        if (task.element().equals("Task_PrepareContract")) {
            dealOfContract.put(engine.shownText(user, task, "contractNumber"), deal);
        }
        Map<String, Object> answer = answers.to(task, user, plan, serials.get(deal), OffsetDateTime.now(clock));
        if (answer == null) {
            settled.add(deal);
            return;
        }
        complete(task, user, answer);
        if (task.element().equals("Task_TalkToClient")
                && !"AGREED".equals(plan.talk())
                && !"CONTINUE".equals(plan.talk())) {
            settled.add(deal);
        }
    }

    private void complete(OpenTask task, String user, Map<String, Object> answer) {
        try {
            engine.submit(user, task, answer);
        } catch (RestClientException e) {
            LOG.warn(
                    "Демонстрационная задача {} сделки {} осталась открытой: {}",
                    task.element(),
                    task.deal(),
                    e.getMessage());
            settled.add(task.deal());
        }
    }

    private Map<String, Object> firstTouch(String lead) {
        LocalDate day = LocalDate.now(clock).plusDays(1 + Math.floorMod(lead.hashCode(), 9));
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        OffsetDateTime at = day.atTime(LocalTime.of(10 + Math.floorMod(lead.hashCode(), 6), 30))
                .atZone(clock.getZone())
                .toOffsetDateTime();
        return Map.of(
                "cardDecision", "plan",
                "touchKind", "CALL",
                "touchAt", at.toString(),
                "planNote", "Познакомиться и узнать, что застраховано сейчас");
    }

    /** The clients whose plan says so sign, and what follows needs nobody; the others let the contract lie. */
    private boolean signContracts() {
        boolean moved = false;
        for (JsonNode document : engine.get(READER, "/sandbox/edo/documents")) {
            String deal =
                    dealOfContract.get(document.path("title").asText().replaceAll(".*(ДС-\\d{4}-\\d{6}).*", "$1"));
            if (deal == null
                    || !document.path("state").asText().equals("waiting")
                    || !signed.add(document.path("id").asText())) {
                continue;
            }
            if (plans.get(deal).signs()) {
                engine.post(
                        null, "/sandbox/edo/documents/" + document.path("id").asText() + "/sign", Map.of());
            }
            settled.add(deal);
            moved = true;
        }
        return moved;
    }

    /** A few deadlines pass, so that supervisors have something to see. */
    private void delay() {
        OffsetDateTime yesterday = OffsetDateTime.now(clock).minusDays(1);
        engine.openTasks(READER).stream()
                .filter(task -> task.deal() != null && task.deal().hashCode() % 7 == 0)
                .limit(OVERDUE_TASKS)
                .forEach(task -> engine.setDueDate("supervisor", task, ENGINE_TIME.format(yesterday)));
    }
}
