package io.polisflow.web.sla;

import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import io.polisflow.process.models.ModelNames;
import io.polisflow.process.sla.board.Cut;
import io.polisflow.security.UserGroup;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says in Russian what the codes of the dashboard mean. */
@Component
class BoardNames {

    private static final Map<String, String> GROUPS =
            Arrays.stream(UserGroup.values()).collect(Collectors.toMap(UserGroup::id, UserGroup::title));

    private static final Map<String, String> STAGES =
            Arrays.stream(Stage.values()).collect(Collectors.toMap(Stage::code, Stage::label));

    private static final Map<String, String> CLASSES = Arrays.stream(CompanySize.values())
            .collect(Collectors.toMap(size -> BoardAddress.code(size), CompanySize::label));

    private static final Map<String, String> PRIORITIES = Map.of("normal", "обычный", "urgent", "срочный");

    private final Staff staff;
    private final ModelNames models;
    private final Catalogue catalogue;
    private final Branches allBranches;

    BoardNames(Staff staff, ModelNames models, Catalogue catalogue, Branches allBranches) {
        this.staff = staff;
        this.models = models;
        this.catalogue = catalogue;
        this.allBranches = allBranches;
    }

    /** The names of one page: each list of them is asked for once. */
    final class Of {

        private final Map<String, String> people;
        private final Map<String, String> processes = models.byKey();
        private final Map<String, String> products =
                catalogue.offered().stream().collect(Collectors.toMap(Product::code, Product::name));

        private final Map<String, String> branches =
                allBranches.all().stream().collect(Collectors.toMap(Branch::code, Branch::name));

        private Of(Collection<String> logins) {
            people = new HashMap<>();
            logins.forEach(login -> people.put(login, login));
            staff.among(logins).forEach(employee -> people.put(employee.id(), employee.name()));
        }

        /** @param name of a step as its model has it, else null */
        String of(Cut cut, String key, String name) {
            if (Cut.NONE.equals(key)) {
                return none(cut);
            }
            return switch (cut) {
                case PROCESS -> process(key);
                case STEP -> step(key, name);
                case GROUP -> group(key);
                case PERSON -> person(key);
                case BRANCH -> branches.getOrDefault(key, key);
                case PRODUCT -> products.getOrDefault(key, key);
                case CLIENT_CLASS -> CLASSES.getOrDefault(key, key);
                case PRIORITY -> PRIORITIES.getOrDefault(key, key);
            };
        }

        String process(String key) {
            return key == null ? "вне процессов" : processes.getOrDefault(key, key);
        }

        /** @param key process and element with a slash between them */
        private static String step(String key, String name) {
            String element = key.substring(key.indexOf('/') + 1);
            return name != null ? name : STAGES.getOrDefault(element, element.isEmpty() ? "сделка целиком" : element);
        }

        String group(String key) {
            return key == null ? "без группы" : GROUPS.getOrDefault(key, key);
        }

        /** @param login null when nobody has it */
        String person(String login) {
            return login == null ? "никто не взял" : people.computeIfAbsent(login, staff::nameOf);
        }
    }

    /** @param logins of those whom the page will name, as far as they are known; with one query */
    Of page(Collection<String> logins) {
        return new Of(logins);
    }

    private static String none(Cut cut) {
        return switch (cut) {
            case PROCESS -> "вне процессов";
            case STEP -> "без шага";
            case GROUP -> "без группы";
            case PERSON -> "не назначены";
            case BRANCH -> "без филиала";
            case PRODUCT -> "продукт не выбран";
            case CLIENT_CLASS -> "класс не известен";
            case PRIORITY -> "без приоритета";
        };
    }
}
