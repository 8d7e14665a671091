package io.polisflow.crm.request;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.Catalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gathers what the confirmation of a recorded request may name. */
@Component
public class ConfirmationFacts {

    private final Catalogue catalogue;
    private final Staff staff;

    ConfirmationFacts(Catalogue catalogue, Staff staff) {
        this.catalogue = catalogue;
        this.staff = staff;
    }

    /** @param request one that has a deal */
    public Map<String, Object> of(InsuranceRequest request) {
        Deal deal = request.deal();
        Optional<Staff.Employee> manager = Optional.ofNullable(deal.owner()).flatMap(staff::find);
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", request.contactName());
        model.put("companyName", deal.client().name());
        model.put("requestNumber", request.number());
        model.put(
                "productName",
                request.productCode() == null
                        ? null
                        : catalogue.get(request.productCode()).name());
        model.put("object", request.object());
        model.put("risks", request.risks());
        model.put("sumInsured", request.sumInsured());
        model.put("startsOn", request.startsOn());
        model.put("managerName", manager.map(Staff.Employee::name).orElse(null));
        model.put("managerEmail", manager.map(Staff.Employee::email).orElse(null));
        model.put("dueText", null);
        return model;
    }
}
