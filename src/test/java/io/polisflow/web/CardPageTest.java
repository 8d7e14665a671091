package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.policy.Policies;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The card that shows a client from all sides. */
class CardPageTest extends CardPageCase {

    @Autowired
    private Policies policies;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private EntityManagerFactory entities;

    private void issue(int line, LocalDate from, LocalDate to, String premium) {
        transaction.executeWithoutResult(status -> policies.recordIssued(new Policies.Issue(
                "POL-" + deal + "-" + line,
                deal + ":" + line,
                deal,
                "DOG-" + deal,
                line,
                "property",
                "Склад <b>1</b>",
                new BigDecimal("12000000.00"),
                BigDecimal.ZERO,
                new BigDecimal(premium),
                from,
                to)));
    }

    @Test
    void policiesShowHowManyDaysAreLeftAndTheYearsTheirPremium() throws Exception {
        LocalDate today = LocalDate.now(clock);
        issue(1, today.minusMonths(11), today.plusDays(30), "100000.00");
        issue(2, today.minusYears(2), today.minusYears(1), "90000.00");
        issue(3, today.plusDays(5), today.plusYears(1), "1000.00");

        page(address)
                .andExpect(shows("осталось 30 дн."))
                .andExpect(shows("закончился"))
                .andExpect(shows("начнётся через 5 дн."))
                .andExpect(shows("Склад &lt;b&gt;1&lt;/b&gt;"))
                .andExpect(shows("data-year=\"" + today.minusYears(2).getYear() + "\" data-rubles=\"90000.00\""))
                .andExpect(shows("chart.umd.min.js"))
                .andExpect(shows("<dt>Действующих полисов</dt><dd>1</dd>"));
    }

    @Test
    void ofVeryManyPoliciesTheLatestAreShownAndHowManyThereAre() throws Exception {
        LocalDate today = LocalDate.now(clock);
        for (int line = 1; line <= 51; line++) {
            issue(line, today.minusDays(line), today.plusYears(1).minusDays(line), "1000.00");
        }

        page(address)
                .andExpect(shows("POL-" + deal + "-50<"))
                .andExpect(hides("POL-" + deal + "-51</a>"))
                .andExpect(shows("Показаны <span>50</span> из <span>51</span>"));
    }

    @Test
    void aLongerHistoryAsksTheDatabaseNoMoreOften() throws Exception {
        write(2);
        Statistics statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            page(address);
            statistics.clear();
            page(address);
            long forTwo = statistics.getPrepareStatementCount();
            write(10);
            statistics.clear();
            page(address).andExpect(shows("Письмо 9"));
            assertThat(statistics.getPrepareStatementCount()).isEqualTo(forTwo);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private void write(int letters) {
        for (int i = 0; i < letters; i++) {
            jdbc.update(
                    "insert into letter (id, deal_id, direction, message_id, sender, recipients, subject, text, created_at,"
                            + " lock_version) select nextval('id_seq'), id, 'OUT', ?, 'a@x.example', 'b@x.example', ?, 'Текст', ?, 0"
                            + " from deal where number = ?",
                    UUID.randomUUID().toString(),
                    "Письмо " + i,
                    Timestamp.from(clock.instant()),
                    deal);
        }
    }

    @Test
    void aClientWithoutAnythingIsToldWhatToDoAndLoadsNoChart() throws Exception {
        long bare = clients.findOrCreate(null, "Пустая " + UUID.randomUUID()).id();

        page("/crm/clients/" + bare)
                .andExpect(shows("Открытых задач нет"))
                .andExpect(shows("Полисов пока нет"))
                .andExpect(shows("Касаний пока нет"))
                .andExpect(shows("Карточку ещё не меняли"))
                .andExpect(shows("Согласий нет"))
                .andExpect(shows("Файлов пока нет"))
                .andExpect(hides("chart.umd"));
    }

    @Test
    void openTasksAndPlannedTouchesLeadToTheWork() throws Exception {
        page(address)
                .andExpect(shows("Собрать КП"))
                .andExpect(shows("/camunda/app/tasklist/default/#/?task="
                        + task(deal, "Task_AssembleProposal").getId()))
                .andExpect(shows("/crm/deals/" + deal));
    }

    @Test
    void theTimelineNamesWhoCompletedWhichTaskOfWhichModel() throws Exception {
        complete(
                owner,
                deal,
                "Task_AssembleProposal",
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with("product", "property", "object", "Склад", "sumInsured", "1000000"))));
        transaction.executeWithoutResult(
                status -> deals.recordTouch(deal, Activity.Kind.MEETING, owner, "Осмотрели <i>склад</i>"));

        page(address)
                .andExpect(shows("Выполнена задача «Собрать КП»"))
                .andExpect(shows("Модель «Подготовка КП», версия "))
                .andExpect(shows("Осмотрели &lt;i&gt;склад&lt;/i&gt;"));
        part(address + "?touches=meetings", "timeline")
                .andExpect(status().isOk())
                .andExpect(shows("Осмотрели"))
                .andExpect(hides("Выполнена задача"))
                .andExpect(hides("<html"));
        page(address + "?touches=tasks")
                .andExpect(shows("<html"))
                .andExpect(shows("Выполнена задача"))
                .andExpect(hides("Осмотрели"));
    }

    @Test
    void olderTouchesAreAskedForAndAnAddressKeepsHowMany() throws Exception {
        for (int i = 1; i <= 21; i++) {
            String note = "Касание номер " + i + ".";
            clock.move(Duration.ofMinutes(1));
            transaction.executeWithoutResult(status -> deals.recordTouch(deal, Activity.Kind.MEETING, owner, note));
        }

        part(address + "?touches=meetings", "timeline")
                .andExpect(hides("Касание номер 1."))
                .andExpect(shows("touches=meetings&amp;shown=40"));
        part(address + "?touches=meetings&shown=40", "timeline")
                .andExpect(shows("Касание номер 1."))
                .andExpect(hides("Показать раньше"));
        page(address + "?touches=meetings&shown=99999999").andExpect(shows("Касание номер 1."));
    }

    @Test
    void aCallPlaysItsRecordingOnTheTimeline() throws Exception {
        String entry = UUID.randomUUID().toString();
        Timestamp now = Timestamp.from(clock.instant());
        Long file = jdbc.queryForObject("select nextval('id_seq')", Long.class);
        jdbc.update(
                "insert into stored_file (id, name, media_type, size_bytes, sha256, created_at)"
                        + " values (?, 'call.mp3', 'audio/mpeg', 1, 'x', ?)",
                file,
                now);
        jdbc.update(
                "insert into call_record (id, entry_id, deal_id, contact_id, direction, employee, number, state, result,"
                        + " started_at, ended_at, talk_seconds, told, received_at, lock_version) values"
                        + " (nextval('id_seq'), ?, ?, ?, 'OUTGOING', ?, '+74951112233', 'OVER', 'ANSWERED', ?, ?, 65, true, ?, 0)",
                entry,
                deal(deal).id(),
                contact,
                owner,
                now,
                now,
                now);
        jdbc.update(
                "insert into call_recording (id, recording_id, entry_id, state, file_id, ready_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, 'KEPT', ?, ?, 0)",
                "rec-" + entry,
                entry,
                file,
                now);

        part(address + "?touches=calls", "timeline")
                .andExpect(shows("Исходящий: Пётр Петров"))
                .andExpect(shows("1 мин 5 с"))
                .andExpect(shows("<audio"));
    }

    @Test
    void objectionsShowWhatWorked() throws Exception {
        jdbc.update(
                "insert into objection (id, deal_id, contact_id, category, words, reply, won_over, recorded_at, recorded_by)"
                        + " values (nextval('id_seq'), ?, ?, 'price', 'Дорого <script>', 'Рассрочка на год', true, ?, ?)",
                deal(deal).id(),
                contact,
                Timestamp.from(clock.instant()),
                owner);

        page(address)
                .andExpect(shows("«Дорого &lt;script&gt;»"))
                .andExpect(shows("Помог ответ: "))
                .andExpect(shows("Рассрочка на год"))
                .andExpect(shows("снято"));
    }

    @Test
    void consentsAndWhatIsHeldUpAreSaid() throws Exception {
        registry.down();
        assertThatThrownBy(() -> runJob(deal, "Task_CheckRegistry")).isInstanceOf(RuntimeException.class);

        page(address)
                .andExpect(shows("не выполнен"))
                .andExpect(shows("Согласия на обработку данных"))
                .andExpect(
                        shows(
                                "<span class=\"badge good\">действует</span> <span>Ответ на обращение и подготовка предложения</span>"));
    }

    @Test
    void oldRequisitesAreMarked() throws Exception {
        runJob(deal, "Task_CheckRegistry");
        page(address).andExpect(hides("устарели"));
        clock.move(Duration.ofDays(31));
        page(address).andExpect(shows("устарели: 31 дн."));
    }

    @Test
    void aPartForTheTasksTabComesWithoutThePageButAStepBackBringsThePage() throws Exception {
        part(address, "")
                .andExpect(status().isOk())
                .andExpect(shows("client-card"))
                .andExpect(hides("<html"));
        web.perform(get(address)
                        .header("HX-Request", "true")
                        .header("HX-History-Restore-Request", "true")
                        .with(user(owner).roles("sales")))
                .andExpect(shows("<html"));
    }
}
