package io.polisflow.web.clients;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientFilter;
import io.polisflow.crm.client.ClientRegister;
import io.polisflow.crm.client.ClientRegister.Part;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.Staff;
import io.polisflow.web.StaffNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads one page of the list of clients with the same few queries however many there are. */
@Service
@Transactional(readOnly = true)
class ClientListPages {

    private static final int ROWS = 25;

    private final ClientRegister register;
    private final DealRegister deals;
    private final Staff staff;

    ClientListPages(ClientRegister register, DealRegister deals, Staff staff) {
        this.register = register;
        this.deals = deals;
        this.staff = staff;
    }

    /**
     * @param kpp of a branch, else null
     * @param industry letter and name of the OKVED section, or null
     */
    record ClientRow(
            long id,
            String name,
            String inn,
            String kpp,
            String state,
            boolean checked,
            boolean cold,
            String industry,
            String size,
            String owner,
            long openDeals) {}

    /**
     * @param similar whether nobody is called what was typed and these are called nearly so
     * @param earlier address of the page before, or null
     * @param later address of the page behind, or null
     * @param workbook address of the same clients as an XLSX file
     * @param csv address of the same clients as a CSV file
     */
    record Found(
            List<ClientRow> rows,
            boolean similar,
            boolean filtered,
            String earlier,
            String later,
            String workbook,
            String csv) {}

    record Choice(String code, String label) {}

    record Choices(
            List<Choice> owners,
            List<Choice> industries,
            List<Choice> sizes,
            List<Choice> statuses,
            List<Integer> policyDays) {}

    Found found(ListAddress address) {
        Part part = register.find(address.filter(), address.position(), ROWS);
        List<Client> clients = part.clients();
        List<Long> ids = clients.stream().map(Client::id).toList();
        Map<Long, Long> open = deals.openByClient(ids);
        Set<Long> cold = register.coldAmong(ids);
        StaffNames names = new StaffNames(staff, clients.stream().map(Client::owner));
        List<ClientRow> rows = clients.stream()
                .map(client -> new ClientRow(
                        client.id(),
                        client.name(),
                        client.inn(),
                        client.isBranch() ? client.kpp() : null,
                        client.registryStatus() != null
                                        && client.registryStatus().ending()
                                ? client.registryStatus().label()
                                : client.requisitesState().label(),
                        client.requisitesState() == Client.RequisitesState.CONFIRMED
                                && !client.registryStatus().ending(),
                        cold.contains(client.id()),
                        client.industry().map(Industry::label).orElse(null),
                        client.companySize() == null
                                ? null
                                : client.companySize().label(),
                        names.ofOwner(client.owner()),
                        open.getOrDefault(client.id(), 0L)))
                .toList();
        return new Found(
                rows,
                part.similar(),
                address.isFiltered(),
                part.earlier() ? address.hrefBefore(ids.get(0)) : null,
                part.later() ? address.hrefAfter(ids.get(ids.size() - 1)) : null,
                address.export("xlsx"),
                address.export("csv"));
    }

    Choices choices() {
        return new Choices(
                staff.salesManagers().stream()
                        .map(manager -> new Choice(manager.id(), manager.name()))
                        .toList(),
                Arrays.stream(Industry.values())
                        .map(industry -> new Choice(industry.name(), industry.label()))
                        .toList(),
                Arrays.stream(CompanySize.values())
                        .map(size -> new Choice(size.name(), size.label()))
                        .toList(),
                Arrays.stream(ClientFilter.Status.values())
                        .map(status -> new Choice(status.name(), status.label()))
                        .toList(),
                ListAddress.POLICY_DAYS);
    }
}
