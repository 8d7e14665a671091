package io.polisflow.web.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Events leave the house as the standard of process mining orders it, for those who may, and not unnoticed. */
@AutoConfigureMockMvc
class EventExportTest extends ProcessTest {

    private static final String FILE = "/crm/deadlines/export/file?from=2026-11-24&to=2026-11-25";

    @Autowired
    private MockMvc web;

    @Autowired
    private WorkLog log;

    @Autowired
    private DealProcess process;

    private String deal;

    @BeforeEach
    void aDealThatIsLost() {
        deal = dealOf(webForm(freshInn()));
        clock.move(Duration.ofMinutes(20));
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));
    }

    private MockHttpServletResponse file(String query) throws Exception {
        return web.perform(get(FILE + query).with(user("supervisor").roles("supervisors")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
    }

    private List<CSVRecord> rows(String query) throws Exception {
        String text = new String(
                file("&format=csv" + query).getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeffcase_id;");
        return CSVFormat.EXCEL
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text.substring(1)))
                .getRecords();
    }

    @Test
    void aLogOfCasesIsWrittenAsTheStandardOrdersIt() throws Exception {
        byte[] xes = file("&format=xes").getContentAsByteArray();
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(getClass().getResource("/xes/xes-1849-2016.xsd"))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(xes)));

        Document log = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xes));
        assertThat(values(log, "/log/extension/@prefix")).containsExactly("concept", "lifecycle", "org", "time");
        assertThat(values(log, "/log/trace/string[@key='concept:name']/@value"))
                .doesNotHaveDuplicates()
                .contains(deal);
        String trace = "/log/trace[string[@key='concept:name' and @value='" + deal + "']]/event";
        String task =
                trace + "[string[@key='element' and @value='" + ProposalPreparation.TASK_ASSEMBLE_PROPOSAL + "']]";
        assertThat(values(log, task + "/string[@key='lifecycle:transition']/@value"))
                .as("given to the owner at once, ended by the loss")
                .containsExactly("schedule", "start", "ate_abort");
        assertThat(values(log, task + "/string[@key='org:resource']/@value"))
                .containsOnly(deal(deal).owner());
        assertThat(values(log, task + "/date[@key='time:timestamp']/@value"))
                .containsExactly("2026-11-24T10:00:00+03:00", "2026-11-24T10:00:00+03:00", "2026-11-24T10:20:00+03:00");
        assertThat(values(log, trace + "/string[@key='concept:name']/@value"))
                .contains("Этап: Анализ потребностей", "Этап: Проиграна", "Процесс: Сделка");
        assertThat(values(log, trace + "[1]/string[@key='process']/@value")).containsExactly("request-intake");
    }

    private static List<String> values(Document log, String path) throws Exception {
        NodeList nodes = (NodeList)
                XPathFactory.newInstance().newXPath().evaluate(path, log, javax.xml.xpath.XPathConstants.NODESET);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getNodeValue());
        }
        return values;
    }

    @Test
    void theTableHoldsTheSameEventsAndNoFormula() throws Exception {
        String key = "formula-" + UUID.randomUUID();
        String task = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> log.append(List.of(
                event(key, task, Kind.TASK_CREATED, null, "=HYPERLINK(\"x\")"),
                event(key, task, Kind.TASK_TAKEN, "manager", "\u0007Взять; \"так\""))));

        List<CSVRecord> rows = rows("&process=" + key);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("activity")).isEqualTo("'=HYPERLINK(\"x\")");
        assertThat(rows.get(0).get("timestamp")).isEqualTo("2026-11-24T10:20:00+03:00");
        assertThat(rows.get(1).get("activity")).isEqualTo("\u0007Взять; \"так\"");
        assertThat(rows.get(1).toMap()).doesNotContainValue("слова сотрудника");
        assertThat(rows).extracting(row -> row.get("case_id")).as("of no deal").containsOnly("instance " + key);
        assertThat(file("&format=xes&process=" + key).getContentAsString())
                .contains("value=\" Взять; &quot;так&quot;\"")
                .doesNotContain("слова сотрудника");
        assertThat(rows("")).extracting(row -> row.get("case_id")).contains(deal);
    }

    private WorkEvent event(String key, String task, Kind kind, String assignee, String name) {
        return new WorkEvent(
                clock.instant(),
                kind,
                new WorkEvent.Model(key, 1, "instance " + key),
                new WorkEvent.Step("passage", "Task_Test", "userTask", name, task),
                null,
                "manager",
                assignee,
                null,
                null,
                "слова сотрудника");
    }

    @Test
    void onlyThoseWhoSuperviseMayAndEachExportIsNoted() throws Exception {
        for (String role : List.of("sales", "underwriters", "lawyers", "analysts", "camunda-admin")) {
            web.perform(get(FILE + "&format=csv").with(user("somebody").roles(role)))
                    .andExpect(status().isForbidden());
            web.perform(get("/api/work-events?from=2026-11-24&to=2026-11-24")
                            .with(user("somebody").roles(role)))
                    .andExpect(status().isForbidden());
        }
        String deal = ProposalPreparation.KEY;
        web.perform(get("/api/work-events?format=csv&from=2026-11-23&to=2026-11-24&process=" + deal)
                        .with(httpBasic("head", "head")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString(".csv")));
        web.perform(get("/crm/deadlines/export").with(user("supervisor").roles("supervisors")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("23.11.2026 — 24.11.2026")))
                .andExpect(content().string(containsString("Подготовка КП")));
    }

    @Test
    void whatCannotBeAskedForIsRefused() throws Exception {
        for (String query : List.of(
                "format=pdf&from=2026-11-24&to=2026-11-24",
                "format=csv&from=2026-11-25&to=2026-11-24",
                "format=csv&from=0001-01-01&to=2026-11-24",
                "format=csv&from=x&to=2026-11-24",
                "format=csv")) {
            web.perform(get("/api/work-events?" + query).with(httpBasic("supervisor", "supervisor")))
                    .andExpect(status().isBadRequest());
        }
    }
}
