package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.ClientRegister.Part;
import io.polisflow.crm.client.ClientRegister.Position;
import io.polisflow.crm.deal.Deal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Finding clients among many; both databases must find the same. */
abstract class ClientRegisterTest extends DatabaseTest {

    @Autowired
    private ClientRegister register;

    private String mark;
    private Client client;

    @BeforeEach
    void aClient() {
        mark = mark();
        client = named("ООО «Ромашковый рай " + mark + "»");
    }

    /** Letters that no word of another test has. */
    private static String mark() {
        StringBuilder letters = new StringBuilder();
        UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .limit(12)
                .forEach(digit -> letters.append((char) ('а' + Character.digit(digit, 16) + 9)));
        return letters.toString();
    }

    private Client named(String name) {
        return clients.findOrCreate(null, name);
    }

    private List<Long> found(ClientFilter filter) {
        return register.find(filter, Position.first(), 100).clients().stream()
                .map(Client::id)
                .toList();
    }

    private List<Long> found(String text) {
        return found(ClientFilter.of(SearchText.of(text)));
    }

    private Contact contact(String name, String email, String phone) {
        return transaction.execute(status -> clients.findOrCreateContact(clients.get(client.id()), name, email, phone));
    }

    @Test
    void wordsOfANameAreFoundInAnyOrderCaseAndFormOfIncorporation() {
        for (String text : List.of(
                mark + " ромашковый ооо", "РАЙ РОМАШК " + mark, "«Ромашковый» рай, " + mark, mark.substring(0, 8))) {
            assertThat(found(text)).as(text).containsExactly(client.id());
        }
        assertThat(found(mark + " заяц")).isEmpty();
        for (String text : List.of("%", "_", "!", "\\", "\u0000!", "'; drop table client; --", "ё".repeat(5000), "@")) {
            assertThat(found(text)).as(text).isEmpty();
        }
    }

    @Test
    void aTypoInEachWordIsForgivenWhenNobodyIsCalledExactlyThat() {
        String swapped = mark.substring(0, 4) + mark.charAt(5) + mark.charAt(4) + mark.substring(6);
        for (String text : List.of(
                "рамашковый " + mark,
                "ромшковый " + mark,
                "ромашкковый " + mark,
                "рмоашковый " + mark,
                swapped + " ромашковй")) {
            Part part = register.find(ClientFilter.of(SearchText.of(text)), Position.first(), 10);
            assertThat(part.similar()).as(text).isTrue();
            assertThat(part.clients()).as(text).extracting(Client::id).containsExactly(client.id());
        }
        assertThat(register.find(ClientFilter.of(SearchText.of(mark)), Position.first(), 10)
                        .similar())
                .isFalse();
        assertThat(found("рой " + mark)).as("a short word means itself").isEmpty();
        assertThat(found("рамошкавий " + mark)).as("three letters wrong").isEmpty();
    }

    @Test
    void aTypoInANewNameIsForgivenToo() {
        Contact person = contact("Пётр " + mark, "p" + mark.hashCode() + "@x.example", null);
        jdbc.update("update client set search_name = ? where id = ?", "ЛАНДЫШЕВЫЙ " + mark.toUpperCase(), client.id());
        jdbc.update("update contact set search_name = ? where id = ?", "ВОРОБЕЙКИН " + mark.toUpperCase(), person.id());

        assertThat(found("ландышевй " + mark)).containsExactly(client.id());
        assertThat(found("варобейкин " + mark)).containsExactly(client.id());
        assertThat(found("рамашковый " + mark)).isEmpty();
    }

    @Test
    void aTypoIsForgivenBesideAPartOfManyWordsANumberAndAShortWord() {
        for (char first = 'а'; first < 'л'; first++) {
            for (char second = 'а'; second < 'л'; second++) {
                named("Ландыш " + mark + first + second);
            }
        }
        Client sought = named("Воробейкин " + mark + "эю 17 № 5 из");

        assertThat(found("варобейкин " + mark)).containsExactly(sought.id());
        assertThat(found("варобейкин 17 " + mark + " из")).containsExactly(sought.id());
        assertThat(found("варобейкин 18 " + mark)).isEmpty();
        assertThat(found("варобейкин " + mark + "щщщщ"))
                .as("a word that nobody has")
                .isEmpty();
    }

    @Test
    void aTypoIsForgivenWhereverInAWordItIs() {
        Client sought = named("Воробейкин " + mark);
        String word = "воробейкин";
        for (int i = 0; i < word.length(); i++) {
            String before = word.substring(0, i);
            String from = word.substring(i);
            String after = word.substring(i + 1);
            Stream.of(before + after, before + "ъ" + from, before + "ъ" + after)
                    .forEach(typed ->
                            assertThat(found(typed + " " + mark)).as(typed).containsExactly(sought.id()));
            if (!after.isEmpty()) {
                String swapped = before + after.charAt(0) + word.charAt(i) + after.substring(1);
                assertThat(found(swapped + " " + mark)).as(swapped).containsExactly(sought.id());
            }
        }
    }

    @Test
    void twoTyposInAWordAreForgivenWhereNobodyIsCalledMoreLikeIt() {
        Client near = named("Воробейкин " + mark);
        Client far = named("Варабейкан " + mark);
        jdbc.update("update client set owner = 'stranger' where id = ?", far.id());
        ClientFilter typed = ClientFilter.of(SearchText.of("варобейкин " + mark));

        assertThat(found(typed)).containsExactly(near.id());
        assertThat(found(new ClientFilter(typed.text(), "stranger", null, null, null, null, null)))
                .containsExactly(far.id());
    }

    @Test
    void whatLooksAlikeIsFilteredToo() {
        ClientFilter typo = ClientFilter.of(SearchText.of("рамашковый " + mark));
        assertThat(found(typo)).containsExactly(client.id());
        assertThat(found(new ClientFilter(typo.text(), "stranger", null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void anInnIsFoundByItsBeginningOnly() {
        String inn = freshInn();
        Client company = clients.findOrCreate(inn, "Акация " + mark);
        assertThat(found(inn)).containsExactly(company.id());
        assertThat(found(inn.substring(0, 8))).contains(company.id());
        assertThat(found(inn.substring(0, 4) + " " + inn.substring(4))).containsExactly(company.id());
        assertThat(found(inn.substring(2))).doesNotContain(company.id());
        jdbc.update("update client set owner = ? where id = ?", mark, company.id());
        for (int digits = 2; digits <= inn.length(); digits++) {
            SearchText beginning = SearchText.of(inn.substring(0, digits));
            assertThat(found(new ClientFilter(beginning, mark, null, null, null, null, null)))
                    .as(beginning.typed())
                    .containsExactly(company.id());
        }
        assertThat(found(mark + " " + inn)).containsExactly(company.id());
    }

    private String freshInn() {
        long nine = 400_000_000 + jdbc.queryForObject("select nextval('id_seq')", Long.class);
        return Stream.iterate(0, digit -> digit + 1)
                .map(digit -> "%09d%d".formatted(nine, digit))
                .filter(Inn::isValid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aContactIsFoundByNameAddressAndNumberInAnySpelling() {
        String serial = "%07d".formatted(jdbc.queryForObject("select nextval('id_seq')", Long.class) % 10_000_000);
        String mail = mark.hashCode() + "petrov@romashka.example";
        contact("Семён Петров-" + mark, mail, "8 (843) " + serial);

        for (String text : List.of(
                "+7843" + serial,
                "8843" + serial,
                "843" + serial,
                "8 (843) " + serial.substring(0, 3) + "-" + serial.substring(3, 5) + "-" + serial.substring(5),
                "+7 843 " + serial.substring(0, 6),
                mail,
                mail.toUpperCase(),
                mail.substring(0, mail.indexOf('@') + 2),
                "петров " + mark + " семен",
                "рай петров " + mark,
                "пертов " + mark)) {
            assertThat(found(text)).as(text).contains(client.id());
        }
        assertThat(found("+7844" + serial)).doesNotContain(client.id());
    }

    @Test
    void aWordThatThousandsHaveFindsTheSame() {
        Client other = named("Ромашка " + mark);
        List<Object[]> people = new ArrayList<>();
        for (int i = 0; i < 2_001; i++) {
            people.add(new Object[] {
                jdbc.queryForObject("select nextval('id_seq')", Long.class),
                client.id(),
                "common" + i,
                "ФЕОФАН " + mark.toUpperCase(),
                java.sql.Timestamp.from(clock.instant())
            });
        }
        jdbc.batchUpdate(
                "insert into contact (id, client_id, contact_key, search_name, created_at, lock_version)"
                        + " values (?, ?, ?, ?, ?, 0)",
                people);

        assertThat(found("феофан " + mark)).containsExactly(client.id());
        assertThat(found(mark)).containsExactlyInAnyOrder(client.id(), other.id());
        assertThat(found("ромашка " + mark)).containsExactly(other.id());
        jdbc.update("update contact set removed = true where client_id = ?", client.id());
        assertThat(found("феофан " + mark)).isEmpty();
    }

    @Test
    void aNumberThatThousandsBeginWithFindsTheSame() {
        String inn = freshInn();
        Client company = clients.findOrCreate(inn, "Акация " + mark);
        String start = "+7999" + inn.substring(3, 8);
        contact("Клавдия", "k" + mark.hashCode() + "@x.example", start + "99");
        List<Object[]> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            long id = jdbc.queryForObject("select nextval('id_seq')", Long.class);
            // Behind every other client, so that the page begins with those that are looked for.
            many.add(new Object[] {
                id, "k" + id, inn.substring(0, 9) + "я", "ЯЯЯ", java.sql.Timestamp.from(clock.instant())
            });
        }
        jdbc.batchUpdate(
                "insert into client (id, client_key, inn, name, search_name, requisites_state, reliability, created_at,"
                        + " lock_version) values (?, ?, ?, 'Яяя', ?, 'UNCHECKED', 'NOT_ASKED', ?, 0)",
                many);

        assertThat(found(inn.substring(0, 9))).contains(company.id()).hasSize(100);
        assertThat(found(inn)).containsExactly(company.id());
        assertThat(found(start)).containsExactly(client.id());
        List<Object[]> people = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            people.add(new Object[] {
                jdbc.queryForObject("select nextval('id_seq')", Long.class),
                company.id(),
                "number" + i,
                start + "00",
                java.sql.Timestamp.from(clock.instant())
            });
        }
        jdbc.batchUpdate(
                "insert into contact (id, client_id, contact_key, phone, created_at, lock_version) values (?, ?, ?, ?, ?, 0)",
                people);
        assertThat(found(start)).containsExactlyInAnyOrder(client.id(), company.id());
        jdbc.update("delete from client where search_name = 'ЯЯЯ' and inn like ?", inn.substring(0, 9) + "%");
    }

    @Test
    void aContactOffTheCardIsNotFoundAnyMore() {
        Contact person = contact("Лиза " + mark + "ова", "x" + mark.hashCode() + "@x.example", null);
        assertThat(found("лиза " + mark)).containsExactly(client.id());
        transaction.executeWithoutResult(
                status -> jdbc.update("update contact set removed = true where id = ?", person.id()));
        assertThat(found("лиза " + mark)).isEmpty();
    }

    private ClientFilter with(
            String owner,
            Industry industry,
            CompanySize size,
            ClientFilter.Status status,
            Boolean cold,
            Integer policy) {
        return new ClientFilter(SearchText.of(mark), owner, industry, size, status, cold, policy);
    }

    @Test
    void eachFilterNarrowsWhatIsFound() {
        Client other = named("Ромашка " + mark);
        jdbc.update(
                "update client set owner = 'anna', okved = '01.11', company_size = 'SMALL', registry_status = 'DISSOLVING',"
                        + " requisites_state = 'CONFIRMED' where id = ?",
                client.id());
        jdbc.update("update client set owner = null, okved = '03.99', company_size = null where id = ?", other.id());

        assertThat(found(with("anna", null, null, null, null, null))).containsExactly(client.id());
        assertThat(found(with(ClientFilter.NOBODY, null, null, null, null, null)))
                .containsExactly(other.id());
        assertThat(found(with(null, Industry.A, null, null, null, null)))
                .containsExactlyInAnyOrder(client.id(), other.id());
        assertThat(found(with(null, Industry.B, null, null, null, null))).isEmpty();
        assertThat(found(with(null, null, CompanySize.SMALL, null, null, null))).containsExactly(client.id());
        assertThat(found(with(null, null, null, ClientFilter.Status.DISSOLVING, null, null)))
                .containsExactly(client.id());
        assertThat(found(with(null, null, null, ClientFilter.Status.UNCHECKED, null, null)))
                .containsExactly(other.id());
        assertThat(found(with("anna", Industry.A, null, ClientFilter.Status.UNCHECKED, null, null)))
                .isEmpty();
    }

    @Test
    void aClientIsColdWhenASaleToItsContactsWasLost() {
        contact("Пётр", "cold" + mark.hashCode() + "@x.example", null);
        assertThat(found(with(null, null, null, null, false, null))).containsExactly(client.id());
        assertThat(found(with(null, null, null, null, true, null))).isEmpty();

        transaction.executeWithoutResult(status -> clients.cool(client.id()));

        assertThat(found(with(null, null, null, null, true, null))).containsExactly(client.id());
        assertThat(found(with(null, null, null, null, false, null))).isEmpty();
        assertThat(register.coldAmong(List.of(client.id(), -1L))).containsExactly(client.id());
        assertThat(register.coldAmong(List.of())).isEmpty();
    }

    @Test
    void aPolicyThatEndsSoonIsFoundByTheDaysLeft() {
        policyUntil(LocalDate.now(clock).plusDays(45), "ACTIVE");
        assertThat(found(with(null, null, null, null, null, 45))).containsExactly(client.id());
        assertThat(found(with(null, null, null, null, null, 30))).isEmpty();
        jdbc.update("update policy set state = 'CANCELLED' where client_id = ?", client.id());
        assertThat(found(with(null, null, null, null, null, 90))).isEmpty();
    }

    private void policyUntil(LocalDate end, String state) {
        Deal deal = transaction.execute(
                status -> deals.open(clients.get(client.id()), null, io.polisflow.crm.deal.Stage.NEEDS_ANALYSIS));
        String product = jdbc.queryForObject("select min(code) from product", String.class);
        long id = jdbc.queryForObject("select nextval('id_seq')", Long.class);
        jdbc.update(
                "insert into policy (id, number, idempotency_key, deal_id, client_id, contract_number, line, product_code,"
                        + " object, sum_insured, deductible, premium, starts_on, ends_on, state, issued_at, lock_version)"
                        + " values (?, ?, ?, ?, ?, 'Д-1', 1, ?, 'Склад', 1000, 0, 10, ?, ?, ?, ?, 0)",
                id,
                "P" + id,
                "K" + id,
                deal.id(),
                client.id(),
                product,
                end.minusYears(1),
                end,
                state,
                java.sql.Timestamp.from(clock.instant()));
    }

    @Test
    void pagesFollowByNameForwardsAndBackAndMissNobody() {
        List<Long> all = new ArrayList<>();
        for (String name : List.of("А", "Б", "В", "Г", "Д", "Е", "Ж")) {
            all.add(named(name + name + " " + mark).id());
        }
        jdbc.update("update client set search_name = ? where id = ?", "ЯЯ " + mark, client.id());
        // Namesakes are told apart by the id.
        String twice = jdbc.queryForObject("select search_name from client where id = ?", String.class, all.get(3));
        jdbc.update("update client set search_name = ? where id = ?", twice, all.get(4));
        ClientFilter filter = ClientFilter.of(SearchText.of(mark.substring(0, 10)));
        jdbc.update("update client set name = name where id = ?", client.id());

        List<Long> seen = new ArrayList<>();
        Part part = register.find(filter, Position.first(), 3);
        assertThat(part.earlier()).isFalse();
        while (true) {
            part.clients().forEach(one -> seen.add(one.id()));
            if (!part.later()) {
                break;
            }
            part = register.find(filter, Position.after(seen.get(seen.size() - 1)), 3);
            assertThat(part.earlier()).isTrue();
        }
        assertThat(seen.subList(0, 7)).containsExactlyElementsOf(all);

        Part back = register.find(filter, Position.before(seen.get(6)), 3);
        assertThat(back.clients()).extracting(Client::id).containsExactlyElementsOf(seen.subList(3, 6));
        assertThat(back.earlier()).isTrue();
        assertThat(back.later()).isTrue();
        Part first = register.find(filter, Position.before(seen.get(1)), 3);
        assertThat(first.clients()).extracting(Client::id).containsExactlyElementsOf(seen.subList(0, 3));
        assertThat(register.find(filter, Position.after(-1), 3).clients())
                .as("an unknown place is the beginning")
                .extracting(Client::id)
                .containsExactlyElementsOf(seen.subList(0, 3));
    }

    @Test
    void everyClientOfAFilterIsHandedOverOnce() {
        for (int i = 0; i < 5; i++) {
            named(i + " Ива " + mark);
        }
        List<Long> handed = new ArrayList<>();
        register.each(ClientFilter.of(SearchText.of(mark)), some -> some.forEach(one -> handed.add(one.id())));
        assertThat(handed).hasSize(6).doesNotHaveDuplicates().contains(client.id());
        List<Client> none = new ArrayList<>();
        register.each(ClientFilter.of(SearchText.of(mark + "ъъъъ")), none::addAll);
        assertThat(none).isEmpty();
    }
}
