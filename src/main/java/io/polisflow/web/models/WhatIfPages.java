package io.polisflow.web.models;

import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.RecentAnswers;
import io.polisflow.process.models.whatif.WhatIf;
import io.polisflow.process.models.whatif.WhatIfAnswer;
import io.polisflow.process.models.whatif.WhatIfAnswer.Case;
import io.polisflow.process.models.whatif.WhatIfAnswer.Group;
import io.polisflow.process.models.whatif.WhatIfAnswer.Kind;
import io.polisflow.web.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Reads what the tables of a draft would have answered within a year: deals by their numbers, and nothing of their clients. */
@Service
class WhatIfPages {

    private static final int ROWS = 20;

    /** Nobody reads more ways to differ; the file has them all. */
    private static final int MOST_GROUPS = 50;

    private final ModelDrafts drafts;
    private final RecentAnswers answers;
    private final Clock clock;
    private final DateTimeFormatter day;

    WhatIfPages(ModelDrafts drafts, RecentAnswers answers, Clock clock) {
        this.drafts = drafts;
        this.answers = answers;
        this.clock = clock;
        this.day = DateTimeFormatter.ofPattern("dd.MM.yyyy").withZone(clock.getZone());
    }

    /** @param number by which its deals are asked for */
    public record GroupRow(
            int number, String subject, String before, String after, String difference, int times, int deals) {}

    /** @param idle rows that did not fire and would not have fired */
    public record TableView(
            WhatIfAnswer answer,
            String since,
            String until,
            List<GroupRow> changed,
            List<GroupRow> minor,
            List<GroupRow> unanswered,
            int more,
            long idle) {}

    /**
     * @param group null for all that would have been otherwise
     * @param from place of the first row, from 0
     * @param previous place of the first row of the page before, and {@code next} place of the row behind the last, null when there is none
     */
    public record DealsView(
            String table,
            String name,
            String about,
            Integer group,
            String title,
            int from,
            int total,
            int previous,
            Integer next,
            List<DealRow> rows) {}

    public record DealRow(
            String deal, String at, String subject, String before, String after, String difference, String note) {}

    /** @return the changed tables of the draft, counted anew */
    List<TableView> tables(long id) {
        Map<String, ModelFile> inForce = drafts.inForce();
        return deployed(id).stream()
                .flatMap(file -> answers.ask(file, inForce.get(file.path())).stream())
                .map(this::view)
                .toList();
    }

    private List<ModelFile> deployed(long id) {
        try {
            drafts.get(id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого черновика нет", e);
        }
        return drafts.deployed(id).stream().filter(WhatIf::isTable).toList();
    }

    private WhatIfAnswer recalled(long id, String table) {
        Map<String, ModelFile> inForce = drafts.inForce();
        return deployed(id).stream()
                .flatMap(file -> answers.recall(file, inForce.get(file.path())).stream())
                .filter(answer -> answer.key().equals(table))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой таблицы в черновике нет"));
    }

    private TableView view(WhatIfAnswer answer) {
        int more = (int) Arrays.stream(Kind.values())
                .mapToLong(kind -> Math.max(0, count(answer, kind) - MOST_GROUPS))
                .sum();
        return new TableView(
                answer,
                at(answer.since()),
                at(answer.until()),
                groups(answer, Kind.CHANGED),
                groups(answer, Kind.MINOR),
                groups(answer, Kind.UNANSWERED),
                more,
                answer.rows().stream()
                        .filter(row -> row.before() == 0 && row.after() == 0)
                        .count());
    }

    private static long count(WhatIfAnswer answer, Kind kind) {
        return answer.groups().stream().filter(group -> group.kind() == kind).count();
    }

    private String at(Instant instant) {
        return instant == null ? null : day.format(instant);
    }

    private static List<GroupRow> groups(WhatIfAnswer answer, Kind kind) {
        List<GroupRow> rows = new ArrayList<>();
        for (int i = 0; i < answer.groups().size() && rows.size() < MOST_GROUPS; i++) {
            Group group = answer.groups().get(i);
            if (group.kind() == kind) {
                rows.add(new GroupRow(
                        i,
                        group.subject(),
                        group.before(),
                        group.after(),
                        group.difference(),
                        group.times(),
                        group.deals()));
            }
        }
        return rows;
    }

    /** @param from place of the first row to show, from 0 */
    DealsView deals(long id, String table, Integer group, int from) {
        WhatIfAnswer answer = recalled(id, table);
        List<Case> cases = answer.cases().stream()
                .filter(each -> group == null
                        ? answer.groups().get(each.group()).kind() == Kind.CHANGED
                        : each.group() == group)
                .toList();
        int first = Math.min(Math.max(from, 0), cases.size());
        int end = Math.min(first + ROWS, cases.size());
        return new DealsView(
                table,
                answer.name(),
                answer.about(),
                group,
                title(answer, group),
                first,
                cases.size(),
                Math.max(0, first - ROWS),
                end < cases.size() ? end : null,
                cases.subList(first, end).stream()
                        .map(each -> row(answer, each))
                        .toList());
    }

    private static String title(WhatIfAnswer answer, Integer number) {
        if (number == null || number < 0 || number >= answer.groups().size()) {
            return "Всё, что было бы иначе";
        }
        Group group = answer.groups().get(number);
        String subject = group.subject() == null ? "" : group.subject() + ": ";
        return subject + group.before() + (group.after() == null ? "" : " → " + group.after());
    }

    private DealRow row(WhatIfAnswer answer, Case each) {
        Group group = answer.groups().get(each.group());
        return new DealRow(
                each.deal() == null ? "без номера" : each.deal(),
                at(each.at()),
                group.subject(),
                group.before(),
                group.after(),
                group.difference(),
                each.note());
    }

    /** Writes every deal with what was and what would be, also what cannot be told. */
    void write(long id, String table, TableFormat format, OutputStream out) throws IOException {
        WhatIfAnswer answer = recalled(id, table);
        String about = answer.about() == null ? "О чём спрашивали" : answer.about();
        try (TableFormat.Writer file = format.writer(out, "Что было бы за год")) {
            file.row(List.of("Сделка", "Дата", about, "Итог", "Было", "Стало бы", "Разница", "Примечание"));
            for (Case each : answer.cases()) {
                Group group = answer.groups().get(each.group());
                boolean told = group.kind() != Kind.UNANSWERED;
                file.row(Arrays.asList(
                        each.deal(),
                        LocalDate.ofInstant(each.at(), clock.getZone()),
                        group.subject(),
                        switch (group.kind()) {
                            case CHANGED -> "было бы иначе";
                            case MINOR -> "изменились бы другие столбцы";
                            case UNANSWERED -> "не ответить";
                        },
                        told ? group.before() : null,
                        group.after(),
                        group.difference(),
                        told ? each.note() : group.before()));
            }
        }
    }
}
