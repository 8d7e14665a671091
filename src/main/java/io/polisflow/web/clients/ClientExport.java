package io.polisflow.web.clients;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientFilter;
import io.polisflow.crm.client.ClientRegister;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.Staff;
import io.polisflow.web.StaffNames;
import io.polisflow.web.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Writes the clients that a filter means as a table; their contacts' personal data stay inside. */
@Service
class ClientExport {

    private static final List<String> COLUMNS = List.of(
            "Название",
            "ИНН",
            "КПП",
            "ОГРН",
            "Полное название",
            "Адрес",
            "Отрасль",
            "Основной ОКВЭД",
            "Размер",
            "Руководитель",
            "Реквизиты",
            "Состояние в реестре",
            "Менеджер",
            "Открытых сделок",
            "Карточка создана");

    private final ClientRegister register;
    private final DealRegister deals;
    private final Staff staff;
    private final Clock clock;

    ClientExport(ClientRegister register, DealRegister deals, Staff staff, Clock clock) {
        this.register = register;
        this.deals = deals;
        this.staff = staff;
        this.clock = clock;
    }

    /** Writes as it reads, so that a million clients need no more memory than a hundred. */
    void write(ClientFilter filter, TableFormat format, OutputStream out) throws IOException {
        StaffNames names = new StaffNames(staff);
        try (TableFormat.Writer table = format.writer(out, "Клиенты")) {
            table.row(COLUMNS);
            register.each(filter, clients -> {
                Map<Long, Long> open =
                        deals.openByClient(clients.stream().map(Client::id).toList());
                try {
                    for (Client client : clients) {
                        table.row(row(client, names, open.getOrDefault(client.id(), 0L)));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private List<Object> row(Client client, StaffNames names, long openDeals) {
        return Arrays.asList(
                client.name(),
                client.inn(),
                client.kpp(),
                client.ogrn(),
                client.fullName(),
                client.address(),
                client.industry().map(Industry::label).orElse(null),
                client.okved(),
                client.companySize() == null ? null : client.companySize().label(),
                client.headName(),
                client.requisitesState().label(),
                client.registryStatus() == null ? null : client.registryStatus().label(),
                names.ofOwner(client.owner()),
                openDeals,
                LocalDate.ofInstant(client.createdAt(), clock.getZone()));
    }
}
