package io.polisflow.web.calendar;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Those who sell, each with a colour and initials by which a calendar of several tells them apart. */
final class People {

    private static final int COLOURS = 8;

    private final Map<String, Person> byId = new LinkedHashMap<>();

    People(Staff staff) {
        for (Employee employee : staff.salesManagers()) {
            byId.put(employee.id(), person(employee, byId.size()));
        }
    }

    /** @param colour from 0; the initials tell apart whom the colours do not */
    record Person(String id, String name, String initials, int colour) {}

    private static Person person(Employee employee, int place) {
        return new Person(employee.id(), employee.name(), initials(employee.name()), place % COLOURS);
    }

    private static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String letters = words.length > 1 ? first(words[0], 1) + first(words[words.length - 1], 1) : first(words[0], 2);
        return letters.toUpperCase(Locale.ROOT);
    }

    private static String first(String word, int letters) {
        return word.substring(0, Math.min(letters, word.length()));
    }

    List<Person> all() {
        return List.copyOf(byId.values());
    }

    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    boolean know(String id) {
        return byId.containsKey(id);
    }

    /** @return null when the person does not sell */
    Person find(String id) {
        return id == null ? null : byId.get(id);
    }
}
