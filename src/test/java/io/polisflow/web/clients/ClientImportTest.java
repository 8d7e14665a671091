package io.polisflow.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.clientimport.ClientImport;
import io.polisflow.crm.clientimport.ClientImports;
import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A file of clients from the upload to the report of refused rows. */
@AutoConfigureMockMvc
class ClientImportTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private ClientImports imports;

    @Autowired
    private ClientCards cards;

    @Autowired
    private JdbcTemplate jdbc;

    private String mark;
    private Client known;
    private String freshInn;

    @BeforeEach
    void aKnownClient() {
        freshInn = freshInn();
        mark = freshInn();
        known = clients.findOrCreate(mark, "ООО «Рысь " + mark + "»");
    }

    private ResultActions manager(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("manager").roles("sales")).with(csrf()));
    }

    private ResultActions uploadAs(String who, String group, String name, byte[] content) throws Exception {
        return web.perform(multipart("/crm/clients/imports")
                .file(new MockMultipartFile("file", name, null, content))
                .with(user(who).roles(group))
                .with(csrf()));
    }

    private long upload(String name, byte[] content) throws Exception {
        String place = uploadAs("manager", "sales", name, content)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return Long.parseLong(place.substring(place.lastIndexOf('/') + 1));
    }

    private long upload(String csv) throws Exception {
        return upload("клиенты.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private void finished(long id, ClientImport.State state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> imports.get(id).state() == state);
    }

    private void check(long id) throws Exception {
        MockHttpServletRequestBuilder request = post("/crm/clients/imports/" + id + "/check");
        imports.get(id).mapping().forEach(field -> request.param("column", field == null ? "" : field.name()));
        manager(request).andExpect(status().is3xxRedirection());
        finished(id, ClientImport.State.CHECKED);
    }

    private void load(long id, String... parameters) throws Exception {
        MockHttpServletRequestBuilder request = post("/crm/clients/imports/" + id + "/load");
        for (String parameter : parameters) {
            request.param(parameter, "true");
        }
        manager(request).andExpect(status().is3xxRedirection());
        finished(id, ClientImport.State.DONE);
    }

    private String csv() {
        return """
                Наименование;ИНН;Адрес;Контактное лицо;Телефон;E-mail;Примечание
                ООО «Норка %1$s»;%1$s;Тула;Анна Ли;8 (495) 123-45-67;li%1$s@x.example;важный
                ООО «Рысь»;%2$s;Калуга;Олег Ким;;kim%2$s@x.example;
                Норка ещё раз;%1$s;;Борис Ли;;bli%1$s@x.example;
                ООО «Ошибка»;7707083890;;;;;
                ;;Адрес без клиента;;;;
                Без ИНН %1$s;;Омск;;;не почта;
                Енот %1$s;;Омск;;;;
                """
                .formatted(freshInn, mark);
    }

    private Client found(String inn) {
        return clients
                .find(new io.polisflow.crm.client.Clients.Traces(inn, null, null, null, null))
                .candidates()
                .stream()
                .findFirst()
                .orElse(null);
    }

    @Test
    void theLookShowsEachRowsFateAndChangesNothing() throws Exception {
        long before = jdbc.queryForObject("select count(*) from client", Long.class);
        long id = upload(csv());
        manager(get("/crm/clients/imports/" + id))
                .andExpect(content().string(containsString("Что в столбцах")))
                .andExpect(content().string(containsString("<option value=\"NAME\" selected=\"selected\">")))
                .andExpect(content().string(containsString("<option value=\"CONTACT_EMAIL\" selected=\"selected\">")));

        check(id);

        assertThat(imports.fates(id)).isEqualTo(Map.of(Fate.NEW, 2, Fate.DUPLICATE, 2, Fate.ERROR, 3));
        manager(get("/crm/clients/imports/" + id))
                .andExpect(content().string(containsString("Дубль: ООО «Рысь " + mark + "»")))
                .andExpect(content().string(containsString("Повторяет строку 2 этого файла")))
                .andExpect(content().string(containsString("не проходит проверку контрольной суммы")))
                .andExpect(content().string(containsString("Нет ни ИНН, ни названия")))
                .andExpect(content().string(containsString("не похожа на адрес")));
        manager(get("/crm/clients/imports/" + id).param("fate", "NEW"))
                .andExpect(content().string(containsString("Норка")))
                .andExpect(content().string(not(containsString("Адрес без клиента"))));
        assertThat(jdbc.queryForObject("select count(*) from client", Long.class))
                .isEqualTo(before);
    }

    @Test
    void newClientsComeInWithTheirContactsAndKnownOnesStayAsTheyAre() throws Exception {
        long id = upload(csv());
        check(id);
        load(id, "mine");

        assertThat(imports.outcomes(id)).isEqualTo(Map.of(Outcome.CREATED, 2, Outcome.SKIPPED, 2, Outcome.REFUSED, 3));
        Client made = found(freshInn);
        assertThat(made.name()).isEqualTo("ООО «Норка " + freshInn + "»");
        assertThat(made.address()).isEqualTo("Тула");
        assertThat(made.owner()).isEqualTo("manager");
        assertThat(cards.lines(made.id()))
                .filteredOn(line -> line.field() == CardField.ADDRESS)
                .singleElement()
                .satisfies(line -> assertThat(line.origin().source()).startsWith("ввёл"));
        assertThat(clients.contactsOf(made.id())).singleElement().satisfies(person -> {
            assertThat(person.name()).isEqualTo("Анна Ли");
            assertThat(person.phone()).isEqualTo("+74951234567");
        });
        assertThat(clients.get(known.id()).address()).isNull();
        assertThat(clients.contactsOf(known.id())).isEmpty();
    }

    @Test
    void whoeverAsksForItHasKnownCardsCompletedAndNothingOverwritten() throws Exception {
        jdbc.update("update client set head_name = 'Прежний' where id = ?", known.id());
        long id = upload(
                "ИНН;Название;Адрес;Руководитель;Контактное лицо\n" + mark + ";Другое имя;Калуга;Новый;Олег Ким\n");
        check(id);
        load(id, "fills");

        Client now = clients.get(known.id());
        assertThat(imports.outcomes(id)).isEqualTo(Map.of(Outcome.FILLED, 1));
        assertThat(now.address()).isEqualTo("Калуга");
        assertThat(now.headName()).isEqualTo("Прежний");
        assertThat(now.name()).isEqualTo(known.name());
        assertThat(now.owner()).isNull();
        assertThat(clients.contactsOf(known.id())).extracting(Contact::name).containsExactly("Олег Ким");
    }

    @Test
    void aCardOfAnotherManagerIsNeitherNamedNorShownNorChanged() throws Exception {
        jdbc.update("update client set owner = 'manager2' where id = ?", known.id());
        String nameless = "Рысь " + mark;
        clients.findOrCreate(null, nameless, null);
        jdbc.update("update client set owner = 'manager2' where name = ?", nameless);
        long id = upload("ИНН;Название;Адрес;Контактное лицо\n" + mark + ";;Калуга;Олег Ким\n;ООО Рысь " + mark
                + ";Омск;\n" + freshInn + ";Рысь " + mark + ";;\n");

        check(id);
        assertThat(imports.fates(id)).containsEntry(Fate.DUPLICATE, 1).containsEntry(Fate.ERROR, 2);
        namesNothing(id);
        load(id, "fills");
        assertThat(imports.outcomes(id)).containsEntry(Outcome.SKIPPED, 1).containsEntry(Outcome.REFUSED, 2);
        namesNothing(id);

        assertThat(clients.get(known.id()).address()).isNull();
        assertThat(clients.contactsOf(known.id())).isEmpty();
    }

    private void namesNothing(long id) throws Exception {
        manager(get("/crm/clients/imports/" + id))
                .andExpect(content().string(containsString("её ведёт другой менеджер")))
                .andExpect(content().string(containsString("Неясно, новый ли это клиент. Уточните ИНН")))
                .andExpect(content().string(not(containsString("«Рысь " + mark))))
                .andExpect(content().string(not(containsString("/crm/clients/" + known.id()))));
    }

    @Test
    void refusedRowsComeBackAsAFileThatCanBeLoadedAgain() throws Exception {
        long id = upload(csv());
        check(id);
        load(id);
        byte[] file = manager(get("/crm/clients/imports/" + id + "/refused/xlsx"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(4);
            assertThat(rows.get(0).getCellText(7)).isEqualTo("Строка файла");
            assertThat(rows.get(1).getCellText(1)).isEqualTo("7707083890");
            assertThat(rows.get(1).getCellText(7)).isEqualTo("5");
            assertThat(rows.get(1).getCellText(8)).contains("контрольной суммы");
        }
        manager(get("/crm/clients/imports/" + id + "/refused/csv"))
                .andExpect(content().string(containsString("Нет ни ИНН, ни названия")));
        assertThat(jdbc.queryForList(
                        "select actor from audit_event where action = 'EXPORTED' and kind = 'client_import' and object_id = ?",
                        String.class,
                        String.valueOf(id)))
                .containsExactly("manager", "manager");
        manager(get("/crm/clients/imports/" + id))
                .andExpect(content().string(containsString("Незагруженные строки с причинами")));

        long again = upload("refused.xlsx", file);
        check(again);
        assertThat(imports.fates(again)).isEqualTo(Map.of(Fate.ERROR, 3));
    }

    @Test
    void aWorkbookIsReadWithItsNumbersWholeAndItsLostZerosFound() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook book = new Workbook(out, "test", null);
        Worksheet sheet = book.newWorksheet("Лист");
        sheet.value(0, 0, "ИНН");
        sheet.value(0, 1, "Название");
        sheet.value(1, 0, new BigDecimal(freshInn));
        sheet.value(1, 1, "Куница " + freshInn);
        sheet.value(3, 0, 105000000L);
        book.finish();
        long id = upload("клиенты.xlsx", out.toByteArray());
        check(id);
        load(id);

        assertThat(found(freshInn).name()).isEqualTo("Куница " + freshInn);
        manager(get("/crm/clients/imports/" + id)).andExpect(content().string(containsString(">4<")));
    }

    @Test
    void textsOfOldSpreadsheetsAndOtherSeparatorsAreRead() throws Exception {
        long windows =
                upload("1.csv", ("ИНН;Название\n" + freshInn + ";Соболь\n").getBytes(Charset.forName("windows-1251")));
        check(windows);
        assertThat(imports.fates(windows)).isEqualTo(Map.of(Fate.NEW, 1));
        long commas = upload("\ufeffИНН,Название\n" + freshInn + ",\"Соболь, ООО\"\n\n");
        check(commas);
        load(commas);
        assertThat(found(freshInn).name()).isEqualTo("Соболь, ООО");
    }

    @Test
    void whatIsNoTableIsRefusedInWords() throws Exception {
        Map<String, byte[]> files = Map.of(
                "Выберите файл", new byte[0],
                "не читается", "PK\u0003\u0004 это не книга".getBytes(StandardCharsets.UTF_8),
                "загружать нечего", "ИНН;Название\n".getBytes(StandardCharsets.UTF_8),
                "больше 20 000 строк", ("ИНН\n" + "1\n".repeat(20_001)).getBytes(StandardCharsets.UTF_8),
                "больше 10 МБ", new byte[10 * 1024 * 1024 + 1]);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            uploadAs("manager", "sales", "x.csv", file.getValue())
                    .andExpect(status().isBadRequest())
                    .andExpect(content().string(containsString(file.getKey())));
        }
    }

    @Test
    void aMappingThatTellsNobodyOrTheSameTwiceIsRefusedAndKept() throws Exception {
        long id = upload("А;Б\n1;2\n");
        manager(post("/crm/clients/imports/" + id + "/check").param("column", "ADDRESS", ""))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите столбец с ИНН")))
                .andExpect(content().string(containsString("<option value=\"ADDRESS\" selected=\"selected\">")));
        manager(post("/crm/clients/imports/" + id + "/check").param("column", "INN", "INN"))
                .andExpect(content().string(containsString("выбрано для двух столбцов")));
        manager(post("/crm/clients/imports/" + id + "/check").param("column", "INN"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Столбцы файла изменились")));
        manager(post("/crm/clients/imports/" + upload("А\n1\n") + "/check").param("column", ""))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите столбец с ИНН")));
        manager(post("/crm/clients/imports/" + id + "/load")).andExpect(status().isConflict());
        manager(post("/crm/clients/imports/" + id + "/resume")).andExpect(status().isConflict());
    }

    @Test
    void workThatWasCutOffIsToldAsSuchAndTakenUpWithoutRepeating() throws Exception {
        long id = upload(csv());
        check(id);
        load(id);
        Client made = found(freshInn);
        // As a restart leaves it: the row behind the first was not reached.
        jdbc.update("update client_import set state = 'LOADING', done = 1 where id = ?", id);
        jdbc.update("update client_import_row set outcome = null where import_id = ? and position > 2", id);
        manager(get("/crm/clients/imports/" + id).header("HX-Request", "true"))
                .andExpect(content().string(containsString("Пройдено 1 из 7")))
                .andExpect(content().string(containsString("every 1s")))
                .andExpect(content().string(not(containsString("<header"))));

        clock.move(Duration.ofSeconds(61));

        manager(get("/crm/clients/imports")).andExpect(content().string(containsString("Прерван")));
        manager(get("/crm/clients/imports/" + id))
                .andExpect(content().string(containsString("Работа прервана")))
                .andExpect(content().string(not(containsString("every 1s"))));
        manager(post("/crm/clients/imports/" + id + "/resume")).andExpect(status().is3xxRedirection());
        finished(id, ClientImport.State.DONE);
        assertThat(imports.outcomes(id)).containsEntry(Outcome.CREATED, 1).containsEntry(Outcome.REFUSED, 3);
        assertThat(found(freshInn).id()).isEqualTo(made.id());
    }

    @Test
    void aFileIsSeenByItsAuthorAndTheLeadersOnly() throws Exception {
        long id = upload(csv());
        web.perform(get("/crm/clients/imports/" + id).with(user("manager2").roles("sales")))
                .andExpect(status().isNotFound());
        web.perform(get("/crm/clients/imports").with(user("manager2").roles("sales")))
                .andExpect(content().string(not(containsString("/crm/clients/imports/" + id + "\""))));
        manager(get("/crm/clients/imports"))
                .andExpect(content().string(containsString("/crm/clients/imports/" + id + "\"")));
        web.perform(get("/crm/clients/imports/" + id).with(user("head").roles("heads")))
                .andExpect(status().isOk());
        web.perform(get("/crm/clients/imports/" + id).with(user("lawyer").roles("lawyers")))
                .andExpect(status().isForbidden());
        uploadAs("underwriter", "underwriters", "x.csv", csv().getBytes(StandardCharsets.UTF_8))
                .andExpect(status().isForbidden());
        manager(get("/crm/clients/imports/424242424")).andExpect(status().isNotFound());
        manager(get("/crm/clients")).andExpect(content().string(containsString("Загрузить из файла")));
        web.perform(get("/crm/clients").with(user("lawyer").roles("lawyers")))
                .andExpect(content().string(not(containsString("Загрузить из файла"))));
    }
}
