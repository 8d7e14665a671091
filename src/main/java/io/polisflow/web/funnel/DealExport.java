package io.polisflow.web.funnel;

import io.polisflow.crm.agenda.NextStep;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Line;
import io.polisflow.web.StaffNames;
import io.polisflow.web.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes the deals that a filter means as a table. */
@Service
@Transactional(readOnly = true)
class DealExport {

    private static final List<String> COLUMNS = List.of(
            "Номер",
            "Клиент",
            "ИНН",
            "Вид",
            "Этап",
            "Менеджер",
            "Премия, ₽",
            "Ожидаемая премия, ₽",
            "Дней на этапе",
            "Следующий шаг",
            "Срок шага",
            "Открыта",
            "Закрыта");

    private final DealRegister register;
    private final Funnel funnel;
    private final DealRows rows;
    private final Staff staff;
    private final Clock clock;

    DealExport(DealRegister register, Funnel funnel, DealRows rows, Staff staff, Clock clock) {
        this.register = register;
        this.funnel = funnel;
        this.rows = rows;
        this.staff = staff;
        this.clock = clock;
    }

    /** Writes as it reads, so that a million deals need no more memory than a hundred. */
    void write(Search search, TableFormat format, OutputStream out) throws IOException {
        StaffNames names = new StaffNames(staff);
        try (TableFormat.Writer table = format.writer(out, "Сделки")) {
            table.row(COLUMNS);
            register.each(search, deals -> {
                try {
                    for (Line line : funnel.lines(deals)) {
                        table.row(row(line, names));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private List<Object> row(Line line, StaffNames names) {
        Deal deal = line.deal();
        NextStep next = line.next();
        return Arrays.asList(
                deal.number(),
                deal.client().name(),
                deal.client().inn(),
                deal.kind().label(),
                deal.stage().label(),
                names.ofOwner(deal.owner()),
                line.premium(),
                line.expected(),
                deal.stage().isOpen() ? rows.daysSince(deal.stageSince()) : null,
                next != null ? next.what() : line.isWithoutStep() ? "нет" : null,
                next == null ? null : day(next.at()),
                day(deal.openedAt()),
                day(deal.closedAt()));
    }

    private LocalDate day(Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, clock.getZone());
    }
}
