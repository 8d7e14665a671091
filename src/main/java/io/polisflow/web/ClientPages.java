package io.polisflow.web;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientRegister;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.Staff;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the list of clients, names instead of codes. */
@Service
@Transactional(readOnly = true)
class ClientPages {

    private final ClientRegister register;
    private final DealRegister dealRegister;
    private final Staff staff;

    ClientPages(ClientRegister register, DealRegister dealRegister, Staff staff) {
        this.register = register;
        this.dealRegister = dealRegister;
        this.staff = staff;
    }

    record ClientRow(
            long id,
            String name,
            String inn,
            String kpp,
            String state,
            boolean checked,
            String owner,
            long openDeals) {}

    /** By name. @param page counted from 1 */
    Page<ClientRow> list(String text, int page) {
        SearchText search = SearchText.of(text);
        Page<Client> found = PageSize.read(page, part -> register.find(search, part));
        Map<Long, Long> open = dealRegister.openByClient(found.map(Client::id).getContent());
        StaffNames names = new StaffNames(staff);
        return found.map(client -> new ClientRow(
                client.id(),
                client.name(),
                client.inn(),
                client.isBranch() ? client.kpp() : null,
                client.requisitesState().label(),
                client.requisitesState() == Client.RequisitesState.CONFIRMED,
                names.ofOwner(client.owner()),
                open.getOrDefault(client.id(), 0L)));
    }
}
