package io.polisflow.crm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The versions of a wording: the newest counts, none is lost, and two authors never overwrite each other. */
abstract class TemplatesTest extends DatabaseTest {

    private static final Template TEMPLATE = Template.REQUEST_CONFIRMATION;

    @Autowired
    private Templates templates;

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from template_version");
    }

    private static Wording wording(String body) {
        return new Wording("Заявка {номер заявки}", body);
    }

    @Test
    void theDeliveredWordingCountsUntilSomebodyWritesAnotherAndTheNewestFromThenOn() {
        assertThat(templates.current(TEMPLATE)).isEqualTo(Wordings.delivered(TEMPLATE));
        assertThat(templates.save(TEMPLATE, 0, wording("Раз\r\nдва"), " короче \n стало ", "head"))
                .isEqualTo(1);
        assertThat(templates.save(TEMPLATE, 1, wording("Три"), null, "admin")).isEqualTo(2);

        assertThat(templates.current(TEMPLATE)).isEqualTo(wording("Три"));
        assertThat(templates.version(TEMPLATE, 1)).isEqualTo(wording("Раз\nдва"));
        assertThat(templates.version(TEMPLATE, 0)).isEqualTo(Wordings.delivered(TEMPLATE));
        assertThat(templates.history(TEMPLATE))
                .extracting(TemplateVersion::number)
                .containsExactly(2, 1);
        assertThat(templates.history(TEMPLATE))
                .extracting(TemplateVersion::author)
                .containsExactly("admin", "head");
        assertThat(templates.history(TEMPLATE).get(1).note()).isEqualTo("короче стало");
        assertThat(templates.history(TEMPLATE).get(1).at()).isEqualTo(clock.instant());
        assertThat(templates.current(Template.POLICY_LETTER)).isEqualTo(Wordings.delivered(Template.POLICY_LETTER));
    }

    @Test
    void anOldVersionIsBroughtBackAsANewOne() {
        templates.save(TEMPLATE, 0, wording("Раз"), null, "head");
        templates.save(TEMPLATE, 1, templates.version(TEMPLATE, 0), "Возвращён исходный текст", "head");

        assertThat(templates.current(TEMPLATE)).isEqualTo(Wordings.delivered(TEMPLATE));
        assertThat(templates.history(TEMPLATE)).hasSize(2);
    }

    @Test
    void ofManyWhoSaveOverOneVersionOneDoes() throws Exception {
        AtomicInteger serial = new AtomicInteger();
        List<String> answers = atOnce(() -> {
            try {
                templates.save(TEMPLATE, 0, wording("Текст " + serial.incrementAndGet()), null, "head");
                return "saved";
            } catch (ConflictException overtaken) {
                return "overtaken";
            }
        });

        assertThat(answers).containsOnlyOnce("saved");
        assertThat(templates.history(TEMPLATE)).hasSize(1);
    }

    @Test
    void whatCouldNotGoOutIsRefusedAtItsField() {
        assertField("body", Template.REQUEST_CONFIRMATION, wording(" "));
        assertField("body", Template.REQUEST_CONFIRMATION, wording("ы".repeat(30_001)));
        assertField("body", Template.REQUEST_CONFIRMATION, wording("ы\n".repeat(1_001)));
        assertField("body", Template.REQUEST_CONFIRMATION, wording("{номер полиса}"));
        assertField("body", Template.REQUEST_CONFIRMATION, Wordings.delivered(TEMPLATE));
        assertField("subject", Template.REQUEST_CONFIRMATION, new Wording("", "Текст"));
        assertField("subject", Template.REQUEST_CONFIRMATION, new Wording("[тема]", "Текст"));
        assertField("subject", Template.POLICY_LETTER, new Wording("{полисы}", "{полисы}"));
        assertField("body", Template.POLICY_LETTER, new Wording("Полисы", "Без таблицы"));
        assertField(
                "body",
                Template.CONTRACT_DOCUMENT,
                new Wording(null, "{программа страхования}{итоги}{график платежей}"));
        assertThatThrownBy(() -> templates.save(TEMPLATE, 5, wording("Текст"), null, "head"))
                .isInstanceOf(NoSuchElementException.class);
    }

    private void assertField(String field, Template template, Wording wording) {
        assertThatThrownBy(() -> templates.save(template, 0, wording, null, "head"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.field()).as(e.getMessage()).isEqualTo(field));
    }
}
