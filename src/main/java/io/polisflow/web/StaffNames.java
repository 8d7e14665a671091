package io.polisflow.web;

import io.polisflow.crm.deal.Staff;
import java.util.HashMap;
import java.util.Map;

/** Names the managers of a list, asking once for all who sell and once for each other person. */
public final class StaffNames {

    private final Staff staff;
    private final Map<String, String> names = new HashMap<>();

    public StaffNames(Staff staff) {
        this.staff = staff;
        staff.salesManagers().forEach(manager -> names.put(manager.id(), manager.name()));
    }

    /** @param owner null when nobody is in charge */
    public String ofOwner(String owner) {
        return owner == null ? "не назначен" : names.computeIfAbsent(owner, staff::nameOf);
    }
}
