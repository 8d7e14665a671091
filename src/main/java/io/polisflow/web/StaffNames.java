package io.polisflow.web;

import io.polisflow.crm.deal.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Names the managers of a list. */
public final class StaffNames {

    private final Staff staff;
    private final Map<String, String> names = new HashMap<>();

    /** Asks once for all who sell and once for each other person: for lists that are longer than a page. */
    public StaffNames(Staff staff) {
        this(staff, staff.salesManagers());
    }

    /** @param owners of the rows of a page, who are asked for together; there may be nulls among them */
    public StaffNames(Staff staff, Stream<String> owners) {
        this(staff, staff.among(owners.filter(Objects::nonNull).distinct().toList()));
    }

    private StaffNames(Staff staff, List<Staff.Employee> known) {
        this.staff = staff;
        known.forEach(person -> names.put(person.id(), person.name()));
    }

    /** @param owner null when nobody is in charge */
    public String ofOwner(String owner) {
        return owner == null ? "не назначен" : names.computeIfAbsent(owner, staff::nameOf);
    }
}
