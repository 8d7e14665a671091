package io.polisflow.process.deadlinewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.Masks;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.sla.escalation.DeadlineLetters;
import io.polisflow.process.sla.escalation.Escalations;
import io.polisflow.process.sla.escalation.Rung;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A deadline that comes near or passes is told of once on each rung, many by one letter, and by a mark where no letter can go. */
class DeadlineWatchTest extends ProcessTest {

    private static final String GROUP = "watchedGroup";
    private static final String DOER = "watchedDoer";
    private static final String COLLEAGUE = "watchedColleague";
    private static final String UNREACHABLE = "watchedSilent";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Escalations escalations;

    @Autowired
    private DeadlineLetters deadlineLetters;

    @BeforeEach
    void aQuietMorning() {
        // What other tests left open would be told of as well.
        transaction.executeWithoutResult(
                status -> Stream.of("deadline", "escalation", "deadline_letter", "deadline_digest")
                        .forEach(table -> jdbc.update("delete from " + table)));
        // Letters of a round that failed in an earlier test.
        runtime.createProcessInstanceQuery()
                .processDefinitionKey(DeadlineWatch.KEY)
                .list()
                .forEach(round -> runtime.deleteProcessInstance(round.getId(), "left behind"));
        people();
        sweep();
        assertThat(mail.sent()).as("letters when nothing is due").isEmpty();
    }

    private void people() {
        if (identity.createGroupQuery().groupId(GROUP).count() > 0) {
            return;
        }
        Group group = identity.newGroup(GROUP);
        group.setName("Проверяющие");
        identity.saveGroup(group);
        person(DOER, "Дарья", "doer@polisflow.example");
        person(COLLEAGUE, "Константин", "colleague@polisflow.example");
        person(UNREACHABLE, "Борис", "");
    }

    private void person(String id, String name, String email) {
        User user = identity.newUser(id);
        user.setFirstName(name);
        user.setLastName("Проверяющий");
        user.setEmail(email);
        identity.saveUser(user);
        identity.createMembership(id, GROUP);
    }

    private Instant at(int day, int hour, int minute) {
        return LocalDateTime.of(2026, 11, day, hour, minute)
                .atZone(clock.getZone())
                .toInstant();
    }

    /** A task that began on the Tuesday at ten, to be reminded of at twelve and done by three. */
    private long aTask(String name, String assignee) {
        return deadline("TASK", name, assignee, "normal", null);
    }

    private long deadline(String kind, String name, String assignee, String priority, String deal) {
        Instant began = at(24, 10, 0);
        PlantedDeadline planted = kind.equals("TASK")
                ? PlantedDeadline.task("task " + name, name, began).with("element", "Task_TalkToClient")
                : PlantedDeadline.of(kind, deal, began).with("element", name);
        return transaction.execute(status -> planted.with("deal_number", deal)
                .with("client_id", deal == null ? null : deal(deal).client().id())
                .with("owner", "manager")
                .with("task_group", GROUP)
                .with("assignee", assignee)
                .with("taken_at", assignee == null ? null : began)
                .with("priority", priority)
                .with("take_by", at(24, 11, 0))
                .with("warn_at", at(24, 12, 0))
                .with("due_at", at(24, 15, 0))
                .in(jdbc));
    }

    /** A deal of which nothing is due but what the test says. */
    private String aDeal() {
        String deal = dealOf(webForm(freshInn()));
        transaction.executeWithoutResult(status -> jdbc.update("delete from deadline where deal_number = ?", deal));
        return deal;
    }

    private void change(long deadline, String what, Object... values) {
        transaction.executeWithoutResult(
                status -> jdbc.update("update deadline set " + what + " where id = " + deadline, values));
    }

    private void sweepAt(int day, int hour, int minute) {
        clock.set(at(day, hour, minute));
        sweep();
    }

    /** One round, with the letters that it writes. */
    private void sweep() {
        management.executeJob(jobs(DeadlineWatch.START_ROUND).get(0).getId());
        sendLetters();
    }

    private void sendLetters() {
        for (List<Job> letters = jobs(DeadlineWatch.TASK_SEND_LETTER);
                !letters.isEmpty();
                letters = jobs(DeadlineWatch.TASK_SEND_LETTER)) {
            letters.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private List<Job> jobs(String element) {
        return management.createJobQuery().processDefinitionKey(DeadlineWatch.KEY).list().stream()
                .filter(job -> management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId()
                        .startsWith(element))
                .toList();
    }

    private List<OutgoingMail> lettersTo(String user) {
        String address = identity.createUserQuery().userId(user).singleResult().getEmail();
        return mail.sent().stream()
                .filter(letter -> letter.to().contains(address))
                .toList();
    }

    private List<String> told(long deadline) {
        return jdbc.queryForList(
                "select level || ' ' || recipient || ' ' || letter from escalation where deadline_id = ? order by at_, level, recipient",
                String.class,
                deadline);
    }

    private int level(long deadline) {
        return jdbc.queryForObject("select level from deadline where id = ?", Integer.class, deadline);
    }

    private boolean passed(String endEvent) {
        return engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processDefinitionId(engine.getRepositoryService()
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(DeadlineWatch.KEY)
                                .latestVersion()
                                .singleResult()
                                .getId())
                        .activityId(endEvent)
                        .count()
                > 0;
    }

    @Test
    void theRoundsGoOnByThemselvesAndEndAtOnceWhenNothingIsDue() {
        // The system stood for a day: one round makes up for it.
        sweepAt(25, 10, 1);
        Job next = jobs(DeadlineWatch.START_ROUND).get(0);
        assertThat(next.getDuedate().toInstant()).isEqualTo(at(25, 10, 5));
        clock.set(at(25, 10, 5));
        management.executeJob(next.getId());

        assertThat(passed(DeadlineWatch.END_NOTHING_DUE)).isTrue();
        assertThat(jobs(DeadlineWatch.TASK_SEND_LETTER)).isEmpty();
    }

    @Test
    void whoStandsInForTheDoerIsRemindedToo() {
        long task = aTask("Собрать КП", DOER);
        jdbc.update(
                "insert into substitution (id, absent, substitute, first_day, last_day, entered_by, entered_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, date '2026-11-24', date '2026-11-24', 'supervisor', ?, 0)",
                DOER,
                COLLEAGUE,
                java.sql.Timestamp.from(clock.instant()));
        try {
            sweepAt(24, 12, 0);
            assertThat(told(task)).containsExactlyInAnyOrder("1 " + DOER + " DIGEST", "1 " + COLLEAGUE + " DIGEST");
            sweepAt(24, 13, 0);
            assertThat(lettersTo(COLLEAGUE)).singleElement().satisfies(letter -> assertThat(letter.text())
                    .contains("Собрать КП"));
        } finally {
            jdbc.update("delete from substitution");
        }
    }

    @Test
    void theDoerIsRemindedOnceByTheNextDigest() {
        long task = aTask("Собрать КП", DOER);

        sweepAt(24, 11, 59);
        assertThat(told(task)).isEmpty();
        sweepAt(24, 12, 0);
        assertThat(told(task)).containsExactly("1 " + DOER + " DIGEST");
        assertThat(passed(DeadlineWatch.END_MARKED_ONLY)).isTrue();
        sweepAt(24, 12, 55);
        assertThat(mail.sent()).isEmpty();
        sweepAt(24, 13, 0);
        sweepAt(24, 13, 5);

        assertThat(mail.sent()).hasSize(1);
        OutgoingMail letter = lettersTo(DOER).get(0);
        assertThat(letter.subject()).isEqualTo("Сроки: скоро срок у 1");
        assertThat(letter.text())
                .contains(
                        "Здравствуйте, Дарья Проверяющий!",
                        "Скоро срок",
                        "Собрать КП",
                        "24 ноября, 15:00",
                        "осталось: 2 рабочих часа");
        assertThat(letter.html()).contains("<h3", "Собрать КП");
        assertThat(passed(DeadlineWatch.END_TOLD)).isTrue();
    }

    @Test
    void theHeadIsToldAfterTheVerySecondOfTheDeadline() {
        long task = aTask("Проверить тариф", DOER);
        sweepAt(24, 12, 0);

        clock.set(at(24, 15, 0));
        sweep();
        assertThat(level(task)).as("done at the very second would be in time").isEqualTo(1);
        clock.set(at(24, 15, 0).plusMillis(1));
        sweep();
        assertThat(told(task)).contains("2 head DIGEST");
        sweepAt(24, 17, 0);

        assertThat(lettersTo("head")).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Сроки: просрочено 1");
            assertThat(letter.text())
                    .contains("Срок прошёл", "Проверить тариф", "просрочено на 2 рабочих часа", "Дарья Проверяющий");
        });
        assertThat(lettersTo("supervisor")).isEmpty();
        sweepAt(24, 17, 5);
        assertThat(lettersTo("head")).hasSize(1);
    }

    @Test
    void theHeadOfTheOwnersBranchIsToldAndSeesThatBranchOnly() {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "insert into branch (code, name, calendar, head, lock_version) values ('watched', 'Казань', 'ru', ?, 0)",
                    COLLEAGUE);
            jdbc.update("insert into branch_member (login, branch) values (?, 'watched')", DOER);
        });
        try {
            long inBranch = aTask("Задача филиала", DOER);
            change(inBranch, "owner = ?", DOER);
            long elsewhere = aTask("Задача без филиала", DOER);
            sweepAt(24, 15, 1);

            assertThat(told(inBranch)).contains("2 " + COLLEAGUE + " WRITTEN").noneMatch(line -> line.contains("head"));
            assertThat(told(elsewhere)).contains("2 head WRITTEN");
            mail.sent().clear();
            sweepAt(25, 9, 0);
            assertThat(lettersTo(COLLEAGUE))
                    .singleElement()
                    .extracting(OutgoingMail::text)
                    .asString()
                    .contains("Просрочено: 1, срок сегодня: 0", "Задача филиала")
                    .doesNotContain("Задача без филиала");
            // The head of another branch answers for it and for what belongs to none.
            assertThat(lettersTo("head").get(0).text())
                    .contains("Просрочено: 1, срок сегодня: 0", "Задача без филиала")
                    .doesNotContain("Задача филиала");
        } finally {
            transaction.executeWithoutResult(status -> {
                jdbc.update("delete from branch_member where branch = 'watched'");
                jdbc.update("delete from branch where code = 'watched'");
            });
        }
    }

    @Test
    void supervisorsAreToldEightWorkingHoursLaterAndOfAnUrgentDealAtOnce() {
        String deal = aDeal();
        long urgent = deadline("TASK", "Срочная задача", DOER, "urgent", deal);
        long usual = aTask("Обычная задача", DOER);
        sweepAt(24, 15, 1);
        assertThat(lettersTo("head")).singleElement().satisfies(letter -> {
            assertThat(letter.text()).contains("Срочная задача");
            // What was held back goes along: one letter, not two.
            assertThat(letter.text()).contains("Обычная задача");
        });

        sweepAt(25, 14, 0);
        assertThat(level(urgent)).isEqualTo(2);
        mail.sent().clear();
        sweepAt(25, 14, 1);

        assertThat(List.of(level(urgent), level(usual))).containsOnly(3);
        assertThat(lettersTo("supervisor"))
                .singleElement()
                .extracting(OutgoingMail::text)
                .asString()
                .contains("Просрочено давно", "Срочная задача", deal, "просрочено на 8 рабочих часов");
        sweepAt(25, 14, 6);
        assertThat(lettersTo("supervisor")).hasSize(1);
        assertThat(history(deal).stream().filter(line -> line.contains("Срочная задача")))
                .containsExactlyInAnyOrder(
                        "Прошёл срок задачи «Срочная задача»: сообщено супервизорам (Ольга Новикова)",
                        "Прошёл срок задачи «Срочная задача»: сообщено руководителю (Сергей Орлов)");
        assertThat(jdbc.queryForList(
                        "select detail from work_event where kind = 'TASK_ESCALATED' and task_id = ? order by id",
                        String.class,
                        "task Срочная задача"))
                .containsExactly(
                        "напомнили исполнителю (Дарья Проверяющий)",
                        "сообщено руководителю (Сергей Орлов)",
                        "сообщено супервизорам (Ольга Новикова)");
    }

    @Test
    void whatIsDoneInTimeIsToldToNobody() {
        long task = aTask("Сделанная задача", DOER);
        sweepAt(24, 12, 0);
        // The task ends, and its row with it.
        transaction.executeWithoutResult(status -> jdbc.update("delete from deadline where id = ?", task));
        sweepAt(24, 13, 0);
        sweepAt(24, 17, 0);

        assertThat(mail.sent()).isEmpty();
        assertThat(told(task)).containsExactly("1 " + DOER + " NEEDLESS");
    }

    @Test
    void whileTheClockStandsNobodyIsTold() {
        long task = aTask("Ждём клиента", DOER);
        change(task, "paused_at = ?, pause_reason = 'Ждём документы'", Timestamp.from(at(24, 11, 30)));
        sweepAt(24, 17, 0);
        assertThat(told(task)).isEmpty();

        change(task, "paused_at = null, pause_reason = null");
        sweepAt(24, 17, 5);

        assertThat(level(task)).isEqualTo(2);
    }

    @Test
    void whatPassesItsExtendedDeadlineIsToldAnew() {
        long task = aTask("Продлённая задача", DOER);
        sweepAt(24, 15, 1);
        sweepAt(24, 17, 0);
        change(task, "due_at = ?, warn_at = ?", Timestamp.from(at(26, 15, 0)), Timestamp.from(at(26, 12, 0)));
        sweepAt(25, 17, 0);
        assertThat(level(task)).isZero();
        mail.sent().clear();

        sweepAt(26, 13, 0);
        assertThat(lettersTo(DOER)).hasSize(1);
        assertThat(level(task)).isEqualTo(1);
        mail.sent().clear();
        sweepAt(26, 15, 1);
        sweepAt(26, 17, 0);

        assertThat(lettersTo("head")).hasSize(1);
        assertThat(told(task)).filteredOn(line -> line.startsWith("2")).hasSize(2);
    }

    @Test
    void twentyTasksAreOneLetter() {
        IntStream.rangeClosed(1, 20).forEach(number -> aTask("Задача номер " + number + ".", DOER));
        aTask("Задача коллеги", COLLEAGUE);
        sweepAt(24, 13, 0);

        assertThat(mail.sent()).hasSize(2);
        assertThat(lettersTo(DOER)).singleElement().satisfies(letter -> {
            IntStream.rangeClosed(1, 20)
                    .forEach(number -> assertThat(letter.text()).contains("Задача номер " + number + "."));
            assertThat(letter.text()).doesNotContain("Задача коллеги");
            assertThat(letter.subject()).isEqualTo("Сроки: скоро срок у 20");
        });
        assertThat(lettersTo(COLLEAGUE)).hasSize(1);
    }

    @Test
    void whatNobodyTookInTimeIsBroughtToMindOfItsGroup() {
        long task = aTask("Ничья задача", null);
        sweepAt(24, 11, 1);
        assertThat(told(task))
                .containsExactly(
                        "0 " + COLLEAGUE + " DIGEST", "0 " + DOER + " DIGEST", "0 " + UNREACHABLE + " NO_ADDRESS");
        sweepAt(24, 11, 6);
        assertThat(told(task)).hasSize(3);
        change(task, "taken_at = ?, assignee = ?", Timestamp.from(at(24, 11, 30)), DOER);
        sweepAt(24, 13, 0);

        assertThat(lettersTo(COLLEAGUE)).as("somebody has taken it since").isEmpty();
        assertThat(lettersTo(DOER)).singleElement().satisfies(letter -> assertThat(letter.text())
                .contains("Скоро срок", "Ничья задача")
                .doesNotContain("Никто не взял"));
    }

    @Test
    void whoHasNoAddressIsToldByTheMarkAlone() {
        long task = aTask("Задача без письма", UNREACHABLE);
        sweepAt(24, 13, 0);

        assertThat(mail.sent()).isEmpty();
        assertThat(told(task)).containsExactly("1 " + UNREACHABLE + " NO_ADDRESS");
        assertThat(level(task)).isEqualTo(1);
    }

    @Test
    void lettersWaitForTheMailServerAndGoOnce() {
        aTask("Задача при сбое", DOER);
        clock.set(at(24, 13, 0));
        mail.down();
        management.executeJob(jobs(DeadlineWatch.START_ROUND).get(0).getId());
        management.executeJob(jobs(DeadlineWatch.TASK_SEND_LETTER).get(0).getId());
        Job letter = jobs(DeadlineWatch.TASK_SEND_LETTER).get(0);
        assertThatThrownBy(() -> management.executeJob(letter.getId())).isInstanceOf(UnavailableException.class);
        clock.set(at(24, 13, 5));
        management.executeJob(jobs(DeadlineWatch.START_ROUND).get(0).getId());
        assertThat(jobs(DeadlineWatch.TASK_SEND_LETTER))
                .as("the next round writes no second letter")
                .hasSize(1);
        mail.up();
        sendLetters();

        assertThat(lettersTo(DOER)).hasSize(1);
        long sweep = jdbc.queryForObject("select sweep from deadline_letter", Long.class);
        deadlineLetters.deliver(sweep, 0);
        assertThat(lettersTo(DOER)).as("asked to deliver it once more").hasSize(1);
        String messageId = lettersTo(DOER).get(0).messageId();
        assertThat(Masks.people(messageId))
                .as("Message-ID in the journal of exchange")
                .isEqualTo(messageId);
    }

    @Test
    void whatTheMailServerRefusesForGoodStandsOnTheLetter() {
        aTask("Задача с отказом", DOER);
        mail.refuses("doer@polisflow.example");
        sweepAt(24, 13, 0);

        assertThat(mail.sent()).isEmpty();
        assertThat(jdbc.queryForObject("select failure from deadline_letter", String.class))
                .startsWith("550");
        assertThat(jobs(DeadlineWatch.TASK_SEND_LETTER)).isEmpty();
    }

    @Test
    void twoRoundsAtOnceTellOnce() throws Exception {
        List<Long> many = IntStream.range(0, 30)
                .mapToObj(number -> aTask("Спорная задача " + number, DOER))
                .toList();
        clock.set(at(24, 15, 1));

        List<Integer> told = AtOnce.all(this::reminders, this::reminders);

        assertThat(told.get(0) + told.get(1)).isEqualTo(30);
        assertThat(many).allSatisfy(task -> assertThat(told(task)).hasSize(1));
        AtOnce.all(this::letters, this::letters);
        assertThat(jdbc.queryForObject("select count(*) from deadline_letter", Integer.class))
                .isEqualTo(1);
    }

    private int reminders() {
        return Objects.requireNonNull(transaction.execute(status -> escalations.tell(Rung.REMINDER)));
    }

    private int letters() {
        return Objects.requireNonNull(transaction.execute(status -> {
                    clock.set(at(24, 15, 1));
                    return deadlineLetters.write();
                }))
                .letters();
    }

    @Test
    void theMorningTellsEachWhatTheyOweAndOverseersHowItStands() {
        String deal = aDeal();
        long late = aTask("Старый долг", DOER);
        long soon = aTask("Сегодняшнее дело", COLLEAGUE);
        change(soon, "due_at = ?, warn_at = ?", Timestamp.from(at(25, 16, 0)), Timestamp.from(at(25, 15, 0)));
        long stage = deadline("STAGE", "proposal-preparation", null, "normal", deal);
        change(stage, "due_at = ?, warn_at = ?", Timestamp.from(at(25, 17, 0)), Timestamp.from(at(25, 16, 0)));
        long waits = aTask("Ждёт клиента", DOER);
        change(waits, "paused_at = ?", Timestamp.from(at(24, 11, 0)));
        sweepAt(24, 17, 0);
        mail.sent().clear();

        sweepAt(25, 9, 0);

        assertThat(lettersTo(DOER))
                .singleElement()
                .extracting(OutgoingMail::text)
                .asString()
                .contains("На сегодня", "Старый долг")
                .doesNotContain("Ждёт клиента", "Сводка");
        assertThat(lettersTo(COLLEAGUE))
                .singleElement()
                .extracting(OutgoingMail::text)
                .asString()
                .contains("Сегодняшнее дело", "осталось: 7 рабочих часов");
        assertThat(lettersTo("manager"))
                .singleElement()
                .extracting(OutgoingMail::text)
                .asString()
                .contains("Этап «Подготовка КП»", deal);
        for (String overseer : List.of("head", "supervisor")) {
            assertThat(lettersTo(overseer)).singleElement().satisfies(letter -> {
                assertThat(letter.subject()).isEqualTo("Сроки: сводка на сегодня");
                assertThat(letter.text())
                        .contains(
                                "Просрочено: 1, срок сегодня: 2, часы стоят: 1.",
                                "Проверяющие; Дарья Проверяющий; просрочено: 1; сегодня: 0",
                                "Проверяющие; Константин Проверяющий; просрочено: 0; сегодня: 1",
                                "Этапы и сделки; Анна Морозова; просрочено: 0; сегодня: 1",
                                "Просрочены дольше всех",
                                "Старый долг");
            });
        }
        assertThat(level(late)).isEqualTo(2);
        assertThat(mail.sent()).hasSize(5);
    }

    @Test
    void onADayOffNoLettersAreWritten() {
        aTask("Дело на понедельник", DOER);
        // Saturday: the reminder that was held back since Tuesday waits for Monday.
        sweepAt(28, 12, 0);
        assertThat(mail.sent()).isEmpty();

        sweepAt(30, 9, 0);
        assertThat(lettersTo(DOER)).hasSize(1);
    }
}
