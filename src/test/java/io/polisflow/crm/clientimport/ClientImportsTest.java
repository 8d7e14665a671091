package io.polisflow.crm.clientimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Looking a file through and loading it; a refused row must not break the transaction of the next on either database. */
abstract class ClientImportsTest extends DatabaseTest {

    @Autowired
    private ClientImports imports;

    private void finished(long id, ClientImport.State state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> imports.get(id).state() == state);
    }

    @Test
    void aRehearsalLeavesNothingAndEachRowIsLoadedOnItsOwn() {
        String name = unique("Сурок");
        Client known = client();
        Map<Integer, List<String>> rows = new TreeMap<>(Map.of(
                2, List.of(name, "Тула", "Анна"),
                3, List.of(name, "Тула", "Борис"),
                4, List.of("", "Омск", ""),
                5, List.of(known.name(), "Калуга", "Вера")));
        long id = imports.keep(
                        "сурки.csv", List.of("Название", "Адрес", "Контакт"), rows, new Editor("manager", "Анна"))
                .id();
        long before = jdbc.queryForObject("select count(*) from client", Long.class);

        imports.check(id, imports.get(id).mapping());
        finished(id, ClientImport.State.CHECKED);
        assertThat(imports.fates(id)).isEqualTo(Map.of(Fate.NEW, 1, Fate.DUPLICATE, 2, Fate.ERROR, 1));
        assertThat(jdbc.queryForObject("select count(*) from client", Long.class))
                .isEqualTo(before);

        imports.load(id, true, false);
        finished(id, ClientImport.State.DONE);
        assertThat(imports.outcomes(id)).isEqualTo(Map.of(Outcome.CREATED, 1, Outcome.FILLED, 2, Outcome.REFUSED, 1));
        long made = clients.findOrCreate(null, name).id();
        assertThat(clients.contactsOf(made)).extracting("name").containsExactly("Анна", "Борис");
        assertThat(clients.get(known.id()).address()).isEqualTo("Калуга");
    }
}
